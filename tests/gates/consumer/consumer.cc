// What a user's C++ program looks like: installed headers only.
#include <cstdio>
#include <msbat.hpp>

int main()
{
    msbat::context ctx = msbat::context::create();
    msbat::phase phase = msbat::phase::create_regular(ctx, "LiFePO4", "Li", -3.43, 0.0, 0.115, 0.0);
    msbat::table table = msbat::table::create(ctx);
    table.add_column("U", "V", phase.get_voltage(298.15, {0.25, 0.5, 0.75}));
    double u[3];
    table.get_column("U", "V", u);
    std::printf("U(1/2) = %.3f V\n", u[1]);
    try {
        phase.get_voltage(298.15, {-1.0});
    } catch (const msbat::error &e) {
        return e.status() == MSBAT_ERR_RANGE && u[1] > 3.429 && u[1] < 3.431 ? 0 : 1;
    }
    return 2;
}

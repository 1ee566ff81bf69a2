#include "thermo_test.h"

double at(msbat_status (*get)(const msbat_phase *, double, int64_t, const double *, double *), const msbat_phase *phase,
          double t, double x)
{
    double value = NAN;
    ck_assert_int_eq(get(phase, t, 1, &x, &value), MSBAT_OK);
    return value;
}

double slope_of_g(const msbat_phase *phase, double t, double x, double h)
{
    double at_x[4] = {x - 2 * h, x - h, x + h, x + 2 * h}, g[4];
    ck_assert_int_eq(msbat_phase_get_free_energy(phase, t, 4, at_x, g), MSBAT_OK);
    return (g[0] - 8 * g[1] + 8 * g[2] - g[3]) / (12 * h);
}

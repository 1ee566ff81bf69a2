// comma.cc: a host program that sets the locale of its environment and lets the library read and write: every writer,
// texts of options and numbers, messages, checkpoints. repro.sh runs it under two locales and compares the files.
//     comma FOLDER POINT      POINT: the decimal point that the locale must have
#include <clocale>
#include <cstdio>
#include <cstring>
#include <msbat.hpp>
#include <string>

static std::string folder;
static std::string file(const char *name) { return folder + "/" + name; }

static void frames_and_tables(msbat::context &ctx)
{
    msbat::frames frames = msbat::frames::parse_extxyz(
        ctx, "2\nLattice=\"4.5 0 0 0 4.5 0 0 0 4.5\" energy=-1.25\nLi 0.25 0 0\nO 2.125 2.5 1e-3\n");
    frames.set_info_number(0, "strain", 0.0625);
    frames.write_extxyz(file("frames.extxyz"));
    frames.write_poscar(0, file("POSCAR"));
    msbat::table table = msbat::table::parse_csv(ctx, "x [1],U [V]\n0.25,3.5\n0.75,3.375\n");
    table.add_column("I", "A", {1.5e-3, 1234567.875});
    table.write_csv(file("table.csv"));
}

static void arrays(msbat::context &ctx)
{
    const uint8_t labels[8] = {0, 1, 1, 0, 2, 0, 1, 2};
    msbat::voxels voxels = msbat::voxels::create(ctx, {{2, 2, 2}}, labels);
    voxels.write_tiff(file("voxels.tif"));
    voxels.write_npy(file("voxels.npy"));
    msbat::array::create(ctx, 1, {3}, {0.5, 1.25, 2.0}).write_npy(file("array.npy"));
    msbat::image image = msbat::image::create(ctx, {{2, 2, 2}}, labels, {{1e-6, 1e-6, 1e-6}});
    msbat::homog homog = msbat::homog::create(image);
    homog.set_option("tolerance", "2.5e-7");
    std::printf("homog: tolerance %s\n", homog.get_option("tolerance").c_str());
}

static void expansions(msbat::context &ctx)
{
    msbat::crystal host = msbat::crystal::create(ctx, {{3.5, 0, 0, 0, 3.5, 0, 0, 0, 3.5}}, {0.0, 0.0, 0.0}, {3});
    msbat::ce ce = msbat::ce::create(host, 3, MSBAT_VACANCY, 1e-3, {3.75});
    ce.set_eci(std::vector<double>{-0.125, 0.0625, 0.015625});
    ce.set_option("ridge", "1.5e-3");
    msbat::ce::write_json(ctx, ce, 1e-3, file("ce.json"));
    msbat::ce again = msbat::ce::read_json(ctx, file("ce.json"));
    msbat::supercell cell = msbat::supercell::create(host, {{4, 0, 0, 0, 4, 0, 0, 0, 4}});
    msbat::mc mc = msbat::mc::create(again, cell);
    mc.set_random_occupation(32);
    mc.run(350.5, 0.25, 20);
    mc.write_checkpoint(file("mc.checkpoint"));
    msbat::kmc kmc = msbat::kmc::create(again, cell);
    kmc.set_option("temperature", "412.5");
    std::printf("ce: ridge %s; kmc: temperature %s\n", ce.get_option("ridge").c_str(),
                kmc.get_option("temperature").c_str());
}

static void refused(const char *what, const msbat::error &e) { std::printf("%s: %s\n", what, e.what()); }

static void messages(msbat::context &ctx)
{
    msbat::phase phase = msbat::phase::create_regular(ctx, "LiFePO4", "Li", -3.43, 0.0, 0.115, 0.0);
    try {
        phase.get_voltage(298.15, {1.25});
    } catch (const msbat::error &e) {
        refused("phase", e);
    }
    try {
        msbat::frames::parse_extxyz(ctx, "1\n\nLi 0,25 0 0\n");
    } catch (const msbat::error &e) {
        refused("extxyz", e);
    }
    try {
        msbat::json::parse(ctx, "{\"a\": 1,5}");
    } catch (const msbat::error &e) {
        refused("json", e);
    }
    char text[64];
    if (msbat_number_write(-1.0625e-7, sizeof text, text) == MSBAT_OK) std::printf("number: %s\n", text);
}

int main(int argc, char **argv)
{
    if (argc != 3 || !std::setlocale(LC_ALL, "")) return 2;
    if (std::strcmp(std::localeconv()->decimal_point, argv[2]) != 0) return 3;
    folder = argv[1];
    try {
        msbat::context ctx = msbat::context::create();
        frames_and_tables(ctx);
        arrays(ctx);
        expansions(ctx);
        messages(ctx);
    } catch (const msbat::error &e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
    return std::strcmp(std::localeconv()->decimal_point, argv[2]) != 0;
}

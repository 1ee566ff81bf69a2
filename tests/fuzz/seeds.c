/* seeds.c - writes the seeds of the binary formats with our own writers: seeds FOLDER. To be run again, and the files
 * put into tests/fuzz/corpus, when a format changes. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <tiffio.h>

#include "fuzz.h"
#include "models.h"
#include "msbat/io.h"

static msbat_context *ctx;
static const char *folder;

static const char *seed_path(const char *target, const char *name)
{
    static char path[400];
    snprintf(path, sizeof path, "%.150s/%s", folder, target);
    mkdir(path, 0777);
    snprintf(path, sizeof path, "%.150s/%s/%s", folder, target, name);
    return path;
}

/* ---- checkpoints: at rest, inside and after runs of each kind ---- */
static int cancel_third(double fraction, void *user)
{
    (void)fraction;
    return ++*(int *)user == 3;
}

static void interrupt(bool yes)
{
    static int calls;
    calls = 0;
    FUZZ_OK(msbat_context_set_progress(ctx, yes ? cancel_third : NULL, &calls));
}

static void save_mc(msbat_mc **mc, const char *name)
{
    FUZZ_OK(msbat_mc_write_checkpoint(*mc, seed_path("mc_checkpoint", name)));
    msbat_mc_destroy(mc);
}

static void write_mc(const msbat_ce *ce)
{
    const double mu[3] = {-0.3, 0, 0.3};
    msbat_mc *mc = NULL;
    FUZZ_OK(model_mc(ce, 3, &mc));
    save_mc(&mc, "empty");
    FUZZ_OK(model_mc(ce, 3, &mc));
    FUZZ_OK(msbat_mc_set_correlation_interval(mc, 2));
    FUZZ_OK(msbat_mc_run(mc, 600, 0.1, 6));
    save_mc(&mc, "open-done");
    FUZZ_OK(model_mc(ce, 3, &mc));
    FUZZ_OK(msbat_mc_set_random_occupation(mc, 4));
    FUZZ_OK(msbat_mc_set_equilibration(mc, 100000));
    interrupt(true);
    FUZZ_CHECK(msbat_mc_run_canonical(mc, 600, 20) == MSBAT_CANCELLED);
    save_mc(&mc, "closed-interrupted");
    FUZZ_OK(model_mc(ce, 3, &mc));
    FUZZ_OK(msbat_mc_set_min_sweeps(mc, 12));
    FUZZ_OK(msbat_mc_set_max_sweeps(mc, 24));
    interrupt(true);
    FUZZ_CHECK(msbat_mc_isotherm(mc, 600, 3, mu) == MSBAT_CANCELLED);
    FUZZ_OK(msbat_mc_write_checkpoint(mc, seed_path("mc_checkpoint", "isotherm-interrupted")));
    interrupt(false);
    FUZZ_OK(msbat_mc_resume(mc));
    save_mc(&mc, "isotherm-done");
}

static void write_kmc(const msbat_ce *ce)
{
    msbat_kmc *kmc = NULL;
    FUZZ_OK(model_kmc(ce, 3, 4, &kmc));
    FUZZ_OK(msbat_kmc_write_checkpoint(kmc, seed_path("kmc_checkpoint", "start")));
    FUZZ_OK(msbat_kmc_run(kmc, 40));
    FUZZ_OK(msbat_kmc_write_checkpoint(kmc, seed_path("kmc_checkpoint", "run")));
    FUZZ_OK(msbat_kmc_set_random_occupation(kmc, 0));
    FUZZ_OK(msbat_kmc_write_checkpoint(kmc, seed_path("kmc_checkpoint", "no-ions")));
    FUZZ_OK(msbat_kmc_set_random_occupation(kmc, 3));
    FUZZ_OK(msbat_kmc_set_window_ps(kmc, 2000));
    FUZZ_OK(msbat_kmc_run_time(kmc, 9000));
    FUZZ_OK(msbat_kmc_write_checkpoint(kmc, seed_path("kmc_checkpoint", "fixed-window")));
    msbat_kmc_destroy(&kmc);
}

/* ---- images and arrays ---- */
static void write_images(void)
{
    const int64_t n[3] = {2, 3, 4}, shape[3] = {2, 1, 3};
    const uint8_t labels[24] = {0, 1, 2, 255, 0, 0, 1};
    const uint16_t labels16[24] = {0, 1, 2, 65535, 0, 256};
    const double values[6] = {0, 1, -2.5, 1e300, 1e-300, 3};
    msbat_voxels *voxels = NULL;
    msbat_array *array = NULL;
    FUZZ_OK(msbat_voxels_create(ctx, n, labels, &voxels));
    FUZZ_OK(msbat_voxels_write_tiff(voxels, seed_path("tiff", "deflate-8")));
    FUZZ_OK(msbat_voxels_write_npy(voxels, seed_path("npy", "u1")));
    msbat_voxels_destroy(&voxels);
    FUZZ_OK(msbat_voxels_create16(ctx, n, labels16, &voxels));
    FUZZ_OK(msbat_voxels_write_tiff(voxels, seed_path("tiff", "deflate-16")));
    FUZZ_OK(msbat_voxels_write_npy(voxels, seed_path("npy", "u2")));
    msbat_voxels_destroy(&voxels);
    FUZZ_OK(msbat_array_create(ctx, 3, shape, values, &array));
    FUZZ_OK(msbat_array_write_npy(array, seed_path("npy", "f8")));
    msbat_array_destroy(&array);
}

/* One page of 16 x 6 samples of which the reader makes something, or that it refuses. */
static void write_page(const char *name, const char *mode, int compression, int bits, int samples)
{
    unsigned char row[64] = {0, 1, 1, 0, 200, 7};
    TIFF *tiff = TIFFOpen(seed_path("tiff", name), mode);
    FUZZ_CHECK(tiff != NULL);
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, 16);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 6);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, samples);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, samples == 1 ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_RGB);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, compression);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 4);
    if (bits == 8) TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, "ImageJ=1.5\nimages=1\n");
    for (uint32_t i = 0; i < 6; i++) FUZZ_CHECK(TIFFWriteScanline(tiff, row, i, 0) == 1);
    TIFFClose(tiff);
}

static void write_pages(void)
{
    write_page("none-8", "wl", COMPRESSION_NONE, 8, 1);
    write_page("none-16-big-endian", "wb", COMPRESSION_NONE, 16, 1);
    write_page("lzw-8-bigtiff", "w8", COMPRESSION_LZW, 8, 1);
    write_page("packbits-1", "wl", COMPRESSION_PACKBITS, 1, 1);
    write_page("zstd-8", "wl", COMPRESSION_ZSTD, 8, 1);
    write_page("fax4-1", "wl", COMPRESSION_CCITTFAX4, 1, 1);
    write_page("colour", "wl", COMPRESSION_NONE, 8, 3);
    write_page("none-4", "wl", COMPRESSION_NONE, 4, 1);
}

/* ---- NPY headers that our writer does not make ---- */
static void write_npy(const char *name, int version, const char *header, size_t n, const char *values)
{
    unsigned char bytes[300] = {0x93, 'N', 'U', 'M', 'P', 'Y', (unsigned char)version, 0};
    size_t start = version == 1 ? 10 : 12, length = strlen(header);
    bytes[8] = (unsigned char)length;
    memcpy(bytes + start, header, length);
    memcpy(bytes + start + length, values, n);
    fuzz_save(seed_path("npy", name), start + length + n, bytes);
}

static void write_npys(void)
{
    static const char values[33] = "\0\1\2\3\0\1\2\3\0\1\2\3\0\1\2\3\0\1\2\3\0\1\2\3\0\1\2\3\0\1\2\3";
    write_npy("i2-big-endian", 1, "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3)}\n", 12, values);
    write_npy("i4-version-2", 2, "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 2, 2), }\n", 32, values);
    write_npy("f4-version-3", 3, "{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (3,)}\n", 12, values);
    write_npy("bool", 1, "{'shape': (4, 2), 'descr': '|b1', 'fortran_order': False}\n", 8, values);
    write_npy("i1-empty", 1, "{'shape': (0, 2), 'descr': '|i1', 'fortran_order': False}\n", 0, values);
    write_npy("scalar", 1, "{'shape': (), 'descr': '<i8', 'fortran_order': False}\n", 8, values);
    write_npy("structured", 1, "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}\n", 8, values);
    write_npy("complex", 1, "{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}\n", 8, values);
}

int main(int argc, char **argv)
{
    msbat_ce *ce = NULL;
    if (argc != 2) return 1;
    folder = argv[1];
    FUZZ_OK(msbat_context_create(&ctx));
    FUZZ_OK(model_ce(ctx, &ce));
    write_mc(ce);
    write_kmc(ce);
    FUZZ_OK(msbat_ce_write_json(ctx, ce, 1e-3, seed_path("ce_json", "square")));
    write_images();
    write_pages();
    write_npys();
    msbat_ce_destroy(&ce);
    msbat_context_destroy(&ctx);
    return 0;
}

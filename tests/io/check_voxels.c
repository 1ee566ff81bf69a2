/* TIFF stacks and NPY. */
#include <tiffio.h>

#include "fixtures.h"

static msbat_context *ctx;

static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* ---- reference images ------------------------------------------------------------------------------------------- */
START_TEST(tiff_and_npy_agree)
{
    char tif[400], npy[400];
    msbat_voxels *a = NULL, *b = NULL;
    const uint8_t *x, *y;
    int64_t n[3], count;
    if (!test_data("homog/electrode3_128.tif", sizeof tif, tif) || !test_data("homog/electrode3_128.npy", sizeof npy,
                                                                              npy)) {
        test_skip("reference data are not there");
        return;
    }
    TEST_OK(ctx, msbat_voxels_read_tiff(ctx, tif, &a));
    TEST_OK(ctx, msbat_voxels_read_npy(ctx, npy, &b));
    TEST_OK(ctx, msbat_voxels_get_size(a, n));
    ck_assert(n[0] == 128 && n[1] == 128 && n[2] == 128);
    TEST_OK(ctx, msbat_voxels_get_labels(a, &x));
    TEST_OK(ctx, msbat_voxels_get_labels(b, &y));
    ck_assert(memcmp(x, y, 128 * 128 * 128) == 0);
    const struct { int64_t label; double percent; } phases[] = {{0, 43.8}, {85, 40.8}, {170, 15.4}};
    for (int k = 0; k < 3; k++) {
        TEST_OK(ctx, msbat_voxels_count(a, phases[k].label, &count));
        TEST_NEAR(100.0 * (double)count / (128 * 128 * 128), phases[k].percent, 0.05);
    }
    msbat_voxels_destroy(&a);
    msbat_voxels_destroy(&b);
}
END_TEST

START_TEST(one_bit_and_crop)
{
    char path[400];
    msbat_voxels *voxels = NULL;
    int64_t n[3], count, bits;
    if (!test_data("homog/openimpala_sample100_1bit.tif", sizeof path, path)) {
        test_skip("reference data are not there");
        return;
    }
    TEST_OK(ctx, msbat_voxels_read_tiff(ctx, path, &voxels));
    TEST_OK(ctx, msbat_voxels_get_size(voxels, n));
    ck_assert(n[0] == 100 && n[1] == 100 && n[2] == 100);
    TEST_OK(ctx, msbat_voxels_get_bits(voxels, &bits));
    ck_assert_int_eq(bits, 8);
    TEST_OK(ctx, msbat_voxels_count(voxels, 1, &count));
    TEST_NEAR((double)count / 1e6, 0.398, 0.0005);
    TEST_OK(ctx, msbat_voxels_count(voxels, 0, &bits));
    ck_assert_int_eq(count + bits, 1000000);
    msbat_voxels_destroy(&voxels);
    ck_assert(test_data("homog/tf500_crop120.tif", sizeof path, path));
    TEST_OK(ctx, msbat_voxels_read_tiff(ctx, path, &voxels));
    TEST_OK(ctx, msbat_voxels_count(voxels, 255, &count));
    TEST_NEAR((double)count / (120.0 * 120 * 120), 0.274, 0.0005);
    msbat_voxels_destroy(&voxels);
}
END_TEST

/* ---- round trips ------------------------------------------------------------------------------------------------ */
static const int64_t size[3] = {3, 5, 13};
enum { TOTAL = 3 * 5 * 13 };

START_TEST(round_trips)
{
    uint8_t small[TOTAL];
    uint16_t wide[TOTAL];
    int64_t n[3], bits;
    const uint8_t *x = NULL;
    const uint16_t *y = NULL;
    msbat_voxels *voxels = NULL, *again = NULL;
    for (int i = 0; i < TOTAL; i++) small[i] = (uint8_t)(i * 7), wide[i] = (uint16_t)(i * 331);
    const char *path = test_path(_i & 1 ? "v.npy" : "v.tif");
    if (_i & 2) TEST_OK(ctx, msbat_voxels_create16(ctx, size, wide, &voxels));
    else TEST_OK(ctx, msbat_voxels_create(ctx, size, small, &voxels));
    TEST_OK(ctx, _i & 1 ? msbat_voxels_write_npy(voxels, path) : msbat_voxels_write_tiff(voxels, path));
    TEST_OK(ctx, _i & 1 ? msbat_voxels_read_npy(ctx, path, &again) : msbat_voxels_read_tiff(ctx, path, &again));
    TEST_OK(ctx, msbat_voxels_get_size(again, n));
    ck_assert(memcmp(n, size, sizeof size) == 0);
    TEST_OK(ctx, msbat_voxels_get_bits(again, &bits));
    ck_assert_int_eq(bits, _i & 2 ? 16 : 8);
    if (_i & 2) {
        TEST_OK(ctx, msbat_voxels_get_labels16(again, &y));
        ck_assert(memcmp(y, wide, sizeof wide) == 0);
        TEST_FAILS(ctx, MSBAT_ERR_STATE, "16 bits", msbat_voxels_get_labels(again, &x));
    } else {
        TEST_OK(ctx, msbat_voxels_get_labels(again, &x));
        ck_assert(memcmp(x, small, sizeof small) == 0);
        TEST_FAILS(ctx, MSBAT_ERR_STATE, "8 bits", msbat_voxels_get_labels16(again, &y));
    }
    unlink(path);
    msbat_voxels_destroy(&voxels);
    msbat_voxels_destroy(&again);
}
END_TEST

/* ---- TIFF files that are refused -------------------------------------------------------------------------------- */
typedef struct tiff_form {
    const char *needle;
    msbat_status status;
    int bits, samples, format, photometric, compression, tiled, second_width;
    const char *description;
} tiff_form;

static const tiff_form forms[] = {
    {"", MSBAT_OK, 8, 1, SAMPLEFORMAT_UINT, PHOTOMETRIC_MINISBLACK, COMPRESSION_LZW, 0, 0, NULL},
    {"", MSBAT_OK, 16, 1, SAMPLEFORMAT_UINT, PHOTOMETRIC_MINISWHITE, COMPRESSION_PACKBITS, 0, 0, NULL},
    {"", MSBAT_OK, 1, 1, SAMPLEFORMAT_UINT, PHOTOMETRIC_MINISWHITE, COMPRESSION_CCITTFAX4, 0, 0, NULL},
    {"", MSBAT_OK, 8, 1, SAMPLEFORMAT_UINT, PHOTOMETRIC_MINISBLACK, COMPRESSION_NONE, 0, 0, "ImageJ=1.5\nimages=1\n"},
    {"several samples", MSBAT_ERR_UNSUPPORTED, 8, 3, SAMPLEFORMAT_UINT, PHOTOMETRIC_RGB, COMPRESSION_NONE, 0, 0, NULL},
    {"other than 1, 8", MSBAT_ERR_UNSUPPORTED, 32, 1, SAMPLEFORMAT_UINT, PHOTOMETRIC_MINISBLACK, COMPRESSION_NONE, 0, 0,
     NULL},
    {"other than 1, 8", MSBAT_ERR_UNSUPPORTED, 4, 1, SAMPLEFORMAT_UINT, PHOTOMETRIC_MINISBLACK, COMPRESSION_NONE, 0, 0,
     NULL},
    {"signed or real", MSBAT_ERR_UNSUPPORTED, 32, 1, SAMPLEFORMAT_IEEEFP, PHOTOMETRIC_MINISBLACK, COMPRESSION_NONE, 0,
     0,
     NULL},
    {"signed or real", MSBAT_ERR_UNSUPPORTED, 16, 1, SAMPLEFORMAT_INT, PHOTOMETRIC_MINISBLACK, COMPRESSION_NONE, 0, 0,
     NULL},
    {"LZMA", MSBAT_ERR_UNSUPPORTED, 8, 1, SAMPLEFORMAT_UINT, PHOTOMETRIC_MINISBLACK, COMPRESSION_LZMA, 0, 0, NULL},
    {"tiles", MSBAT_ERR_UNSUPPORTED, 8, 1, SAMPLEFORMAT_UINT, PHOTOMETRIC_MINISBLACK, COMPRESSION_NONE, 1, 0, NULL},
    {"page 1: other size", MSBAT_ERR_MISMATCH, 8, 1, SAMPLEFORMAT_UINT, PHOTOMETRIC_MINISBLACK, COMPRESSION_NONE, 0, 17,
     NULL},
    {"ImageJ stack", MSBAT_ERR_UNSUPPORTED, 8, 1, SAMPLEFORMAT_UINT, PHOTOMETRIC_MINISBLACK, COMPRESSION_NONE, 0, 0,
     "ImageJ=1.5\nimages=20\nslices=20\n"},
};

static void write_page(TIFF *tiff, const tiff_form *form, int width)
{
    unsigned char line[16 * 16 * 4] = {0};
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 4);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, form->bits);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, form->samples);
    TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, form->format);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, form->photometric);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, form->compression);
    if (form->description) TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, form->description);
    for (int i = 0; i < 64; i++) line[i] = (unsigned char)(i & 1 ? 0x5a : 0);
    if (form->tiled) {
        TIFFSetField(tiff, TIFFTAG_TILEWIDTH, 16);
        TIFFSetField(tiff, TIFFTAG_TILELENGTH, 16);
        TIFFWriteTile(tiff, line, 0, 0, 0, 0);
    } else {
        TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 2);
        for (uint32_t i = 0; i < 4; i++) TIFFWriteScanline(tiff, line, i, 0);
    }
    TIFFWriteDirectory(tiff);
}

START_TEST(tiff_forms)
{
    const char *path = test_path("form.tif");
    msbat_voxels *voxels = NULL;
    TIFF *tiff = TIFFOpen(path, "w");
    ck_assert_ptr_nonnull(tiff);
    write_page(tiff, &forms[_i], 16);
    if (forms[_i].second_width) write_page(tiff, &forms[_i], forms[_i].second_width);
    TIFFClose(tiff);
    if (forms[_i].status)
        TEST_FAILS(ctx, forms[_i].status, forms[_i].needle, msbat_voxels_read_tiff(ctx, path, &voxels));
    else {
        int64_t wanted = forms[_i].bits == 8 ? 32 : forms[_i].bits == 16 ? 64 : 32, label, count;
        label = forms[_i].bits == 8 ? 0x5a : forms[_i].bits == 16 ? 0x5a00 : 1;
        TEST_OK(ctx, msbat_voxels_read_tiff(ctx, path, &voxels));
        TEST_OK(ctx, msbat_voxels_count(voxels, label, &count));
        ck_assert_int_eq(count, forms[_i].bits == 1 ? 16 : wanted);
    }
    msbat_voxels_destroy(&voxels);
    unlink(path);
}
END_TEST

/* ---- NPY -------------------------------------------------------------------------------------------------------- */
static size_t make_npy(char *bytes, int version, const char *header, size_t n, const void *data)
{
    size_t length = strlen(header), start = version == 1 ? 10 : 12;
    memcpy(bytes, "\x93NUMPY", 6);
    bytes[6] = (char)version;
    bytes[7] = 0;
    for (size_t k = 8; k < start; k++) bytes[k] = (char)(length >> 8 * (k - 8));
    memcpy(bytes + start, header, length);
    memcpy(bytes + start + length, data, n);
    return start + length + n;
}

START_TEST(npy_types)
{
    static const struct {
        const char *descr;
        size_t bytes;
        unsigned char data[24];
        double values[3];
    } types[] = {
        {"|b1", 3, {0, 1, 1}, {0, 1, 1}},
        {"|u1", 3, {0, 200, 255}, {0, 200, 255}},
        {"|i1", 3, {0, 0x80, 0xff}, {0, -128, -1}},
        {"<u2", 6, {1, 0, 0, 1, 255, 255}, {1, 256, 65535}},
        {">u2", 6, {0, 1, 1, 0, 255, 255}, {1, 256, 65535}},
        {"<i4", 12, {5, 0, 0, 0, 0xfe, 255, 255, 255, 0, 0, 0, 0x80}, {5, -2, -2147483648.0}},
        {">f4", 12, {0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0}, {1, -2, 0}},
        {"<f8", 24, {0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f}, {1, -2,
                                                                                                              0.5}},
        {"<i8", 24, {1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0x20, 0},
         {1, -1, 9007199254740992.0}},
    };
    for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
        char header[100], bytes[200];
        snprintf(header, sizeof header, "{'shape': (3,), \"descr\": '%s', 'fortran_order': False}\n", types[t].descr);
        msbat_array *array = NULL;
        const double *values;
        int64_t n;
        const char *path = test_write("t.npy", make_npy(bytes, 1 + (int)(t % 3), header, types[t].bytes,
                                                        types[t].data), bytes);
        TEST_OK(ctx, msbat_array_read_npy(ctx, path, &array));
        TEST_OK(ctx, msbat_array_get_values(array, &n, &values));
        ck_assert_int_eq(n, 3);
        for (int k = 0; k < 3; k++) ck_assert_double_eq(values[k], types[t].values[k]);
        msbat_array_destroy(&array);
        unlink(path);
    }
}
END_TEST

/* a[i][j][k] = 100 i + 10 j + k in Fortran order */
START_TEST(npy_fortran_order)
{
    unsigned char data[24];
    char bytes[200];
    int64_t shape[3], n;
    const double *values;
    msbat_array *array = NULL;
    msbat_voxels *voxels = NULL;
    const uint8_t *labels;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 3; j++)
            for (int k = 0; k < 4; k++) data[i + 2 * (j + 3 * k)] = (unsigned char)(100 * i + 10 * j + k);
    size_t length = make_npy(bytes, 1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4), }\n", 24, data);
    const char *path = test_write("f.npy", length, bytes);
    TEST_OK(ctx, msbat_array_read_npy(ctx, path, &array));
    TEST_OK(ctx, msbat_voxels_read_npy(ctx, path, &voxels));
    TEST_OK(ctx, msbat_array_get_shape(array, 3, shape));
    TEST_OK(ctx, msbat_array_get_values(array, &n, &values));
    TEST_OK(ctx, msbat_voxels_get_labels(voxels, &labels));
    for (int i = 0; i < n; i++) {
        ck_assert_double_eq(values[i], 100 * (i / 12) + 10 * (i / 4 % 3) + i % 4);
        ck_assert_double_eq(values[i], labels[i]);
    }
    unlink(path);
    msbat_array_destroy(&array);
    msbat_voxels_destroy(&voxels);
}
END_TEST

START_TEST(array_round_trip)
{
    const int64_t shape[2] = {2, 3}, none[1] = {0};
    const double values[6] = {1.0 / 3, -0.0, 5e-324, 1e308, 2, 3}, bad[1] = {NAN};
    const double *back;
    int64_t n, dims;
    msbat_array *array = NULL, *again = NULL;
    const char *path = test_path("a.npy");
    TEST_OK(ctx, msbat_array_create(ctx, 2, shape, values, &array));
    TEST_OK(ctx, msbat_array_write_npy(array, path));
    TEST_OK(ctx, msbat_array_read_npy(ctx, path, &again));
    TEST_OK(ctx, msbat_array_get_dims(again, &dims));
    TEST_OK(ctx, msbat_array_get_values(again, &n, &back));
    ck_assert_int_eq(dims * 10 + n, 26);
    ck_assert(memcmp(values, back, sizeof values) == 0);
    msbat_array_destroy(&array);
    msbat_array_destroy(&again);
    TEST_OK(ctx, msbat_array_create(ctx, 1, none, NULL, &array)); /* empty, and a scalar */
    TEST_OK(ctx, msbat_array_write_npy(array, path));
    TEST_OK(ctx, msbat_array_read_npy(ctx, path, &again));
    msbat_array_destroy(&array);
    msbat_array_destroy(&again);
    TEST_OK(ctx, msbat_array_create(ctx, 0, NULL, values, &array));
    TEST_OK(ctx, msbat_array_write_npy(array, path));
    TEST_OK(ctx, msbat_array_read_npy(ctx, path, &again));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "has 0", msbat_array_get_shape(again, 1, &n));
    msbat_array_destroy(&array);
    msbat_array_destroy(&again);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "value 0", msbat_array_create(ctx, 0, NULL, bad, &array));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n_dims", msbat_array_create(ctx, 33, shape, values, &array));
    const int64_t huge[2] = {INT64_MAX, INT64_MAX};
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "shape[0]", msbat_array_create(ctx, 2, huge, values, &array));
    unlink(path);
}
END_TEST

static const struct {
    const char *header, *needle;
    msbat_status status;
} bad_headers[] = {
    {"", "not a dictionary", MSBAT_ERR_FORMAT},
    {"{'descr': '|u1', 'fortran_order': False}", "missing", MSBAT_ERR_FORMAT},
    {"{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (4,)}", "twice", MSBAT_ERR_FORMAT},
    {"{'descr': '|u1', 'fortran_order': False, 'shape': (4,), 'more': 1}", "unknown key", MSBAT_ERR_FORMAT},
    {"{'descr': '|u1', 'fortran_order': Maybe, 'shape': (4,)}", "fortran_order", MSBAT_ERR_FORMAT},
    {"{'descr': '|u1', 'fortran_order': False, 'shape': 4}", "no tuple", MSBAT_ERR_FORMAT},
    {"{'descr': '|u1', 'fortran_order': False, 'shape': (4", "not closed", MSBAT_ERR_FORMAT},
    {"{'descr': '|u1', 'fortran_order': False, 'shape': (-4,)}", "counts", MSBAT_ERR_FORMAT},
    {"{'descr': '|u1', 'fortran_order': False, 'shape': (5,)}", "larger than", MSBAT_ERR_FORMAT},
    {"{'descr': '|u1', 'fortran_order': False, 'shape': (3,)}", "4 bytes follow", MSBAT_ERR_FORMAT},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 4)}", "larger than", MSBAT_ERR_FORMAT},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", "larger than", MSBAT_ERR_FORMAT},
    {"{'descr': '<f8', 'fortran_order': False, 'shape': (0, 9223372036854775807)}", "4 bytes follow", MSBAT_ERR_FORMAT},
    {"{'descr': '<c16', 'fortran_order': False, 'shape': (1,)}", "<c16", MSBAT_ERR_UNSUPPORTED},
    {"{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "|O", MSBAT_ERR_UNSUPPORTED},
    {"{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,)}", "structured", MSBAT_ERR_UNSUPPORTED},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': (1, 0)}", "4 bytes follow", MSBAT_ERR_FORMAT},
    {"{'descr': '<f4', 'fortran_order': False, 'shape': ()}", "not finite", MSBAT_ERR_RANGE},
};

START_TEST(bad_npy)
{
    const unsigned char data[4] = {0, 0, 0xc0, 0x7f}; /* as f4: NaN */
    char bytes[300];
    msbat_array *array = (msbat_array *)1;
    msbat_voxels *voxels = NULL;
    const char *path = test_write("b.npy", make_npy(bytes, 1, bad_headers[_i].header, 4, data), bytes);
    TEST_FAILS(ctx, bad_headers[_i].status, bad_headers[_i].needle, msbat_array_read_npy(ctx, path, &array));
    ck_assert_ptr_null(array);
    ck_assert_int_ne(msbat_voxels_read_npy(ctx, path, &voxels), MSBAT_OK);
    ck_assert(strstr(test_message(ctx), path));
    ck_assert_ptr_null(voxels);
    unlink(path);
}
END_TEST

/* ---- hostile ---------------------------------------------------------------------------------------------------- */
static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* Cut at every byte and with changed bytes; what is allocated is bounded by 10000 times the file. */
START_TEST(mangled_images)
{
    uint8_t labels[TOTAL];
    test_heap memory = {0};
    uint64_t state = 17;
    for (int i = 0; i < TOTAL; i++) labels[i] = (uint8_t)(i / 9);
    msbat_voxels *voxels = NULL;
    TEST_OK(ctx, msbat_voxels_create(ctx, size, labels, &voxels));
    const char *path = test_path(_i ? "m.npy" : "m.tif");
    TEST_OK(ctx, _i ? msbat_voxels_write_npy(voxels, path) : msbat_voxels_write_tiff(voxels, path));
    msbat_voxels_destroy(&voxels);
    size_t length;
    char *good = test_load(path, &length), *bytes = malloc(length);
    for (size_t trial = 0; trial < length + 1500; trial++) {
        msbat_context *own = NULL;
        memcpy(bytes, good, length);
        for (int k = 0; trial > length && k < 2; k++)
            bytes[next_random(&state) % (trial % 2 || _i ? length : 60)] = (char)next_random(&state);
        FILE *file = fopen(path, "wb");
        fwrite(bytes, 1, trial <= length ? trial : length, file);
        fclose(file);
        msbat_status made =
            msbat_context_create_with_allocator(test_heap_resize, test_heap_release, &memory, &own);
        ck_assert_int_eq(made, MSBAT_OK);
        msbat_status st = _i ? msbat_voxels_read_npy(own, path, &voxels) : msbat_voxels_read_tiff(own, path, &voxels);
        ck_assert((st == MSBAT_OK) == (voxels != NULL));
        if (trial < length / 2) ck_assert_int_ne(st, MSBAT_OK);
        msbat_voxels_destroy(&voxels);
        msbat_context_destroy(&own);
        ck_assert_int_eq(memory.live, 0);
    }
    ck_assert_uint_le(memory.largest, 20000 * length);
    free(good);
    free(bytes);
    unlink(path);
}
END_TEST

/* A small file that declares a million million pixels. */
START_TEST(huge_tiff)
{
    const char *path = test_path("huge.tif");
    msbat_voxels *voxels = NULL;
    TIFF *tiff = TIFFOpen(path, "w");
    unsigned char line[128] = {0};
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, 1000);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 1000000);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 1000000);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFWriteScanline(tiff, line, 0, 0);
    TIFFClose(tiff);
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "10000 times", msbat_voxels_read_tiff(ctx, path, &voxels));
    unlink(path);
}
END_TEST

START_TEST(bad_calls)
{
    const int64_t zero[3] = {1, 0, 1}, huge[3] = {1 << 20, 1 << 20, 1 << 20};
    const uint8_t labels[1] = {0};
    msbat_voxels *voxels = NULL;
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n[1] = 0", msbat_voxels_create(ctx, zero, labels, &voxels));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "2^40", msbat_voxels_create(ctx, huge, labels, &voxels));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "labels", msbat_voxels_create(ctx, zero, NULL, &voxels));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "no such file", msbat_voxels_read_tiff(ctx, "/no/such/file", &voxels));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "not a regular", msbat_voxels_read_tiff(ctx, "/dev/zero", &voxels));
    ck_assert_int_eq(msbat_voxels_read_tiff(NULL, "x", &voxels), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_voxels_get_bits(NULL, NULL), MSBAT_ERR_NULL);
    const int64_t one[3] = {1, 1, 1};
    TEST_OK(ctx, msbat_voxels_create(ctx, one, labels, &voxels));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "/no/such", msbat_voxels_write_tiff(voxels, "/no/such/folder/x.tif"));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "/no/such", msbat_voxels_write_npy(voxels, "/no/such/folder/x.npy"));
    msbat_voxels_destroy(&voxels);
    msbat_voxels_destroy(&voxels);
}
END_TEST

Suite *suite_voxels(void)
{
    Suite *suite = suite_create("voxels");
    TCase *tests = tcase_create("voxels");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, tiff_and_npy_agree);
    tcase_add_test(tests, one_bit_and_crop);
    tcase_add_loop_test(tests, round_trips, 0, 4);
    tcase_add_loop_test(tests, tiff_forms, 0, (int)(sizeof forms / sizeof *forms));
    tcase_add_test(tests, npy_types);
    tcase_add_test(tests, npy_fortran_order);
    tcase_add_test(tests, array_round_trip);
    tcase_add_loop_test(tests, bad_npy, 0, (int)(sizeof bad_headers / sizeof *bad_headers));
    tcase_add_loop_test(tests, mangled_images, 0, 2);
    tcase_add_test(tests, huge_tiff);
    tcase_add_test(tests, bad_calls);
    suite_add_tcase(suite, tests);
    return suite;
}

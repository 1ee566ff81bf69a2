/* Files byte by byte: images and arrays put together here from the descriptions of the formats (TIFF 6.0, Adobe 1992;
 * NPY, NumPy Enhancement Proposal 1), and files that the library wrote taken apart again. */
#include <inttypes.h>
#include <tiffio.h>

#include "fixtures.h"

static msbat_context *ctx;

static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* ---- bytes ---- */
typedef struct bytes {
    unsigned char data[4096];
    size_t size;
    int big; /* most significant byte first */
} bytes;

static void put(bytes *b, int width, uint64_t value)
{
    ck_assert_uint_le(b->size + (size_t)width, sizeof b->data);
    for (int k = 0; k < width; k++) b->data[b->size++] = (unsigned char)(value >> 8 * (b->big ? width - 1 - k : k));
}

static void put_text(bytes *b, const char *text)
{
    for (; *text; text++) put(b, 1, (unsigned char)*text);
}

static uint64_t take(const unsigned char *at, int width, int big)
{
    uint64_t value = 0;
    for (int k = 0; k < width; k++) value = value << 8 | at[big ? k : width - 1 - k];
    return value;
}

static uint64_t as_bits(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* IEEE 754 single precision of a number that has one, normal or 0. */
static uint64_t single_bits(double value)
{
    int exponent;
    double fraction = frexp(fabs(value), &exponent);
    uint64_t sign = signbit(value) ? UINT64_C(1) << 31 : 0;
    if (fraction == 0.0) return sign;
    return sign | (uint64_t)(exponent + 126) << 23 | ((uint64_t)ldexp(fraction, 24) & 0x7fffff);
}

/* ---- NPY read ---- */
static void put_npy_header(bytes *b, const char *descr, int fortran, const char *shape)
{
    char text[200];
    snprintf(text, sizeof text, "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n", descr,
             fortran ? "True" : "False", shape);
    put_text(b, "\x93NUMPY");
    put(b, 1, 1);
    put(b, 1, 0);
    put(b, 1, strlen(text) & 255); /* little-endian whatever the data are */
    put(b, 1, strlen(text) >> 8);
    put_text(b, text);
}

static msbat_array *read_array(const bytes *b)
{
    msbat_array *array = NULL;
    const char *path = test_write("bytes.npy", b->size, b->data);
    TEST_OK(ctx, msbat_array_read_npy(ctx, path, &array));
    unlink(path);
    return array;
}

/* Numbers that every type of the kind and width holds; i and u: the ends of its range within 2^53. */
static double sample_number(char kind, int width, int k)
{
    static const double reals[6] = {0.0, -0.0, 1.5, -0.09375, 3.0517578125e-05, 16777215.0};
    double top = width == 8 ? 9007199254740992.0 : ldexp(1.0, 8 * width - (kind == 'i')) - 1.0;
    const double whole[6] = {0.0, 1.0, top, kind == 'i' ? -top : top - 1.0, kind == 'i' ? -1.0 : 2.0, 77.0};
    return kind == 'f' ? reals[k] : whole[k];
}

static uint64_t encode(char kind, int width, double value)
{
    if (kind == 'f') return width == 8 ? as_bits(value) : single_bits(value);
    return kind == 'i' ? (uint64_t)(int64_t)value : (uint64_t)value;
}

/* Six numbers as a 2 x 3 array of the type: entry (i, j) is number 3 i + j whatever the order. */
static void check_type(char kind, int width, int big, int fortran)
{
    bytes b = {.big = 0};
    char descr[8];
    int64_t n = 0, shape[2];
    const double *values = NULL;
    snprintf(descr, sizeof descr, "%c%c%d", width == 1 ? '|' : big ? '>' : '<', kind, width);
    put_npy_header(&b, descr, fortran, "(2, 3)");
    b.big = big;
    for (int k = 0; k < 6; k++)
        put(&b, width, encode(kind, width, sample_number(kind, width, fortran ? k % 2 * 3 + k / 2 : k)));
    msbat_array *array = read_array(&b);
    TEST_OK(ctx, msbat_array_get_shape(array, 2, shape));
    TEST_OK(ctx, msbat_array_get_values(array, &n, &values));
    ck_assert(n == 6 && shape[0] == 2 && shape[1] == 3);
    for (int k = 0; k < 6; k++)
        ck_assert_msg(as_bits(values[k]) == as_bits(sample_number(kind, width, k)), "%s, number %d: %g", descr, k,
                      values[k]);
    msbat_array_destroy(&array);
}

START_TEST(every_npy_type)
{
    static const struct {
        char kind;
        int width;
    } types[] = {{'i', 1}, {'i', 2}, {'i', 4}, {'i', 8}, {'u', 1}, {'u', 2}, {'u', 4}, {'u', 8}, {'f', 4}, {'f', 8}};
    for (size_t t = 0; t < sizeof types / sizeof *types; t++)
        for (int form = 0; form < 4; form++) check_type(types[t].kind, types[t].width, form & 1, form >> 1);
}
END_TEST

/* f4 has its own denormal numbers: 2^-149 is the least; f8 ends at 2^-1074. */
START_TEST(denormal_numbers)
{
    bytes b = {.big = 0}, c = {.big = 0};
    const double *values = NULL;
    int64_t n;
    put_npy_header(&b, "<f4", 0, "(3,)");
    put(&b, 4, 1);
    put(&b, 4, 0x807fffff);
    put(&b, 4, 0x7f7fffff);
    msbat_array *array = read_array(&b);
    TEST_OK(ctx, msbat_array_get_values(array, &n, &values));
    ck_assert_double_eq(values[0], ldexp(1.0, -149));
    ck_assert_double_eq(values[1], -ldexp(8388607.0, -149));
    ck_assert_double_eq(values[2], ldexp(16777215.0, 104));
    msbat_array_destroy(&array);
    put_npy_header(&c, "<f8", 0, "(2,)");
    put(&c, 8, 1);
    put(&c, 8, UINT64_C(0x800fffffffffffff));
    array = read_array(&c);
    TEST_OK(ctx, msbat_array_get_values(array, &n, &values));
    ck_assert_double_eq(values[0], ldexp(1.0, -1074));
    ck_assert_double_eq(values[1], -ldexp(4503599627370495.0, -1074));
    msbat_array_destroy(&array);
}
END_TEST

/* What a double cannot hold exactly, or is no number, is refused rather than changed. */
START_TEST(npy_numbers_out_of_range)
{
    static const struct {
        const char *descr;
        int width;
        uint64_t bits;
    } wrong[] = {{"<u8", 8, (UINT64_C(1) << 53) + 1}, {"<i8", 8, UINT64_MAX << 54}, {"<u8", 8, UINT64_MAX},
                 {"<f8", 8, UINT64_C(0x7ff0) << 48}, {"<f8", 8, UINT64_C(0xfff8) << 48}, {"<f4", 4, 0x7f800000},
                 {"<f4", 4, 0xff800000}};
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        bytes b = {.big = 0};
        msbat_array *array = NULL;
        put_npy_header(&b, wrong[k].descr, 0, "(1,)");
        put(&b, wrong[k].width, wrong[k].bits);
        const char *path = test_write("wrong.npy", b.size, b.data);
        TEST_FAILS(ctx, MSBAT_ERR_RANGE, path, msbat_array_read_npy(ctx, path, &array));
        ck_assert_ptr_null(array);
        unlink(path);
    }
}
END_TEST

/* Labels of wider types: taken where all fit in 8 or else 16 bits, refused one above. */
START_TEST(labels_of_wider_types)
{
    static const struct {
        int64_t largest, bits;
    } cases[] = {{255, 8}, {256, 16}, {65535, 16}, {65536, 0}, {-1, 0}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        bytes b = {.big = 0};
        msbat_voxels *voxels = NULL;
        int64_t bits = 0, n[3], count;
        put_npy_header(&b, "<i4", 0, "(1, 2, 3)");
        for (int i = 0; i < 6; i++) put(&b, 4, i == 4 ? (uint64_t)cases[k].largest & UINT32_MAX : (uint64_t)i);
        const char *path = test_write("wide.npy", b.size, b.data);
        if (cases[k].bits) {
            TEST_OK(ctx, msbat_voxels_read_npy(ctx, path, &voxels));
            TEST_OK(ctx, msbat_voxels_get_bits(voxels, &bits));
            TEST_OK(ctx, msbat_voxels_get_size(voxels, n));
            TEST_OK(ctx, msbat_voxels_count(voxels, cases[k].largest, &count));
            ck_assert(bits == cases[k].bits && n[0] == 1 && n[1] == 2 && n[2] == 3 && count == 1);
        } else
            TEST_FAILS(ctx, MSBAT_ERR_RANGE, path, msbat_voxels_read_npy(ctx, path, &voxels));
        msbat_voxels_destroy(&voxels);
        unlink(path);
    }
}
END_TEST

/* A number alone of dims dimensions, each of 1. */
static bytes one_number(int dims)
{
    bytes b = {.big = 0};
    char shape[200] = "(";
    for (int k = 0; k < dims; k++) strcat(shape, "1, ");
    strcat(shape, ")");
    put_npy_header(&b, "<f8", 0, shape);
    put(&b, 8, as_bits(2.5));
    return b;
}

START_TEST(number_of_dimensions)
{
    static const int dims[4] = {0, 1, 7, 32};
    for (int k = 0; k < 4; k++) {
        bytes b = one_number(dims[k]);
        int64_t n = 0, got = -1;
        const double *values = NULL;
        msbat_array *array = read_array(&b);
        TEST_OK(ctx, msbat_array_get_dims(array, &got));
        TEST_OK(ctx, msbat_array_get_values(array, &n, &values));
        ck_assert(got == dims[k] && n == 1 && values[0] == 2.5);
        msbat_array_destroy(&array);
    }
    bytes b = one_number(33);
    msbat_array *array = NULL;
    const char *path = test_write("many.npy", b.size, b.data);
    ck_assert_int_ne(msbat_array_read_npy(ctx, path, &array), MSBAT_OK);
    ck_assert(array == NULL && strstr(test_message(ctx), path));
    unlink(path);
}
END_TEST

/* ---- NPY written ---- */
/* Start of the data: magic, version 1.0, a dictionary that pads the data to a multiple of 64 and ends with a line. */
static size_t npy_data(const char *file, size_t size, const char *descr, const char *shape)
{
    char head[200], wanted[60];
    ck_assert(size > 10 && !memcmp(file, "\x93NUMPY\x01", 8));
    size_t length = (size_t)take((const unsigned char *)file + 8, 2, 0);
    ck_assert(length < sizeof head && (10 + length) % 64 == 0 && 10 + length <= size);
    memcpy(head, file + 10, length);
    head[length] = 0;
    ck_assert(head[0] == '{' && head[length - 1] == '\n');
    snprintf(wanted, sizeof wanted, "'descr': '%s'", descr);
    ck_assert_msg(strstr(head, wanted) && strstr(head, "'fortran_order': False"), "%s", head);
    snprintf(wanted, sizeof wanted, "'shape': %s", shape);
    ck_assert_msg(strstr(head, wanted) != NULL, "%s", head);
    return 10 + length;
}

START_TEST(npy_as_written)
{
    const int64_t shape[3] = {2, 1, 3};
    const double values[6] = {1.0 / 3.0, -0.0, 5e-324, -1.7976931348623157e308, 0.1, 4.0};
    msbat_array *array = NULL;
    const char *path = test_path("written.npy");
    size_t size;
    TEST_OK(ctx, msbat_array_create(ctx, 3, shape, values, &array));
    TEST_OK(ctx, msbat_array_write_npy(array, path));
    char *file = test_load(path, &size);
    size_t start = npy_data(file, size, "<f8", "(2, 1, 3)");
    ck_assert_uint_eq(size, start + 48);
    for (int k = 0; k < 6; k++)
        ck_assert(take((const unsigned char *)file + start + 8 * k, 8, 0) == as_bits(values[k]));
    free(file);
    unlink(path);
    msbat_array_destroy(&array);
}
END_TEST

START_TEST(labels_as_written)
{
    const int64_t n[3] = {2, 1, 3};
    const uint16_t labels[6] = {0, 1, 255, 256, 65535, 4660};
    msbat_voxels *voxels = NULL;
    const char *path = test_path("labels.npy");
    size_t size;
    TEST_OK(ctx, msbat_voxels_create16(ctx, n, labels, &voxels));
    TEST_OK(ctx, msbat_voxels_write_npy(voxels, path));
    char *file = test_load(path, &size);
    size_t start = npy_data(file, size, "<u2", "(2, 1, 3)");
    ck_assert_uint_eq(size, start + 12);
    for (int k = 0; k < 6; k++) ck_assert(take((const unsigned char *)file + start + 2 * k, 2, 0) == labels[k]);
    free(file);
    unlink(path);
    msbat_voxels_destroy(&voxels);
}
END_TEST

/* ---- TIFF read ---- */
enum { PAGES = 3, TALL = 5, WIDE = 7, PIXELS = TALL * WIDE };

typedef struct tiff_layout {
    int big, bits, rows_per_strip, short_offsets;
} tiff_layout;

/* Label of pixel p of a page: uses all bits. */
static uint64_t label_at(int bits, int page, int p)
{
    uint64_t mixed = (uint64_t)(page * PIXELS + p + 1) * UINT64_C(2654435761) >> 7;
    return mixed & ((UINT64_C(1) << bits) - 1);
}

static void put_field(bytes *b, int tag, int type, uint64_t count, uint64_t value)
{
    put(b, 2, (uint64_t)tag);
    put(b, 2, (uint64_t)type);
    put(b, 4, count);
    if (type == 3 && count == 1) put(b, 2, value), put(b, 2, 0); /* SHORT: left in the field */
    else put(b, 4, value);
}

static size_t row_bytes(int bits) { return (size_t)(WIDE * bits + 7) / 8; }

/* Rows of a page; one-bit pixels are packed from the highest bit, each row on its own. */
static void put_pixels(bytes *b, const tiff_layout *form, int page)
{
    for (int row = 0; row < TALL; row++) {
        unsigned packed = 0;
        for (int k = 0; k < WIDE; k++) {
            uint64_t label = label_at(form->bits, page, row * WIDE + k);
            if (form->bits == 1) packed |= (unsigned)label << (7 - k);
            else put(b, form->bits / 8, label);
        }
        if (form->bits == 1) put(b, 1, packed);
    }
}

/* Offsets of the strips, then their sizes: where there is more than one they do not fit into the field. */
static void put_strips(bytes *b, const tiff_layout *form, int strips, size_t data)
{
    size_t line = row_bytes(form->bits);
    for (int s = 0; s < strips; s++) put(b, 4, data + (size_t)(s * form->rows_per_strip) * line);
    for (int s = 0; s < strips; s++) {
        int rows = s < strips - 1 ? form->rows_per_strip : TALL - s * form->rows_per_strip;
        put(b, form->short_offsets ? 2 : 4, (size_t)rows * line);
    }
}

/* Pixels, strip tables, then the directory; the field before is patched with where this directory stands. */
static size_t put_page(bytes *b, const tiff_layout *form, int page, size_t link)
{
    int strips = (TALL + form->rows_per_strip - 1) / form->rows_per_strip, narrow = form->short_offsets ? 3 : 4;
    size_t data = b->size;
    put_pixels(b, form, page);
    size_t table = b->size, counts = table + 4 * (size_t)strips;
    put_strips(b, form, strips, data);
    bytes at = {.big = form->big};
    put(&at, 4, b->size);
    memcpy(b->data + link, at.data, 4);
    put(b, 2, 10);
    put_field(b, 256, 3, 1, WIDE);
    put_field(b, 257, 4, 1, TALL);
    put_field(b, 258, 3, 1, (uint64_t)form->bits);
    put_field(b, 259, 3, 1, 1); /* no compression */
    put_field(b, 262, 3, 1, 1); /* black is zero */
    put_field(b, 273, 4, (uint64_t)strips, strips == 1 ? data : table);
    put_field(b, 277, 3, 1, 1);
    put_field(b, 278, 3, 1, (uint64_t)form->rows_per_strip);
    put_field(b, 279, strips == 1 ? 4 : narrow, (uint64_t)strips, strips == 1 ? TALL * row_bytes(form->bits) : counts);
    put_field(b, 339, 3, 1, 1); /* unsigned */
    put(b, 4, 0);
    return b->size - 4;
}

static msbat_voxels *read_tiff(const tiff_layout *form)
{
    bytes b = {.big = form->big};
    msbat_voxels *voxels = NULL;
    size_t link = 4;
    put_text(&b, form->big ? "MM" : "II");
    put(&b, 2, 42);
    put(&b, 4, 0);
    for (int page = 0; page < PAGES; page++) link = put_page(&b, form, page, link);
    const char *path = test_write("bytes.tif", b.size, b.data);
    TEST_OK(ctx, msbat_voxels_read_tiff(ctx, path, &voxels));
    unlink(path);
    return voxels;
}

static uint64_t label_read(const msbat_voxels *voxels, int bits, int64_t v)
{
    const uint8_t *narrow = NULL;
    const uint16_t *wide = NULL;
    if (bits == 16) TEST_OK(ctx, msbat_voxels_get_labels16(voxels, &wide));
    else TEST_OK(ctx, msbat_voxels_get_labels(voxels, &narrow));
    return wide ? wide[v] : narrow[v];
}

/* Both byte orders, three depths, one strip, strips with a rest, and strips of one row with sizes of 16 bits. */
START_TEST(tiff_layouts)
{
    static const int depths[3] = {1, 8, 16}, strips[3] = {TALL, 2, 1};
    for (int k = 0; k < 18; k++) {
        const tiff_layout form = {.big = k % 2, .bits = depths[k / 2 % 3], .rows_per_strip = strips[k / 6],
                                  .short_offsets = k >= 12};
        msbat_voxels *voxels = read_tiff(&form);
        int64_t n[3];
        TEST_OK(ctx, msbat_voxels_get_size(voxels, n));
        ck_assert(n[0] == PAGES && n[1] == TALL && n[2] == WIDE);
        for (int v = 0; v < PAGES * PIXELS; v++)
            ck_assert_msg(label_read(voxels, form.bits, v) == label_at(form.bits, v / PIXELS, v % PIXELS),
                          "layout %d, voxel %d", k, v);
        msbat_voxels_destroy(&voxels);
    }
}
END_TEST

/* ---- TIFF written ---- */
/* The pages as libtiff alone reads them. */
static void check_with_libtiff(const char *path, int bits)
{
    TIFF *tiff = TIFFOpen(path, "r");
    unsigned char row[2 * WIDE];
    ck_assert_ptr_nonnull(tiff);
    ck_assert_int_eq(TIFFNumberOfDirectories(tiff), PAGES);
    for (int page = 0; page < PAGES; page++) {
        uint16_t depth = 0, compression = 0;
        ck_assert(TIFFSetDirectory(tiff, (uint16_t)page));
        ck_assert(TIFFGetField(tiff, TIFFTAG_BITSPERSAMPLE, &depth) && depth == bits);
        ck_assert(TIFFGetField(tiff, TIFFTAG_COMPRESSION, &compression) && compression == COMPRESSION_ADOBE_DEFLATE);
        for (int y = 0; y < TALL; y++) {
            ck_assert_int_eq(TIFFReadScanline(tiff, row, (uint32_t)y, 0), 1);
            for (int x = 0; x < WIDE; x++) {
                uint16_t wide = 0;
                memcpy(&wide, row + 2 * x, bits == 16 ? sizeof wide : 0);
                ck_assert((bits == 16 ? wide : row[x]) == label_at(bits, page, y * WIDE + x));
            }
        }
    }
    TIFFClose(tiff);
}

START_TEST(tiff_as_written)
{
    const int64_t n[3] = {PAGES, TALL, WIDE};
    uint8_t narrow[PAGES * PIXELS];
    uint16_t wide[PAGES * PIXELS];
    msbat_voxels *eight = NULL, *sixteen = NULL;
    const char *path = test_path("written.tif");
    for (int v = 0; v < PAGES * PIXELS; v++) {
        narrow[v] = (uint8_t)label_at(8, v / PIXELS, v % PIXELS);
        wide[v] = (uint16_t)label_at(16, v / PIXELS, v % PIXELS);
    }
    TEST_OK(ctx, msbat_voxels_create(ctx, n, narrow, &eight));
    TEST_OK(ctx, msbat_voxels_create16(ctx, n, wide, &sixteen));
    TEST_OK(ctx, msbat_voxels_write_tiff(eight, path));
    check_with_libtiff(path, 8);
    TEST_OK(ctx, msbat_voxels_write_tiff(sixteen, path)); /* over the other: replaced */
    check_with_libtiff(path, 16);
    unlink(path);
    msbat_voxels_destroy(&eight);
    msbat_voxels_destroy(&sixteen);
}
END_TEST

Suite *suite_bytes(void)
{
    Suite *suite = suite_create("bytes");
    TCase *tests = tcase_create("bytes");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, every_npy_type);
    tcase_add_test(tests, denormal_numbers);
    tcase_add_test(tests, npy_numbers_out_of_range);
    tcase_add_test(tests, labels_of_wider_types);
    tcase_add_test(tests, number_of_dimensions);
    tcase_add_test(tests, npy_as_written);
    tcase_add_test(tests, labels_as_written);
    tcase_add_test(tests, tiff_layouts);
    tcase_add_test(tests, tiff_as_written);
    suite_add_tcase(suite, tests);
    return suite;
}

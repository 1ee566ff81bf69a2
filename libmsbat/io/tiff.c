/* tiff.c - stacks of label images by libtiff. Messages of libtiff go to handlers of the one file (libtiff 4.5 and
 * later), so that its process-wide handlers stay as the program has set them. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

#include "voxels_impl.h"

#if !defined(TIFFLIB_VERSION) || TIFFLIB_VERSION < 20221213
#error "libtiff 4.5 or later is needed: TIFFOpenOptions"
#endif

enum { GROWTH_MAX = 10000, ALLOCATION_MAX = 1 << 30 };

typedef struct stack {
    msbat_context *ctx;
    const char *function, *path;
    char error[200];                    /* first message of libtiff */
    int64_t file_size, n[3], bits;      /* bits in the file; n[0] pages so far */
    bool wide;                          /* 16 bits a label */
    unsigned char *labels;
    size_t capacity;                    /* bytes */
} stack;

static int keep_error(TIFF *tiff, void *user, const char *module, const char *format, va_list list)
{
    stack *s = user;
    (void)tiff, (void)module;
    if (!s->error[0]) (void)vsnprintf(s->error, sizeof s->error, format, list);
    return 1;
}

static int drop_warning(TIFF *tiff, void *user, const char *module, const char *format, va_list list)
{
    (void)tiff, (void)user, (void)module, (void)format, (void)list;
    return 1;
}

static TIFF *open_tiff(stack *s, const char *path, const char *mode)
{
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    if (!options) return NULL;
    TIFFOpenOptionsSetErrorHandlerExtR(options, keep_error, s);
    TIFFOpenOptionsSetWarningHandlerExtR(options, drop_warning, NULL);
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, ALLOCATION_MAX);
    TIFF *tiff = TIFFOpenExt(path, mode, options);
    TIFFOpenOptionsFree(options);
    return tiff;
}

static msbat_status bad(const stack *s, msbat_status status, const char *what)
{
    return msbat__io_fail(s->ctx, status, s->function, "%.200s: page %" PRId64 ": %s", s->path, s->n[0], what);
}

static msbat_status bad_tiff(const stack *s, const char *what)
{
    return bad(s, MSBAT_ERR_FORMAT, s->error[0] ? s->error : what);
}

/* ---- what is understood ------------------------------------------------------------------------------------------ */
static bool is_lossless(uint16_t compression)
{
    static const uint16_t known[] = {COMPRESSION_NONE, COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3,
                                     COMPRESSION_CCITTFAX4,
                                     COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_PACKBITS,
                                     COMPRESSION_DEFLATE, COMPRESSION_ZSTD};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (compression == known[i]) return true;
    return false;
}

static msbat_status check_kind(const stack *s, TIFF *tiff)
{
    uint16_t samples = 1, format = SAMPLEFORMAT_UINT, compression = COMPRESSION_NONE;
    uint16_t photometric = PHOTOMETRIC_MINISBLACK;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric);
    if (samples != 1)
        return bad(s, MSBAT_ERR_UNSUPPORTED, "several samples a pixel (colour or transparency); labels need one");
    if (photometric > PHOTOMETRIC_PALETTE || photometric == PHOTOMETRIC_RGB)
        return bad(s, MSBAT_ERR_UNSUPPORTED, "neither grey nor palette");
    if (format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID)
        return bad(s, MSBAT_ERR_UNSUPPORTED, "signed or real samples; labels are unsigned");
    if (TIFFIsTiled(tiff)) return bad(s, MSBAT_ERR_UNSUPPORTED, "tiles; only strips are read");
    if (compression == COMPRESSION_LZMA)
        return bad(s, MSBAT_ERR_UNSUPPORTED, "LZMA, whose decoder takes what memory the file asks for, up to 4 GB");
    if (!is_lossless(compression)) return bad(s, MSBAT_ERR_UNSUPPORTED,
                                              "a compression that is lossy or not known here");
    if (!TIFFIsCODECConfigured(compression)) return bad(s, MSBAT_ERR_UNSUPPORTED,
                                                        "libtiff was built without its compression");
    return MSBAT_OK;
}

/* ImageJ writes stacks above 4 GB as one page and tells the number of images in the description alone. (libtiff has a
 * description without a text when it lacked memory for the copy, and does not say so otherwise.) */
static msbat_status check_hidden(const stack *s, TIFF *tiff)
{
    const char *text = NULL, *images;
    int64_t n = 1;
    if (!TIFFGetField(tiff, TIFFTAG_IMAGEDESCRIPTION, &text)) return MSBAT_OK;
    if (!text) return bad(s, MSBAT_ERR_MEMORY, "libtiff lacks memory for the description");
    if (strncmp(text, "ImageJ=", 7) != 0) return MSBAT_OK;
    images = strstr(text, "images=");
    size_t used = 0;
    if (!images || msbat_number_read_int(strlen(images + 7), images + 7, &n, &used) || n <= 1) return MSBAT_OK;
    if (TIFFLastDirectory(tiff)) return bad(s, MSBAT_ERR_UNSUPPORTED,
                                            "an ImageJ stack whose other pages have no directory");
    return MSBAT_OK;
}

/* Compares with the first page; checks the declared size against the size of the file before anything is allocated. */
static msbat_status check_size(stack *s, TIFF *tiff)
{
    uint32_t columns = 0, rows = 0;
    uint16_t bits = 1;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &columns);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &rows);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
    if (bits != 1 && bits != 8 && bits != 16) return bad(s, MSBAT_ERR_UNSUPPORTED,
                                                         "samples of other than 1, 8 or 16 bits");
    if (rows < 1 || columns < 1 || rows > 1 << 20 || columns > 1 << 20)
        return bad(s, MSBAT_ERR_FORMAT, "width and length must be 1 to 2^20");
    if (s->n[0] == 1 << 20) return bad(s, MSBAT_ERR_UNSUPPORTED, "more than 2^20 pages");
    if (s->n[0] && (s->n[1] != rows || s->n[2] != columns || s->bits != bits))
        return bad(s, MSBAT_ERR_MISMATCH, "other size or depth than the first page");
    s->n[1] = rows;
    s->n[2] = columns;
    s->bits = bits;
    s->wide = bits == 16;
    int64_t page = (int64_t)rows * columns * (s->wide ? 2 : 1), most = s->file_size * GROWTH_MAX;
    if (page > most / (s->n[0] + 1))
        return bad(s, MSBAT_ERR_FORMAT, "the pages are more than 10000 times larger than the file");
    return MSBAT_OK;
}

/* ---- pages ------------------------------------------------------------------------------------------------------ */
static msbat_status make_room(stack *s, size_t page)
{
    size_t used = (size_t)s->n[0] * page;
    if (s->capacity - used >= page) return MSBAT_OK;
    size_t wanted = s->capacity ? 2 * s->capacity : page;
    unsigned char *larger = msbat_context_resize(s->ctx, s->labels, wanted);
    if (!larger) return MSBAT_ERR_MEMORY;
    s->labels = larger;
    s->capacity = wanted;
    return MSBAT_OK;
}

static void unpack(const stack *s, const unsigned char *line, unsigned char *to)
{
    if (s->bits != 1) memcpy(to, line, (size_t)s->n[2] * (s->wide ? 2 : 1));
    else
        for (int64_t k = 0; k < s->n[2]; k++) to[k] = line[k / 8] >> (7 - k % 8) & 1;
}

static msbat_status read_lines(stack *s, TIFF *tiff, unsigned char *line)
{
    size_t row = (size_t)s->n[2] * (s->wide ? 2 : 1);
    unsigned char *to = s->labels + (size_t)s->n[0] * (size_t)s->n[1] * row;
    for (int64_t i = 0; i < s->n[1]; i++) {
        if (TIFFReadScanline(tiff, line, (uint32_t)i, 0) != 1) return bad_tiff(s, "a row cannot be read");
        unpack(s, line, to + (size_t)i * row);
    }
    return MSBAT_OK;
}

static msbat_status read_page(stack *s, TIFF *tiff)
{
    msbat_status st = check_kind(s, tiff);
    if (!st) st = check_hidden(s, tiff);
    if (!st) st = check_size(s, tiff);
    if (st) return st;
    tmsize_t bytes = TIFFScanlineSize(tiff);
    if (bytes < (s->n[2] * s->bits + 7) / 8 || bytes > 4 * s->n[2] + 64) return bad_tiff(s,
                                                                                         "the rows have an odd length");
    st = make_room(s, (size_t)(s->n[1] * s->n[2]) * (s->wide ? 2 : 1));
    unsigned char *line = st ? NULL : msbat__io_new(s->ctx, bytes, 1);
    if (!st && !line) st = MSBAT_ERR_MEMORY;
    if (!st) st = read_lines(s, tiff, line);
    msbat_context_release(s->ctx, line);
    s->n[0] += !st;
    return st;
}

static uint64_t integer_at(const unsigned char *b, int n, bool big_endian)
{
    uint64_t value = 0;
    for (int i = 0; i < n; i++) value = value << 8 | b[big_endian ? i : n - 1 - i];
    return value;
}

/* libtiff takes a directory whose link to the next one is cut off for the last one: pages would be lost silently. The
 * link must lie inside the file. */
static bool ends_inside(const stack *s, FILE *file, uint64_t offset)
{
    unsigned char head[4] = {0}, count[8] = {0};
    if (fread(head, 1, 4, file) != 4) return false;
    bool big_endian = head[0] == 'M', big_file = integer_at(head + 2, 2, big_endian) == 43;
    int width = big_file ? 8 : 2;
    if (offset > (uint64_t)s->file_size || fseek(file, (long)offset, SEEK_SET) != 0
        || fread(count, 1, (size_t)width, file) != (size_t)width)
        return false;
    uint64_t entries = integer_at(count, width, big_endian), left = (uint64_t)s->file_size - offset;
    return entries < left && (uint64_t)width + entries * (big_file ? 20 : 12) + (big_file ? 8 : 4) <= left;
}

static msbat_status check_last(const stack *s, TIFF *tiff)
{
    FILE *file = fopen(s->path, "rb");
    bool good = file && ends_inside(s, file, TIFFCurrentDirOffset(tiff));
    if (file) (void)fclose(file);
    return good ? MSBAT_OK : bad_tiff(s, "the file ends inside the directory of the page before");
}

static msbat_status read_pages(stack *s)
{
    TIFF *tiff = open_tiff(s, s->path, "r");
    if (!tiff) return bad_tiff(s, "this is not a TIFF file");
    msbat_status st = read_page(s, tiff);
    while (!st && !TIFFLastDirectory(tiff) && TIFFReadDirectory(tiff)) st = read_page(s, tiff);
    if (!st && !s->error[0]) st = check_last(s, tiff);
    if (!st && s->error[0]) st = bad_tiff(s, "");
    TIFFClose(tiff);
    return st;
}

static msbat_status make_voxels(stack *s, msbat_voxels **voxels)
{
    msbat_status st = msbat__voxels_new(s->ctx, s->function, s->n, s->wide ? 16 : 8, voxels);
    if (st) return st;
    size_t total = (size_t)msbat__voxels_total(*voxels);
    if (s->wide) memcpy((*voxels)->labels16, s->labels, 2 * total);
    else memcpy((*voxels)->labels, s->labels, total);
    return MSBAT_OK;
}

msbat_status msbat_voxels_read_tiff(msbat_context *ctx, const char *path, msbat_voxels **voxels)
{
    stack s = {.ctx = ctx, .function = __func__, .path = path};
    if (voxels) *voxels = NULL;
    if (!ctx) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(ctx, path);
    MSBAT__IO_REQUIRE(ctx, voxels);
    msbat_status st = msbat__io_check_file(ctx, __func__, path, &s.file_size);
    if (!st) st = read_pages(&s);
    if (!st) st = make_voxels(&s, voxels);
    msbat_context_release(ctx, s.labels);
    return st;
}

/* ---- writing ---------------------------------------------------------------------------------------------------- */
static bool set_fields(const msbat_voxels *v, TIFF *tiff)
{
    const int packing =
        TIFFIsCODECConfigured(COMPRESSION_ADOBE_DEFLATE) ? COMPRESSION_ADOBE_DEFLATE : COMPRESSION_NONE;
    return TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, (uint32_t)v->n[2]) &&
           TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, (uint32_t)v->n[1]) &&
           TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, (int)v->bits) && TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1) &&
           TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT) &&
           TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK) &&
           TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
           TIFFSetField(tiff, TIFFTAG_COMPRESSION, packing) &&
           TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(tiff, 0)) &&
           TIFFSetField(tiff, TIFFTAG_SUBFILETYPE, FILETYPE_PAGE);
}

/* line: room for one row, because libtiff may change the bytes that it writes */
static bool write_page(const msbat_voxels *v, TIFF *tiff, int64_t page, unsigned char *line)
{
    size_t row = (size_t)v->n[2] * (v->labels ? 1 : 2);
    const unsigned char *from = v->labels ? v->labels : (const unsigned char *)v->labels16;
    bool good = set_fields(v, tiff);
    for (int64_t i = 0; i < v->n[1] && good; i++) {
        memcpy(line, from + (size_t)(page * v->n[1] + i) * row, row);
        good = TIFFWriteScanline(tiff, line, (uint32_t)i, 0) == 1;
    }
    return good && TIFFWriteDirectory(tiff);
}

static msbat_status write_pages(const msbat_voxels *v, const char *function, const char *path)
{
    stack s = {.ctx = v->ctx, .function = function, .path = path};
    unsigned char *line = msbat__io_new(v->ctx, 2 * v->n[2], 1);
    if (!line) return MSBAT_ERR_MEMORY;
    TIFF *tiff = open_tiff(&s, path, msbat__voxels_total(v) > (int64_t)1 << 30 ? "w8" : "w");
    bool good = tiff != NULL;
    for (int64_t k = 0; k < v->n[0] && good; k++) good = write_page(v, tiff, k, line);
    if (tiff) TIFFClose(tiff);
    msbat_context_release(v->ctx, line);
    if (good && !s.error[0]) return MSBAT_OK;
    return msbat__io_fail(v->ctx, MSBAT_ERR_FILE, function, "%.200s: %s", path,
                          s.error[0] ? s.error : "cannot be written");
}

msbat_status msbat_voxels_write_tiff(const msbat_voxels *voxels, const char *path)
{
    if (!voxels) return MSBAT_ERR_NULL;
    MSBAT__IO_REQUIRE(voxels->ctx, path);
    char *temporary = msbat__io_temporary(voxels->ctx, path);
    if (!temporary) return MSBAT_ERR_MEMORY;
    msbat_status st = write_pages(voxels, __func__, temporary);
    st = msbat__io_finish(voxels->ctx, __func__, temporary, path, st);
    msbat_context_release(voxels->ctx, temporary);
    return st;
}

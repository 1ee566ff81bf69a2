/* npy.c - the NPY format (NumPy Enhancement Proposal 1): header, values. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "voxels_impl.h"

typedef struct parser {
    msbat_context *ctx;
    const char *function, *path;
    msbat__io_span rest;                /* what is left of the header text */
    npy_header *header;
    int seen;                           /* 1 descr, 2 fortran_order, 4 shape */
} parser;

static msbat_status bad(const parser *p, msbat_status status, const char *what)
{
    return msbat__io_fail(p->ctx, status, p->function, "%.250s: NPY header: %s", p->path, what);
}

static bool little_endian(void)
{
    const uint16_t one = 1;
    uint8_t first;
    memcpy(&first, &one, 1);
    return first == 1;
}

/* ---- the header, a Python literal {'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), } -------------------- */
static char peek(parser *p)
{
    while (p->rest.length && strchr(" \t\r\n", p->rest.text[0])) p->rest.text++, p->rest.length--;
    if (!p->rest.length) return 0;
    return p->rest.text[0];
}

static bool take(parser *p, char c)
{
    if (peek(p) != c || !c) return false;
    p->rest.text++, p->rest.length--;
    return true;
}

static bool take_word(parser *p, const char *word)
{
    size_t n = strlen(word);
    peek(p);
    if (p->rest.length < n || memcmp(p->rest.text, word, n) != 0) return false;
    p->rest.text += n, p->rest.length -= n;
    return true;
}

static bool take_string(parser *p, msbat__io_span *string)
{
    char mark = peek(p);
    size_t n = 1;
    if (mark != '\'' && mark != '"') return false;
    while (n < p->rest.length && p->rest.text[n] != mark) n++;
    if (n >= p->rest.length) return false;
    *string = (msbat__io_span){p->rest.text + 1, n - 1};
    p->rest.text += n + 1, p->rest.length -= n + 1;
    return true;
}

static msbat_status take_type(parser *p)
{
    msbat__io_span s;
    if (peek(p) == '[') return bad(p, MSBAT_ERR_UNSUPPORTED, "a structured type");
    if (!take_string(p, &s)) return bad(p, MSBAT_ERR_FORMAT, "descr is no string");
    static const char *const known[] = {"b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (s.length != 3 || memcmp(s.text + 1, known[i], 2) != 0 || !strchr("<>|=", s.text[0])) continue;
        p->header->kind = s.text[1];
        p->header->item = s.text[2] - '0';
        p->header->swapped = p->header->item > 1 && (s.text[0] == '>' ? little_endian() : s.text[0] == '<'
                                                     && !little_endian());
        return MSBAT_OK;
    }
    return msbat__io_fail(p->ctx, MSBAT_ERR_UNSUPPORTED, p->function, "%.250s: NPY type \"%.*s\" is not supported",
                          p->path,
                          msbat__io_shown(s), s.text);
}

static msbat_status take_order(parser *p)
{
    p->header->fortran = take_word(p, "True");
    if (!p->header->fortran && !take_word(p, "False")) return bad(p, MSBAT_ERR_FORMAT,
                                                                  "fortran_order is neither True nor False");
    return MSBAT_OK;
}

static msbat_status take_shape(parser *p)
{
    npy_header *h = p->header;
    if (!take(p, '(')) return bad(p, MSBAT_ERR_FORMAT, "shape is no tuple");
    h->n_dims = 0;
    while (!take(p, ')')) {
        size_t used = 0;
        peek(p);
        if (h->n_dims == 32) return bad(p, MSBAT_ERR_UNSUPPORTED, "more than 32 dimensions");
        if (msbat_number_read_int(p->rest.length, p->rest.text, &h->shape[h->n_dims], &used) || h->shape[h->n_dims] < 0)
            return bad(p, MSBAT_ERR_FORMAT, "shape holds something else than counts");
        p->rest.text += used, p->rest.length -= used;
        h->n_dims++;
        if (!take(p, ',') && peek(p) != ')') return bad(p, MSBAT_ERR_FORMAT, "shape is not closed");
    }
    return MSBAT_OK;
}

static msbat_status take_item(parser *p)
{
    static const char *const names[] = {"descr", "fortran_order", "shape"};
    msbat_status (*const readers[])(parser *) = {take_type, take_order, take_shape};
    msbat__io_span key;
    if (!take_string(p, &key) || !take(p, ':')) return bad(p, MSBAT_ERR_FORMAT, "not a dictionary");
    for (int i = 0; i < 3; i++) {
        if (!msbat__io_is(key, names[i])) continue;
        if (p->seen & 1 << i) return bad(p, MSBAT_ERR_FORMAT, "a key stands twice");
        p->seen |= 1 << i;
        return readers[i](p);
    }
    return bad(p, MSBAT_ERR_FORMAT, "an unknown key");
}

static msbat_status take_dictionary(parser *p)
{
    if (!take(p, '{')) return bad(p, MSBAT_ERR_FORMAT, "not a dictionary");
    while (!take(p, '}')) {
        msbat_status st = take_item(p);
        if (st) return st;
        if (!take(p, ',') && peek(p) != '}') return bad(p, MSBAT_ERR_FORMAT, "not a dictionary");
    }
    return p->seen == 7 ? MSBAT_OK : bad(p, MSBAT_ERR_FORMAT, "descr, fortran_order or shape is missing");
}

/* The number of values, checked against the bytes that follow the header. */
static msbat_status check_size(const parser *p, size_t size)
{
    npy_header *h = p->header;
    uint64_t left = size - h->offset, n = 1;
    bool zero = false;
    for (int64_t i = 0; i < h->n_dims; i++) zero = zero || h->shape[i] == 0;
    for (int64_t i = 0; i < h->n_dims && !zero; i++) {
        if ((uint64_t)h->shape[i] > left / n) return bad(p, MSBAT_ERR_FORMAT, "shape is larger than the file");
        n *= (uint64_t)h->shape[i];
    }
    h->n = zero ? 0 : (int64_t)n;
    if ((uint64_t)h->n > left || (uint64_t)h->n * (uint64_t)h->item != left)
        return msbat__io_fail(p->ctx, MSBAT_ERR_FORMAT, p->function,
                              "%.250s: NPY header: %" PRId64 " values of %" PRId64 " bytes, but %" PRIu64
                              " bytes follow", p->path, h->n, h->item, left);
    return MSBAT_OK;
}

msbat_status msbat__npy_parse(msbat_context *ctx, const char *function, const char *path, size_t size, const char *data,
                              npy_header *header)
{
    parser p = {.ctx = ctx, .function = function, .path = path, .header = header};
    const unsigned char *b = (const unsigned char *)data;
    memset(header, 0, sizeof *header);
    if (size < 10 || memcmp(data, "\x93NUMPY", 6) != 0) return bad(&p, MSBAT_ERR_FORMAT, "this is not an NPY file");
    if (b[6] < 1 || b[6] > 3) return bad(&p, MSBAT_ERR_UNSUPPORTED, "version other than 1, 2 or 3");
    size_t start = b[6] == 1 ? 10 : 12;
    if (size < start) return bad(&p, MSBAT_ERR_FORMAT, "the file ends in it");
    size_t length = (size_t)b[8] | (size_t)b[9] << 8;
    if (start == 12) length |= (size_t)b[10] << 16 | (size_t)b[11] << 24;
    if (length > size - start) return bad(&p, MSBAT_ERR_FORMAT, "the file ends in it");
    p.rest = (msbat__io_span){data + start, length};
    header->offset = start + length;
    msbat_status st = take_dictionary(&p);
    return st ? st : check_size(&p, size);
}

/* ---- values ----------------------------------------------------------------------------------------------------- */
static int64_t place_of(const npy_header *h, int64_t i)
{
    int64_t at = 0, stride[32], s = 1;
    if (!h->fortran) return i;
    for (int64_t k = 0; k < h->n_dims; k++) {
        stride[k] = s;
        s *= h->shape[k];
    }
    for (int64_t k = h->n_dims - 1; k >= 0; k--) {
        at += i % h->shape[k] * stride[k];
        i /= h->shape[k];
    }
    return at;
}

/* Infinite beyond 2^53, where the conversion could round. */
static double whole_number(uint64_t magnitude)
{
    return magnitude > UINT64_C(1) << 53 ? HUGE_VAL : (double)magnitude;
}

static double from_bits(char kind, int64_t item, uint64_t bits)
{
    double real;
    float single;
    uint32_t low = (uint32_t)bits;
    if (kind == 'f' && item == 8) {
        memcpy(&real, &bits, sizeof real);
        return real;
    }
    if (kind == 'f') {
        memcpy(&single, &low, sizeof single);
        return (double)single;
    }
    if (kind == 'b') return bits != 0;
    uint64_t sign = (uint64_t)1 << (8 * item - 1);
    if (kind == 'u' || !(bits & sign)) return whole_number(bits);
    return -whole_number(sign - (bits & (sign - 1)));
}

double msbat__npy_value(const npy_header *h, const char *data, int64_t i)
{
    const unsigned char *b = (const unsigned char *)data + h->offset + (size_t)(place_of(h, i) * h->item);
    bool big = h->swapped == little_endian();
    uint64_t bits = 0;
    for (int64_t k = 0; k < h->item; k++) bits |= (uint64_t)b[k] << 8 * (big ? h->item - 1 - k : k);
    return from_bits(h->kind, h->item, bits);
}

void msbat__npy_put_header(msbat__io_buffer *out, const char *descr, int64_t n_dims, const int64_t *shape)
{
    msbat__io_buffer dict = {.ctx = out->ctx};
    msbat__io_put_text(&dict, "{'descr': '");
    msbat__io_put_text(&dict, descr);
    msbat__io_put_text(&dict, "', 'fortran_order': False, 'shape': (");
    for (int64_t k = 0; k < n_dims; k++) {
        msbat__io_put_int(&dict, shape[k]);
        msbat__io_put_text(&dict, n_dims == 1 || k + 1 < n_dims ? "," : "");
        if (k + 1 < n_dims) msbat__io_put_text(&dict, " ");
    }
    msbat__io_put_text(&dict, "), }");
    while (!dict.status && (10 + dict.size + 1) % 64 != 0) msbat__io_put_text(&dict, " ");
    msbat__io_put_text(&dict, "\n");
    const unsigned char start[10] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, dict.size & 255, dict.size >> 8 & 255};
    msbat__io_put(out, sizeof start, start);
    if (dict.status) out->status = dict.status;
    else msbat__io_put(out, dict.size, dict.data);
    msbat_context_release(out->ctx, dict.data);
}

/* checkpoint.c - atomic, checksummed container of named sections.
 * Layout, little-endian: "MSBATCKP", u32 format version 1, u32 count of sections, section "kind" first; a section is
 * u32
 * name length, u64 data length, name, data; at the end the CRC-64 (ECMA-182, reflected) of all bytes before it. */
#include <fcntl.h>
#include <stdio.h> /* rename */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base_impl.h"

enum { HEAD = 16, SECTION_HEAD = 12, SUM = 8 };
static const char magic[8] = {'M', 'S', 'B', 'A', 'T', 'C', 'K', 'P'};

struct msbat__checkpoint {
    const msbat_context *ctx;
    unsigned char *bytes; /* the file without its checksum */
    int64_t used, capacity, sections;
};

static void put_le(unsigned char *to, uint64_t value, int n)
{
    for (int i = 0; i < n; i++) to[i] = (unsigned char)(value >> 8 * i);
}

static uint64_t get_le(const unsigned char *from, int n)
{
    uint64_t value = 0;
    for (int i = 0; i < n; i++) value |= (uint64_t)from[i] << 8 * i;
    return value;
}

/* Nibble-wise, so that no table of static state is needed. */
static uint64_t crc64(int64_t n, const unsigned char *bytes)
{
    const uint64_t polynomial = 0xC96C5795D7870F42u;
    uint64_t table[16], crc = ~(uint64_t)0;
    for (uint64_t i = 0; i < 16; i++) {
        uint64_t c = i;
        for (int k = 0; k < 4; k++) c = c & 1 ? c >> 1 ^ polynomial : c >> 1;
        table[i] = c;
    }
    for (int64_t i = 0; i < n; i++) {
        crc ^= bytes[i];
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return ~crc;
}

/* No overflow: what is used was allocated twice over, and a section is limited by msbat__checkpoint_add. */
static msbat_status reserve(msbat__checkpoint *c, int64_t more)
{
    int64_t wanted = c->used + more;
    if (wanted <= c->capacity) return MSBAT_OK;
    unsigned char *bytes = msbat__resize(c->ctx, c->bytes, 2 * wanted, 1);
    if (!bytes) return MSBAT_ERR_MEMORY;
    c->bytes = bytes;
    c->capacity = 2 * wanted;
    return MSBAT_OK;
}

static msbat__checkpoint *new_checkpoint(const msbat_context *ctx)
{
    msbat__checkpoint *c = MSBAT__NEW_ZEROED(ctx, 1, msbat__checkpoint);
    if (c) c->ctx = ctx;
    return c;
}

msbat_status msbat__checkpoint_create(const msbat_context *ctx, const char *kind, msbat__checkpoint **checkpoint)
{
    *checkpoint = NULL;
    msbat__checkpoint *c = new_checkpoint(ctx);
    if (!c) return MSBAT_ERR_MEMORY;
    msbat_status st = reserve(c, HEAD);
    if (!st) {
        memcpy(c->bytes, magic, sizeof magic);
        put_le(c->bytes + 8, 1, 4);
        c->used = HEAD;
        st = msbat__checkpoint_add(c, "kind", (int64_t)strlen(kind), 1, kind);
    }
    if (st) msbat__checkpoint_destroy(&c);
    *checkpoint = c;
    return st;
}

msbat_status msbat__checkpoint_add(msbat__checkpoint *checkpoint, const char *name, int64_t n, size_t size,
                                   const void *data)
{
    int64_t bytes, name_length = (int64_t)strlen(name);
    if (!msbat__multiply(n, (int64_t)size, &bytes) || bytes > INT64_MAX / 8)
        return msbat__fail(checkpoint->ctx, MSBAT_ERR_OVERFLOW, "checkpoint", "section %s is too large", name);
    msbat_status st = reserve(checkpoint, SECTION_HEAD + name_length + bytes);
    if (st) return st;
    unsigned char *to = checkpoint->bytes + checkpoint->used;
    put_le(to, (uint64_t)name_length, 4);
    put_le(to + 4, (uint64_t)bytes, 8);
    memcpy(to + SECTION_HEAD, name, (size_t)name_length);
    if (bytes) memcpy(to + SECTION_HEAD + name_length, data, (size_t)bytes);
    checkpoint->used += SECTION_HEAD + name_length + bytes;
    put_le(checkpoint->bytes + 12, (uint64_t)++checkpoint->sections, 4);
    return MSBAT_OK;
}

static bool write_all(int file, int64_t n, const unsigned char *bytes)
{
    while (n > 0) {
        ssize_t done = write(file, bytes, (size_t)n);
        if (done <= 0) return false;
        n -= done;
        bytes += done;
    }
    return true;
}

/* The rename is durable only once the folder is synced; a folder that cannot be opened is not an error. */
static void sync_folder(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash) slash[slash == path] = 0;
    int folder = open(slash ? path : ".", O_RDONLY);
    if (folder < 0) return;
    fsync(folder);
    close(folder);
}

static bool write_file(const msbat__checkpoint *c, const char *temporary)
{
    unsigned char sum[SUM];
    put_le(sum, crc64(c->used, c->bytes), SUM);
    int file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0) return false;
    bool good = write_all(file, c->used, c->bytes) && write_all(file, SUM, sum) && !fsync(file);
    return !close(file) && good;
}

msbat_status msbat__checkpoint_write(const msbat__checkpoint *checkpoint, const char *path)
{
    const msbat_context *ctx = checkpoint->ctx;
    int64_t length = (int64_t)strlen(path);
    char *temporary = msbat__new(ctx, length + 5, 1);
    msbat_status st = MSBAT_OK;
    if (!temporary) return MSBAT_ERR_MEMORY;
    memcpy(temporary, path, (size_t)length);
    memcpy(temporary + length, ".tmp", 5);
    if (!write_file(checkpoint, temporary) || rename(temporary, path)) {
        unlink(temporary);
        st = msbat__fail(ctx, MSBAT_ERR_FILE, "checkpoint", "cannot write \"%s\"", path);
    } else {
        sync_folder(temporary);
    }
    msbat__free(ctx, temporary);
    return st;
}

static bool read_all(int file, int64_t n, unsigned char *bytes)
{
    while (n > 0) {
        ssize_t done = read(file, bytes, (size_t)n);
        if (done <= 0) return false;
        n -= done;
        bytes += done;
    }
    return true;
}

static msbat_status read_file(msbat__checkpoint *c, const char *path)
{
    struct stat info;
    int file = open(path, O_RDONLY);
    msbat_status st = MSBAT_OK;
    if (file < 0) return msbat__fail(c->ctx, MSBAT_ERR_FILE, "checkpoint", "cannot open \"%s\"", path);
    if (fstat(file, &info) || !S_ISREG(info.st_mode))
        st = msbat__fail(c->ctx, MSBAT_ERR_FILE, "checkpoint", "\"%s\" is not a regular file", path);
    else if (info.st_size < HEAD + SUM)
        st = msbat__fail(c->ctx, MSBAT_ERR_FORMAT, "checkpoint", "\"%s\" is too short for a checkpoint", path);
    else if (!(st = reserve(c, info.st_size))) {
        c->used = info.st_size;
        if (!read_all(file, c->used, c->bytes))
            st = msbat__fail(c->ctx, MSBAT_ERR_FILE, "checkpoint", "cannot read \"%s\"", path);
    }
    close(file);
    return st;
}

/* Calls back nothing: walks the sections to see that they fill the file exactly. */
static bool sections_fit(const msbat__checkpoint *c)
{
    int64_t at = HEAD;
    for (int64_t i = 0; i < c->sections; i++) {
        if (c->used - at < SECTION_HEAD) return false;
        uint64_t name = get_le(c->bytes + at, 4), data = get_le(c->bytes + at + 4, 8);
        uint64_t room = (uint64_t)(c->used - at - SECTION_HEAD);
        if (name > room || data > room - name) return false;
        at += SECTION_HEAD + (int64_t)(name + data);
    }
    return at == c->used;
}

static msbat_status check_file(msbat__checkpoint *c, const char *path)
{
    if (memcmp(c->bytes, magic, sizeof magic) != 0)
        return msbat__fail(c->ctx, MSBAT_ERR_FORMAT, "checkpoint", "\"%s\" is not a checkpoint", path);
    c->used -= SUM;
    if (crc64(c->used, c->bytes) != get_le(c->bytes + c->used, SUM))
        return msbat__fail(c->ctx, MSBAT_ERR_CHECKSUM, "checkpoint", "\"%s\" is damaged or cut off", path);
    if (get_le(c->bytes + 8, 4) != 1)
        return msbat__fail(c->ctx, MSBAT_ERR_UNSUPPORTED, "checkpoint", "\"%s\" has format version %d; 1 is known",
                           path, (int64_t)get_le(c->bytes + 8, 4));
    c->sections = (int64_t)get_le(c->bytes + 12, 4);
    if (!sections_fit(c))
        return msbat__fail(c->ctx, MSBAT_ERR_FORMAT, "checkpoint", "\"%s\" has sections that do not fit it", path);
    return MSBAT_OK;
}

/* The data of a section and its length, or NULL. */
static const unsigned char *find_section(const msbat__checkpoint *c, const char *name, int64_t *length)
{
    int64_t at = HEAD, wanted = (int64_t)strlen(name);
    for (int64_t i = 0; i < c->sections; i++) {
        int64_t name_length = (int64_t)get_le(c->bytes + at, 4);
        *length = (int64_t)get_le(c->bytes + at + 4, 8);
        const unsigned char *text = c->bytes + at + SECTION_HEAD;
        if (name_length == wanted && !memcmp(text, name, (size_t)wanted)) return text + name_length;
        at += SECTION_HEAD + name_length + *length;
    }
    return NULL;
}

msbat_status msbat__checkpoint_read(const msbat_context *ctx, const char *path, const char *kind,
                                    msbat__checkpoint **checkpoint)
{
    *checkpoint = NULL;
    msbat__checkpoint *c = new_checkpoint(ctx);
    int64_t length = 0;
    if (!c) return MSBAT_ERR_MEMORY;
    msbat_status st = read_file(c, path);
    if (!st) st = check_file(c, path);
    if (!st) {
        const unsigned char *is = find_section(c, "kind", &length);
        if (!is || length != (int64_t)strlen(kind) || memcmp(is, kind, (size_t)length) != 0)
            st =
                msbat__fail(ctx, MSBAT_ERR_MISMATCH, "checkpoint", "\"%s\" is not a checkpoint of kind %s", path, kind);
    }
    if (st) msbat__checkpoint_destroy(&c);
    *checkpoint = c;
    return st;
}

static msbat_status find_exactly(const msbat__checkpoint *c, const char *name, int64_t n, size_t size,
                                 const unsigned char **from)
{
    int64_t length = 0, wanted;
    *from = find_section(c, name, &length);
    if (!*from) return msbat__fail(c->ctx, MSBAT_ERR_FORMAT, "checkpoint", "section %s is missing", name);
    if (!msbat__multiply(n, (int64_t)size, &wanted) || wanted != length)
        return msbat__fail(c->ctx, MSBAT_ERR_MISMATCH, "checkpoint",
                           "section %s has %d bytes; this object needs %d items of %d", name, length, n, (int64_t)size);
    return MSBAT_OK;
}

msbat_status msbat__checkpoint_expect(const msbat__checkpoint *checkpoint, const char *name, int64_t n, size_t size)
{
    const unsigned char *from;
    return find_exactly(checkpoint, name, n, size, &from);
}

msbat_status msbat__checkpoint_get(const msbat__checkpoint *checkpoint, const char *name, int64_t n, size_t size,
                                   void *data)
{
    const unsigned char *from;
    msbat_status st = find_exactly(checkpoint, name, n, size, &from);
    if (!st && n) memcpy(data, from, (size_t)n * size);
    return st;
}

void msbat__checkpoint_destroy(msbat__checkpoint **checkpoint)
{
    msbat__checkpoint *c = *checkpoint;
    if (!c) return;
    *checkpoint = NULL;
    msbat__free(c->ctx, c->bytes);
    msbat__free(c->ctx, c);
}

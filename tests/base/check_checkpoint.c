/* The checkpoint container: round trip, refusal of anything damaged. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base_impl.h"
#include "support.h"

static void file_name(char path[64]) { snprintf(path, 64, "/tmp/msbat-checkpoint-%d", (int)getpid()); }

static void write_good(msbat_context *ctx, const char *path)
{
    msbat__checkpoint *c = NULL;
    double values[3] = {1, 2, 3};
    TEST_OK(ctx, msbat__checkpoint_create(ctx, "toy", &c));
    TEST_OK(ctx, msbat__checkpoint_add(c, "values", 3, sizeof *values, values));
    TEST_OK(ctx, msbat__checkpoint_add(c, "nothing", 0, 8, NULL));
    TEST_OK(ctx, msbat__checkpoint_write(c, path));
    msbat__checkpoint_destroy(&c);
}

START_TEST(test_round_trip)
{
    msbat_context *ctx = NULL;
    msbat__checkpoint *c = NULL;
    char path[64];
    double values[3] = {0};
    file_name(path);
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    write_good(ctx, path);
    TEST_OK(ctx, msbat__checkpoint_read(ctx, path, "toy", &c));
    TEST_OK(ctx, msbat__checkpoint_get(c, "values", 3, sizeof *values, values));
    ck_assert_double_eq(values[2], 3);
    TEST_OK(ctx, msbat__checkpoint_get(c, "nothing", 0, 8, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "section rates is missing", msbat__checkpoint_get(c, "rates", 1, 8, values));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "24 bytes; this object needs 4 items of 8",
               msbat__checkpoint_get(c, "values", 4, 8, values));
    msbat__checkpoint_destroy(&c);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "kind kmc", msbat__checkpoint_read(ctx, path, "kmc", &c));
    ck_assert_ptr_null(c);
    unlink(path);
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "cannot open", msbat__checkpoint_read(ctx, path, "toy", &c));
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "not a regular file", msbat__checkpoint_read(ctx, "/tmp", "toy", &c));
    msbat_context_destroy(&ctx);
}
END_TEST

/* Every truncation and every flipped bit is refused. */
START_TEST(test_damage)
{
    msbat_context *ctx = NULL;
    msbat__checkpoint *c = NULL;
    char path[64];
    unsigned char bytes[512];
    file_name(path);
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    write_good(ctx, path);
    FILE *f = fopen(path, "rb");
    size_t size = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    for (size_t i = 0; i < 2 * size; i++) {
        f = fopen(path, "wb");
        if (i >= size) bytes[i - size] ^= (unsigned char)(1 << i % 8);
        fwrite(bytes, 1, i < size ? i : size, f);
        if (i >= size) bytes[i - size] ^= (unsigned char)(1 << i % 8);
        fclose(f);
        ck_assert_int_ne(msbat__checkpoint_read(ctx, path, "toy", &c), MSBAT_OK);
        ck_assert_ptr_null(c);
    }
    unlink(path);
    write_good(ctx, path);
    msbat__checkpoint_create(ctx, "toy", &c);
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "cannot write", msbat__checkpoint_write(c, "/nonexistent/folder/file"));
    msbat__checkpoint_destroy(&c);
    unlink(path);
    msbat_context_destroy(&ctx);
}
END_TEST

/* CRC-64 of ECMA-182, reflected, bit by bit: the check value of "123456789" is 995DC9BBDF1939FA. */
static uint64_t plain_crc(size_t n, const unsigned char *bytes)
{
    uint64_t crc = UINT64_MAX;
    for (size_t i = 0; i < n; i++) {
        crc ^= bytes[i];
        for (int k = 0; k < 8; k++) crc = crc & 1 ? crc >> 1 ^ 0xC96C5795D7870F42u : crc >> 1;
    }
    return ~crc;
}

static void put(unsigned char *to, uint64_t value, int n)
{
    for (int i = 0; i < n; i++) to[i] = (unsigned char)(value >> 8 * i);
}

static msbat_status read_forged(msbat_context *ctx, size_t n, unsigned char *bytes)
{
    msbat__checkpoint *c = NULL;
    char path[64];
    file_name(path);
    put(bytes + n, plain_crc(n, bytes), 8);
    FILE *f = fopen(path, "wb");
    fwrite(bytes, 1, n + 8, f);
    fclose(f);
    msbat_status st = msbat__checkpoint_read(ctx, path, "toy", &c);
    ck_assert((st == MSBAT_OK) == (c != NULL));
    msbat__checkpoint_destroy(&c);
    unlink(path);
    return st;
}

/* Files whose sum is right and whose structure is not, written byte by byte as the layout is documented. */
START_TEST(test_forged_files)
{
    unsigned char good[80] = "MSBATCKP", bad[80];
    const size_t n = 16 + 12 + 4 + 3 + 12 + 1;
    msbat_context *ctx = NULL;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    ck_assert(plain_crc(9, (const unsigned char *)"123456789") == 0x995DC9BBDF1939FAu);
    put(good + 8, 1, 4);
    put(good + 12, 2, 4);
    put(good + 16, 4, 4);
    put(good + 20, 3, 8);
    memcpy(good + 28, "kindtoy", 7);
    put(good + 35, 1, 4);
    put(good + 39, 0, 8);
    good[47] = 'x';
    TEST_OK(ctx, read_forged(ctx, n, good));
    const struct { int at; uint64_t value; int bytes; msbat_status status; const char *text; } wrong[] = {
        {8, 2, 4, MSBAT_ERR_UNSUPPORTED, "format version 2; 1 is known"},
        {12, 1, 4, MSBAT_ERR_FORMAT, "sections that do not fit"},    /* bytes left over */
        {12, 3, 4, MSBAT_ERR_FORMAT, "sections that do not fit"},    /* no room for a head */
        {16, UINT32_MAX, 4, MSBAT_ERR_FORMAT, "do not fit"},
        {20, UINT64_MAX, 8, MSBAT_ERR_FORMAT, "do not fit"},
        {20, 2, 8, MSBAT_ERR_FORMAT, "do not fit"},
        {28, 'K', 1, MSBAT_ERR_MISMATCH, "of kind toy"},             /* no section "kind" */
        {32, 'b', 1, MSBAT_ERR_MISMATCH, "of kind toy"},
        {0, 'm', 1, MSBAT_ERR_FORMAT, "is not a checkpoint"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        memcpy(bad, good, sizeof bad);
        put(bad + wrong[i].at, wrong[i].value, wrong[i].bytes);
        TEST_FAILS(ctx, wrong[i].status, wrong[i].text, read_forged(ctx, n, bad));
    }
    msbat_context_destroy(&ctx);
}
END_TEST

/* A disk that is full at any byte, a device that cannot be synced, a folder in the way: the file that stood there
 * before is whole, and nothing is left beside it. */
START_TEST(test_disk_faults)
{
    msbat_context *ctx = NULL;
    msbat__checkpoint *c = NULL;
    char path[64], beside[72];
    struct stat info;
    struct rlimit old;
    file_name(path);
    snprintf(beside, sizeof beside, "%s.tmp", path);
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    write_good(ctx, path);
    ck_assert_int_eq(stat(path, &info), 0);
    TEST_OK(ctx, msbat__checkpoint_read(ctx, path, "toy", &c));
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &old), 0);
    signal(SIGXFSZ, SIG_IGN);
    for (off_t room = 0; room < info.st_size; room++) {
        ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &(struct rlimit){(rlim_t)room, old.rlim_max}), 0);
        msbat_status st = msbat__checkpoint_write(c, path);
        setrlimit(RLIMIT_FSIZE, &old);
        ck_assert_int_eq(st, MSBAT_ERR_FILE);
        ck_assert_int_ne(access(beside, F_OK), 0);
    }
    signal(SIGXFSZ, SIG_DFL);
    ck_assert_int_eq(symlink("/dev/null", beside), 0);
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "cannot write", msbat__checkpoint_write(c, path));
    msbat__checkpoint_destroy(&c);
    TEST_OK(ctx, msbat__checkpoint_read(ctx, path, "toy", &c));
    unlink(path);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "cannot write", msbat__checkpoint_write(c, path));
    ck_assert_int_ne(access(beside, F_OK), 0);
    rmdir(path);
    msbat__checkpoint_destroy(&c);
    msbat_context_destroy(&ctx);
}
END_TEST

/* A file that is shorter than it says, as those of sysfs are. */
START_TEST(test_short_read)
{
    const char *path = "/sys/kernel/mm/transparent_hugepage/enabled";
    msbat_context *ctx = NULL;
    msbat__checkpoint *c = NULL;
    if (access(path, R_OK)) {
        test_skip("no file of sysfs on this machine");
        return;
    }
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    TEST_FAILS(ctx, MSBAT_ERR_FILE, "cannot read", msbat__checkpoint_read(ctx, path, "toy", &c));
    ck_assert_ptr_null(c);
    msbat_context_destroy(&ctx);
}
END_TEST

static msbat_status write_and_read(msbat_context *ctx, void *path)
{
    msbat__checkpoint *c = NULL;
    double values[40] = {0, 1, 2};
    msbat_status st = msbat__checkpoint_create(ctx, "toy", &c);
    if (!st) st = msbat__checkpoint_add(c, "values", 40, sizeof *values, values);
    if (!st) st = msbat__checkpoint_write(c, path);
    ck_assert((st == MSBAT_OK) == !access(path, F_OK));
    msbat__checkpoint_destroy(&c);
    if (!st) st = msbat__checkpoint_read(ctx, path, "toy", &c);
    if (!st) st = msbat__checkpoint_get(c, "values", 40, sizeof *values, values);
    msbat__checkpoint_destroy(&c);
    unlink(path);
    return st;
}

/* In the folder where the program stands, without a slash. */
START_TEST(test_checkpoints_without_memory)
{
    char path[64], *name;
    file_name(path);
    name = strrchr(path, '/') + 1;
    int here = open(".", O_RDONLY);
    ck_assert(here >= 0 && !chdir("/tmp"));
    ck_assert_int_gt(TEST_MEMORY(write_and_read, name), 6);
    ck_assert(!fchdir(here));
    close(here);
}
END_TEST

START_TEST(test_sections_too_large)
{
    msbat_context *ctx = NULL;
    msbat__checkpoint *c = NULL;
    double value = 7;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    TEST_OK(ctx, msbat__checkpoint_create(ctx, "toy", &c));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "section x is too large", msbat__checkpoint_add(c, "x", INT64_MAX, 8, &value));
    TEST_FAILS(ctx, MSBAT_ERR_OVERFLOW, "section x is too large",
               msbat__checkpoint_add(c, "x", INT64_MAX / 2, 1, &value));
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "section x is missing", msbat__checkpoint_get(c, "x", 1, 8, &value));
    TEST_OK(ctx, msbat__checkpoint_add(c, "x", 1, 8, &value));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "section x has 8 bytes",
               msbat__checkpoint_get(c, "x", INT64_MAX, 8, &value));
    msbat__checkpoint_destroy(&c);
    msbat__checkpoint_destroy(&c);
    msbat_context_destroy(&ctx);
}
END_TEST

Suite *suite_checkpoint(void)
{
    Suite *suite = suite_create("checkpoint");
    TCase *tc = tcase_create("checkpoint");
    tcase_add_test(tc, test_round_trip);
    tcase_add_test(tc, test_damage);
    tcase_add_test(tc, test_forged_files);
    tcase_add_test(tc, test_disk_faults);
    tcase_add_test(tc, test_short_read);
    tcase_add_test(tc, test_checkpoints_without_memory);
    tcase_add_test(tc, test_sections_too_large);
    suite_add_tcase(suite, tc);
    return suite;
}

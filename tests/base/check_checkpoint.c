/* The checkpoint container: round trip, refusal of anything damaged. */
#include <stdio.h>
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

Suite *suite_checkpoint(void)
{
    Suite *suite = suite_create("checkpoint");
    TCase *tc = tcase_create("checkpoint");
    tcase_add_test(tc, test_round_trip);
    tcase_add_test(tc, test_damage);
    suite_add_tcase(suite, tc);
    return suite;
}

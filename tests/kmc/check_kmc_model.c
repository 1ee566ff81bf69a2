/* check_kmc_model.c - lattices, hop classes, barriers, and what is refused. */
#include "fixtures.h"

static msbat_context *ctx;
static void setup(void) { TEST_OK(NULL, msbat_context_create(&ctx)); }
static void teardown(void) { msbat_context_destroy(&ctx); }

START_TEST(test_hop_classes)
{
    static const struct { lattice_kind kind; int64_t paths, common; } cases[] = {
        {CHAIN, 1, 0}, {SQUARE, 2, 0}, {TRIANGULAR, 3, 2}, {HONEYCOMB, 3, 0}, {SC, 3, 0}, {BCC, 4, 0},
        {FCC, 6, 4},   {DIAMOND, 4, 0}, {LAYERED, 3, 2}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        msbat_kmc *kmc = make_lattice(ctx, cases[c].kind, 4, 4, 4);
        double length;
        int64_t paths, common;
        TEST_OK(ctx, msbat_kmc_get_hop_class(kmc, 0, &length, &paths, &common));
        TEST_NEAR(length, nearest(cases[c].kind), 1e-12);
        ck_assert_int_eq(paths, cases[c].paths);
        ck_assert_int_eq(common, cases[c].common);
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

Suite *suite_kmc_model(void)
{
    Suite *suite = suite_create("kmc model");
    TCase *tc = tcase_create("model");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_add_test(tc, test_hop_classes);
    suite_add_tcase(suite, tc);
    return suite;
}

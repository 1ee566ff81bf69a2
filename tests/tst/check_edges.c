/* check_edges.c - bands that end where there is no saddle, ends that are not relaxed, Hessians that do not go together,
 * and networks at the edge of what numbers can hold. */
#include "models.h"

static msbat_context *ctx;
static void start(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void stop(void) { msbat_context_destroy(&ctx); }

static const double mb_a[2] = {-0.5582236, 1.4417258}, mb_b[2] = {0.6234994, 0.0280378};

/* ---- bands ---- */

START_TEST(the_end_that_is_not_relaxed_is_named)
{
    const double off_a[2] = {-0.5, 1.3}, off_b[2] = {0.5, 0.1};
    const struct {
        const double *first, *last;
        const char *said;
    } cases[2] = {{off_a, mb_b, "the first end is not relaxed"}, {mb_a, off_b, "the last end is not relaxed"}};
    double first, last;
    msbat_neb *neb = NULL;
    TEST_OK(ctx, msbat_neb_create(ctx, 1, 2, 5, cases[_i].first, cases[_i].last, &neb));
    TEST_OK(ctx, msbat_neb_set_end_force_limit(neb, 0.05));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, cases[_i].said, msbat_neb_run(neb, model_mueller_brown, NULL));
    TEST_OK(ctx, msbat_neb_get_end_residuals(neb, &first, &last));
    ck_assert((first > 0.05) == (_i == 0) && (last > 0.05) == (_i == 1));
    msbat_neb_destroy(&neb);
}
END_TEST

/* The saddle alone takes no more calls than the whole band, and is the same one. */
START_TEST(saddle_alone)
{
    double barrier[2], backward;
    int64_t calls[2];
    for (int64_t alone = 0; alone < 2; alone++) {
        msbat_neb *neb = NULL;
        TEST_OK(ctx, msbat_neb_create(ctx, 1, 2, 7, mb_a, mb_b, &neb));
        TEST_OK(ctx, msbat_neb_set_saddle_only(neb, alone));
        TEST_OK(ctx, msbat_neb_run(neb, model_mueller_brown, NULL));
        TEST_OK(ctx, msbat_neb_get_barriers(neb, &barrier[alone], &backward));
        TEST_OK(ctx, msbat_neb_get_force_calls(neb, &calls[alone], NULL, NULL));
        msbat_neb_destroy(&neb);
    }
    TEST_NEAR(barrier[1], barrier[0], 1e-4);
    ck_assert_int_le(calls[1], calls[0]);
}
END_TEST

/* E = x^2 - 3 x^4 + b x y + y^2: a minimum at the origin that lies above the ends (-1, 0) and (1, 0). */
static int hollow(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    double b = *(const double *)user, y = n > 1 ? x[1] : 0.0;
    *energy = x[0] * x[0] - 3.0 * pow(x[0], 4) + b * x[0] * y + y * y;
    gradient[0] = 2.0 * x[0] - 12.0 * pow(x[0], 3) + b * y;
    if (n > 1) gradient[1] = b * x[0] + 2.0 * y;
    return 0;
}

/* The image stands where no force acts, so that it cannot go on, and no curvature is negative: Lanczos finds the lowest
 * one, by one direction or by two. */
START_TEST(a_minimum_is_no_saddle)
{
    const double first[2] = {-1, 0}, last[2] = {1, 0}, coupling[3] = {0.0, 0.0, 0.5};
    const char *said[3] = {"is not a saddle", "is not a saddle", "found there is 1.49"};
    double b = coupling[_i], curvature = 7.0;
    int64_t converged = 7;
    msbat_neb *neb = NULL;
    TEST_OK(ctx, msbat_neb_create(ctx, 1, _i ? 2 : 1, 1, first, last, &neb));
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, said[_i], msbat_neb_run(neb, hollow, &b));
    TEST_OK(ctx, msbat_neb_get_converged(neb, &converged));
    ck_assert_int_eq(converged, 0);
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "no converged climbing image", msbat_neb_get_curvature(neb, &curvature));
    ck_assert(curvature == 7.0);
    msbat_neb_destroy(&neb);
}
END_TEST

/* ---- Hessians ---- */

static int springs(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    (void)user;
    *energy = 0.0;
    for (int64_t i = 0; i < n; i++) {
        *energy += 0.5 * x[i] * x[i];
        gradient[i] = x[i];
    }
    return 0;
}

typedef struct make {
    int64_t n_atoms, dimension, moving[6], richardson;
    double mass, step;
    const char *said;
} make;

static msbat_hessian *made(const make *m)
{
    const double mass[6] = {m->mass, 2, 2, 2, 2, 2}, x[6] = {0};
    msbat_hessian *h = NULL;
    TEST_OK(ctx, msbat_hessian_create(ctx, m->n_atoms, m->dimension, mass, &h));
    TEST_OK(ctx, msbat_hessian_set_moving(h, m->n_atoms, m->moving));
    TEST_OK(ctx, msbat_hessian_set_richardson(h, m->richardson));
    TEST_OK(ctx, msbat_hessian_set_step(h, m->step));
    TEST_OK(ctx, msbat_hessian_run(h, m->n_atoms * m->dimension, x, springs, NULL));
    return h;
}

/* Each differs from the first in one thing, which is named, whichever of both is the minimum. */
static const make unlike[] = {
    {2, 3, {1, 0}, 1, 1.0, 0.01, ""},
    {3, 2, {1, 1, 0}, 1, 1.0, 0.01, "numbers of atoms or dimensions"},
    {2, 2, {1, 1}, 1, 1.0, 0.01, "numbers of atoms or dimensions"},
    {2, 3, {1, 1}, 1, 1.0, 0.01, "numbers of moving atoms"},
    {2, 3, {0, 1}, 1, 1.0, 0.01, "different moving atoms"},
    {2, 3, {1, 0}, 1, 3.0, 0.01, "masses"},
    {2, 3, {1, 0}, 0, 1.0, 0.01, "difference steps"},
    {2, 3, {1, 0}, 1, 1.0, 0.02, "difference steps"},
};

START_TEST(unlike_hessians_are_named)
{
    double nu = 7.0;
    msbat_hessian *a = made(&unlike[0]), *b = made(&unlike[_i]);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, unlike[_i].said, msbat_tst_get_vineyard(a, b, &nu));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, unlike[_i].said, msbat_tst_get_vineyard(b, a, &nu));
    ck_assert(nu == 7.0);
    msbat_hessian_destroy(&a);
    msbat_hessian_destroy(&b);
}
END_TEST

START_TEST(entered_hessians_have_no_steps_to_agree_on)
{
    const double matrix[9] = {-1, 0, 0, 0, 1, 0, 0, 0, 1}, x[3] = {0}, mass = 1.0;
    double nu, frequency[3];
    msbat_hessian *by_step = NULL, *entered = NULL;
    TEST_OK(ctx, msbat_hessian_create(ctx, 1, 3, &mass, &by_step));
    TEST_OK(ctx, msbat_hessian_create(ctx, 1, 3, &mass, &entered));
    TEST_OK(ctx, msbat_hessian_set_step(entered, 0.02));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "empty", msbat_hessian_get_asymmetry(entered, &nu));
    TEST_OK(ctx, msbat_hessian_run(by_step, 3, x, springs, NULL));
    TEST_OK(ctx, msbat_hessian_set_matrix(entered, 3, matrix));
    TEST_OK(ctx, msbat_tst_get_vineyard(by_step, entered, &nu));
    TEST_OK(ctx, msbat_hessian_get_frequencies(by_step, 3, frequency));
    TEST_NEAR(nu / frequency[0], 1.0, 1e-9); /* three modes over two equal ones */
    TEST_FAILS(ctx, MSBAT_ERR_PHYSICS, "minimum has 1 negative", msbat_tst_get_vineyard(entered, by_step, &nu));
    TEST_OK(ctx, msbat_hessian_set_zero_modes(entered, 3));
    TEST_FAILS(ctx, MSBAT_ERR_ARGUMENT, "single atom", msbat_hessian_get_frequencies(entered, 0, frequency));
    msbat_hessian_destroy(&by_step);
    msbat_hessian_destroy(&entered);
}
END_TEST

/* Atoms without any forces between them: all frequencies are 0, with the translations taken out as well. */
START_TEST(no_springs)
{
    const double mass[2] = {1, 3}, matrix[36] = {0};
    double frequency[3] = {7, 7, 7};
    msbat_hessian *h = NULL;
    TEST_OK(ctx, msbat_hessian_create(ctx, 2, 3, mass, &h));
    TEST_OK(ctx, msbat_hessian_set_matrix(h, 6, matrix));
    TEST_OK(ctx, msbat_hessian_set_zero_modes(h, 3));
    TEST_OK(ctx, msbat_hessian_get_frequencies(h, 3, frequency));
    for (int i = 0; i < 3; i++) TEST_NEAR(frequency[i], 0.0, 1e-6);
    msbat_hessian_destroy(&h);
}
END_TEST

/* ---- networks ---- */

/* Two chains apart, one 1000 eV above the other: its share is below the smallest number, its diffusivity is as good. */
START_TEST(a_part_that_is_never_occupied)
{
    const double site[3] = {0.0, 1000.0, 0.0}, r[3] = {3, 0, 0};
    double tensor[9] = {7}, probability = 7.0;
    int64_t n_parts = 0, part[3];
    msbat_network *network = NULL;
    TEST_OK(ctx, msbat_network_create(ctx, 3, site, &network));
    TEST_OK(ctx, msbat_network_add_hop(network, 2, 0, r, 0.5, 1.0));
    TEST_OK(ctx, msbat_network_add_hop(network, 0, 2, r, 0.5, 1.0));
    TEST_OK(ctx, msbat_network_add_hop(network, 1, 1, r, 1000.5, 1.0));
    TEST_OK(ctx, msbat_network_get_parts(network, &n_parts, 0, NULL));
    ck_assert_int_eq(n_parts, 2);
    TEST_OK(ctx, msbat_network_get_parts(network, &n_parts, 3, part));
    ck_assert(part[0] == 0 && part[1] == 1 && part[2] == 0);
    TEST_OK(ctx, msbat_network_get_part_diffusivity(network, 0, 300.0, tensor, &probability));
    ck_assert(tensor[0] > 0.0 && tensor[4] == 0.0 && probability == 1.0);
    tensor[0] = 7.0;
    /* a chain of its own, 3 angstrom a hop, 1 THz exp(-0.5 eV/kT) either way, wherever its sites lie */
    TEST_OK(ctx, msbat_network_get_part_diffusivity(network, 1, 300.0, tensor, &probability));
    double expected = 9.0 * exp(-0.5 / (MSBAT_BOLTZMANN_EV * 300.0));
    TEST_NEAR(tensor[0], expected, 1e-11 * expected); /* 0.5 eV out of 1000 eV / kT = 4e4: 1e-16 x 4e4, and 1e-13/0.5 */
    ck_assert(probability == 0.0);
    msbat_network_destroy(&network);
}
END_TEST

/* Sites without any hop: a diffusivity of exactly 0, of the part and of all. */
START_TEST(a_part_without_hops)
{
    const double site[2] = {0.0, 0.1};
    double tensor[9] = {7}, probability = 7.0;
    msbat_network *network = NULL;
    TEST_OK(ctx, msbat_network_create(ctx, 2, site, &network));
    ck_assert_int_eq(msbat_network_get_part_diffusivity(network, 1, 300.0, tensor, &probability), MSBAT_NO_PATH);
    ck_assert(tensor[0] == 0.0);
    TEST_NEAR(probability, 1.0 / (1.0 + exp(0.1 / (MSBAT_BOLTZMANN_EV * 300.0))), 1e-15);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "part = 2", msbat_network_get_part_diffusivity(network, 2, 300.0, tensor,
                                                                                    &probability));
    msbat_network_destroy(&network);
}
END_TEST

static msbat_status parts_and_modes(msbat_context *c, void *user)
{
    const double site[2] = {0, 0.1}, r[3] = {1, 0, 0}, mass[2] = {1, 3}, matrix[4] = {1, -1, -1, 1};
    double d[9], p, frequency;
    int64_t n_parts;
    msbat_network *network = NULL;
    msbat_hessian *hessian = NULL;
    (void)user;
    msbat_status st = msbat_network_create(c, 2, site, &network);
    if (!st) st = msbat_network_add_hop(network, 1, 1, r, 0.5, 1.0);
    if (!st) st = msbat_network_get_parts(network, &n_parts, 0, NULL);
    if (!st) st = msbat_network_get_part_diffusivity(network, 1, 300.0, d, &p);
    if (!st) st = msbat_hessian_create(c, 2, 1, mass, &hessian);
    if (!st) st = msbat_hessian_set_matrix(hessian, 2, matrix);
    if (!st) st = msbat_hessian_set_zero_modes(hessian, 1);
    if (!st) st = msbat_hessian_get_frequencies(hessian, 1, &frequency);
    msbat_network_destroy(&network);
    msbat_hessian_destroy(&hessian);
    return st;
}

START_TEST(memory_of_parts_and_modes) { ck_assert_int_gt(TEST_MEMORY(parts_and_modes, NULL), 10); }
END_TEST

Suite *suite_tst_edges(void)
{
    Suite *suite = suite_create("edges");
    TCase *c = tcase_create("edges");
    tcase_add_checked_fixture(c, start, stop);
    tcase_add_loop_test(c, the_end_that_is_not_relaxed_is_named, 0, 2);
    tcase_add_test(c, saddle_alone);
    tcase_add_loop_test(c, a_minimum_is_no_saddle, 0, 3);
    tcase_add_loop_test(c, unlike_hessians_are_named, 1, sizeof unlike / sizeof *unlike);
    tcase_add_test(c, entered_hessians_have_no_steps_to_agree_on);
    tcase_add_test(c, no_springs);
    tcase_add_test(c, a_part_that_is_never_occupied);
    tcase_add_test(c, a_part_without_hops);
    tcase_add_test(c, memory_of_parts_and_modes);
    suite_add_tcase(suite, c);
    return suite;
}

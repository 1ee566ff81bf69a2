/* Every option of every object is one value with two doors: what the text form sets the named getter returns, and what
 * the named setter sets is read back as text. */
#include "chain.h"
#include "support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

/* The text doors of an object, by its type. */
#define set_text(object, ...)                                                                                   \
    _Generic((object), msbat_ce *: msbat_ce_set_option,                                                         \
             msbat_training *: msbat_training_set_option, msbat_mc *: msbat_mc_set_option,                      \
             msbat_kmc *: msbat_kmc_set_option, msbat_neb *: msbat_neb_set_option,                              \
             msbat_hessian *: msbat_hessian_set_option, msbat_network *: msbat_network_set_option,              \
             msbat_packing *: msbat_packing_set_option, msbat_homog *: msbat_homog_set_option,                  \
             msbat_rev *: msbat_rev_set_option, msbat_cell *: msbat_cell_set_option,                            \
             msbat_particle *: msbat_particle_set_option)(object, __VA_ARGS__)
#define get_text(object, ...)                                                                                   \
    _Generic((object), msbat_ce *: msbat_ce_get_option,                                                         \
             msbat_training *: msbat_training_get_option, msbat_mc *: msbat_mc_get_option,                      \
             msbat_kmc *: msbat_kmc_get_option, msbat_neb *: msbat_neb_get_option,                              \
             msbat_hessian *: msbat_hessian_get_option, msbat_network *: msbat_network_get_option,              \
             msbat_packing *: msbat_packing_get_option, msbat_homog *: msbat_homog_get_option,                  \
             msbat_rev *: msbat_rev_get_option, msbat_cell *: msbat_cell_get_option,                            \
             msbat_particle *: msbat_particle_get_option)(object, __VA_ARGS__)

/* The text differs from the default and the number from the text, so that a dead setter is seen. */
#define CHECK_OPTION(type, object, name, set, get, text, other, other_text)                                     \
    do {                                                                                                        \
        type before_ = 0, value_ = 0;                                                                           \
        char read_[64];                                                                                         \
        TEST_OK(ctx, get(object, &before_));                                                                    \
        TEST_OK(ctx, set_text(object, name, text));                                                             \
        TEST_OK(ctx, get(object, &value_));                                                                     \
        ck_assert_msg(value_ == (type)atof(text) && value_ != before_, "%s: %s gives %g", name, text,            \
                      (double)value_);                                                                          \
        TEST_OK(ctx, set(object, other));                                                                       \
        TEST_OK(ctx, get_text(object, name, sizeof read_, read_));                                              \
        ck_assert_str_eq(read_, other_text);                                                                    \
    } while (0)
#define REAL(...) CHECK_OPTION(double, __VA_ARGS__)
#define COUNT(...) CHECK_OPTION(int64_t, __VA_ARGS__)

static void ce_options(msbat_ce *ce)
{
    REAL(ce, "ridge", msbat_ce_set_ridge, msbat_ce_get_ridge, "0.125", 0.25, "0.25");
    COUNT(ce, "folds", msbat_ce_set_folds, msbat_ce_get_folds, "7", 9, "9");
    COUNT(ce, "seed", msbat_ce_set_seed, msbat_ce_get_seed, "77", 78, "78");
}

static void training_options(msbat_training *t)
{
    REAL(t, "max_displacement", msbat_training_set_max_displacement, msbat_training_get_max_displacement, "0.75", 1.75,
         "1.75");
    REAL(t, "max_strain", msbat_training_set_max_strain, msbat_training_get_max_strain, "0.0625", 0.03125, "0.03125");
}

static void mc_options(msbat_mc *mc)
{
    COUNT(mc, "seed", msbat_mc_set_seed, msbat_mc_get_seed, "77", 78, "78");
    COUNT(mc, "equilibration", msbat_mc_set_equilibration, msbat_mc_get_equilibration, "123", 124, "124");
    REAL(mc, "precision", msbat_mc_set_precision, msbat_mc_get_precision, "0.125", 0.25, "0.25");
    COUNT(mc, "min_sweeps", msbat_mc_set_min_sweeps, msbat_mc_get_min_sweeps, "17", 18, "18");
    COUNT(mc, "max_sweeps", msbat_mc_set_max_sweeps, msbat_mc_get_max_sweeps, "1717", 1718, "1718");
    COUNT(mc, "correlation_interval", msbat_mc_set_correlation_interval, msbat_mc_get_correlation_interval, "17", 18,
          "18");
}

static void kmc_options(msbat_kmc *kmc)
{
    COUNT(kmc, "seed", msbat_kmc_set_seed, msbat_kmc_get_seed, "77", 78, "78");
    REAL(kmc, "window_ps", msbat_kmc_set_window_ps, msbat_kmc_get_window_ps, "12.5", 13.5, "13.5");
}

START_TEST(lattice_options)
{
    msbat_ce *ce = make_ce(ctx, 3.0, 3.0, 0.01, 0.0);
    msbat_supercell *box = make_box(ctx, ce, 4, 4, 4);
    const msbat_supercell *same = NULL;
    const msbat_ce *parent = NULL;
    msbat_training *training = NULL;
    msbat_mc *mc = NULL;
    msbat_kmc *kmc = NULL;
    int64_t n = 0;
    TEST_OK(ctx, msbat_training_create(ce, &training));
    TEST_OK(ctx, msbat_mc_create(ce, box, &mc));
    TEST_OK(ctx, msbat_kmc_create(ce, box, &kmc));
    TEST_OK(ctx, msbat_mc_get_ce(mc, &parent));
    ck_assert_ptr_eq(parent, ce);
    TEST_OK(ctx, msbat_mc_get_supercell(mc, &same));
    ck_assert_ptr_eq(same, box);
    TEST_OK(ctx, msbat_kmc_get_supercell(kmc, &same));
    ck_assert_ptr_eq(same, box);
    TEST_OK(ctx, msbat_mc_get_site_count(mc, &n));
    ck_assert_int_eq(n, 64);
    ce_options(ce);
    training_options(training);
    mc_options(mc);
    kmc_options(kmc);
    msbat_kmc_destroy(&kmc);
    msbat_mc_destroy(&mc);
    msbat_training_destroy(&training);
    msbat_supercell_destroy(&box);
    msbat_ce_destroy(&ce);
}
END_TEST

START_TEST(neb_options)
{
    const double first[3] = {0.0, 0.0, 0.0}, last[3] = {1.0, 0.0, 0.0};
    msbat_neb *neb = NULL;
    TEST_OK(ctx, msbat_neb_create(ctx, 1, 3, 3, first, last, &neb));
    REAL(neb, "spring", msbat_neb_set_spring, msbat_neb_get_spring, "2.5", 3.5, "3.5");
    REAL(neb, "spring_ratio", msbat_neb_set_spring_ratio, msbat_neb_get_spring_ratio, "0.625", 0.375, "0.375");
    REAL(neb, "force_tolerance", msbat_neb_set_force_tolerance, msbat_neb_get_force_tolerance, "0.125", 0.25, "0.25");
    COUNT(neb, "climbing", msbat_neb_set_climbing, msbat_neb_get_climbing, "0", 1, "1");
    COUNT(neb, "saddle_only", msbat_neb_set_saddle_only, msbat_neb_get_saddle_only, "1", 0, "0");
    COUNT(neb, "max_iterations", msbat_neb_set_max_iterations, msbat_neb_get_max_iterations, "77", 78, "78");
    REAL(neb, "max_step", msbat_neb_set_max_step, msbat_neb_get_max_step, "0.625", 0.375, "0.375");
    REAL(neb, "end_force_limit", msbat_neb_set_end_force_limit, msbat_neb_get_end_force_limit, "0.625", 0.375, "0.375");
    msbat_neb_destroy(&neb);
}
END_TEST

START_TEST(hessian_options)
{
    const double mass = 7.0;
    msbat_hessian *h = NULL;
    TEST_OK(ctx, msbat_hessian_create(ctx, 1, 3, &mass, &h));
    REAL(h, "step", msbat_hessian_set_step, msbat_hessian_get_step, "0.0625", 0.125, "0.125");
    COUNT(h, "richardson", msbat_hessian_set_richardson, msbat_hessian_get_richardson, "0", 1, "1");
    COUNT(h, "zero_modes", msbat_hessian_set_zero_modes, msbat_hessian_get_zero_modes, "2", 1, "1");
    msbat_hessian_destroy(&h);
}
END_TEST

START_TEST(network_options)
{
    msbat_network *network = make_network(ctx);
    REAL(network,
         "closure_tolerance", msbat_network_set_closure_tolerance, msbat_network_get_closure_tolerance, "0.125",
         0.25, "0.25");
    msbat_network_destroy(&network);
}
END_TEST

START_TEST(packing_options)
{
    const int64_t n[3] = {32, 32, 32};
    msbat_packing *p = NULL;
    TEST_OK(ctx, msbat_packing_create(ctx, n, 1.0, &p));
    REAL(p, "radius", msbat_packing_set_radius, msbat_packing_get_radius, "6.5", 5.5, "5.5");
    REAL(p, "spread", msbat_packing_set_spread, msbat_packing_get_spread, "0.25", 0.125, "0.125");
    REAL(p, "active_fraction", msbat_packing_set_active_fraction, msbat_packing_get_active_fraction,
         "0.375", 0.25, "0.25");
    REAL(p, "binder_fraction", msbat_packing_set_binder_fraction, msbat_packing_get_binder_fraction,
         "0.125", 0.25, "0.25");
    REAL(p, "overlap", msbat_packing_set_overlap, msbat_packing_get_overlap, "0.25", 0.125, "0.125");
    COUNT(p, "seed", msbat_packing_set_seed, msbat_packing_get_seed, "77", 78, "78");
    msbat_packing_destroy(&p);
}
END_TEST

START_TEST(homog_options)
{
    msbat_homog *h = make_layers(ctx, 1.0, 0.5);
    double sigma = 0.0;
    TEST_OK(ctx, msbat_homog_set_conductivity(h, 9, 0.125));
    TEST_OK(ctx, msbat_homog_get_conductivity(h, 9, &sigma));
    ck_assert_double_eq(sigma, 0.125);
    REAL(h, "tolerance", msbat_homog_set_tolerance, msbat_homog_get_tolerance, "0.0625", 0.03125, "0.03125");
    COUNT(h, "max_iterations", msbat_homog_set_max_iterations, msbat_homog_get_max_iterations, "77", 78, "78");
    COUNT(h, "isotropic", msbat_homog_set_isotropic, msbat_homog_get_isotropic, "1", 0, "0");
    msbat_homog_destroy(&h);
}
END_TEST

START_TEST(rev_options)
{
    msbat_homog *h = make_layers(ctx, 1.0, 0.5);
    msbat_rev *rev = NULL;
    double length_m = 0.0;
    TEST_OK(ctx, msbat_rev_create(h, &rev));
    TEST_FAILS(ctx, MSBAT_ERR_STATE, "msbat_rev_run", msbat_rev_get_correlation_length(rev, &length_m));
    ck_assert_double_eq(length_m, 0.0);
    REAL(rev, "correlation_lengths", msbat_rev_set_correlation_lengths, msbat_rev_get_correlation_lengths,
         "3.5", 4.5, "4.5");
    REAL(rev, "scatter", msbat_rev_set_scatter, msbat_rev_get_scatter, "0.375", 0.25, "0.25");
    REAL(rev, "condition_spread", msbat_rev_set_condition_spread, msbat_rev_get_condition_spread,
         "0.375", 0.25, "0.25");
    COUNT(rev, "max_samples", msbat_rev_set_max_samples, msbat_rev_get_max_samples, "77", 78, "78");
    REAL(rev, "tolerance", msbat_rev_set_tolerance, msbat_rev_get_tolerance, "0.0625", 0.03125, "0.03125");
    msbat_rev_destroy(&rev);
    msbat_homog_destroy(&h);
}
END_TEST

static void cell_options(msbat_cell *c)
{
    COUNT(c, "points_negative", msbat_cell_set_points_negative, msbat_cell_get_points_negative, "17", 18, "18");
    COUNT(c, "points_separator", msbat_cell_set_points_separator, msbat_cell_get_points_separator, "17", 18, "18");
    COUNT(c, "points_positive", msbat_cell_set_points_positive, msbat_cell_get_points_positive, "17", 18, "18");
    COUNT(c, "points_particle", msbat_cell_set_points_particle, msbat_cell_get_points_particle, "17", 18, "18");
    REAL(c, "grading", msbat_cell_set_grading, msbat_cell_get_grading, "2.5", 3.5, "3.5");
    REAL(c, "rtol", msbat_cell_set_rtol, msbat_cell_get_rtol, "0.0009765625", 0.001953125, "0.001953125");
    REAL(c, "atol", msbat_cell_set_atol, msbat_cell_get_atol, "0.0009765625", 0.001953125, "0.001953125");
    REAL(c, "output_interval", msbat_cell_set_output_interval, msbat_cell_get_output_interval, "2.5", 3.5, "3.5");
    COUNT(c, "max_steps", msbat_cell_set_max_steps, msbat_cell_get_max_steps, "77", 78, "78");
}

START_TEST(cells)
{
    msbat_electrolyte *electrolyte = NULL;
    msbat_cell *cell = NULL;
    const double at = 1050.0, d_e = 3e-10, kappa = 1.1;
    double value = 0.0;
    TEST_OK(ctx, msbat_electrolyte_create(ctx, 1050.0, 0.375, &electrolyte));
    TEST_OK(ctx, msbat_electrolyte_get_c0(electrolyte, &value));
    ck_assert_double_eq(value, 1050.0);
    TEST_OK(ctx, msbat_electrolyte_get_t_plus(electrolyte, &value));
    ck_assert_double_eq(value, 0.375);
    TEST_OK(ctx, msbat_electrolyte_set_table(electrolyte, MSBAT_ELECTROLYTE_DIFFUSIVITY, 310.0, 1, &at, &d_e));
    TEST_OK(ctx, msbat_electrolyte_set_table(electrolyte, MSBAT_ELECTROLYTE_CONDUCTIVITY, 310.0, 1, &at, &kappa));
    TEST_OK(ctx, msbat_cell_create(ctx, electrolyte, 0.125, 310.0, &cell));
    TEST_OK(ctx, msbat_cell_get_area(cell, &value));
    ck_assert_double_eq(value, 0.125);
    TEST_OK(ctx, msbat_cell_get_temperature(cell, &value));
    ck_assert_double_eq(value, 310.0);
    cell_options(cell);
    msbat_cell_destroy(&cell);
    msbat_electrolyte_destroy(&electrolyte);
}
END_TEST

START_TEST(layers_over_the_reference)
{
    msbat_homog *h = make_layers(ctx, 2.0, 0.5);
    const msbat_image *image = NULL;
    double reference = 0.0, tensor[9], relative[9], fraction = 0.0;
    TEST_OK(ctx, msbat_homog_get_image(h, &image));
    TEST_OK(ctx, msbat_image_get_fraction(image, 1, &fraction));
    ck_assert_double_eq(fraction, 0.5);
    TEST_OK(ctx, msbat_homog_get_reference(h, &reference));
    ck_assert_double_eq(reference, 2.0);
    TEST_OK(ctx, msbat_homog_solve(h, MSBAT_HOMOG_PERIODIC));
    TEST_OK(ctx, msbat_homog_get_tensor(h, MSBAT_HOMOG_PERIODIC, tensor));
    TEST_OK(ctx, msbat_homog_get_relative(h, MSBAT_HOMOG_PERIODIC, relative));
    for (int i = 0; i < 9; i++) TEST_NEAR(2.0 * relative[i], tensor[i], 1e-15);
    TEST_NEAR(tensor[8], 1.25, 1e-6); /* along the layers */
    msbat_homog_destroy(&h);
}
END_TEST

static void particle_options(msbat_particle *p)
{
    REAL(p, "reference_x", msbat_particle_set_reference_x, msbat_particle_get_reference_x, "0.625", 0.375, "0.375");
    REAL(p, "tolerance", msbat_particle_set_tolerance, msbat_particle_get_tolerance, "0.0009765625", 0.001953125,
         "0.001953125");
    COUNT(p, "max_steps", msbat_particle_set_max_steps, msbat_particle_get_max_steps, "77", 78, "78");
}

static void slope_is_the_derivative(const msbat_material *material)
{
    msbat_material_view *view = NULL;
    double range[2], h = 1e-5;
    TEST_OK(ctx, msbat_material_view_create(material, 300.0, &view));
    TEST_OK(ctx, msbat_material_view_get_range(view, range));
    ck_assert(range[0] >= 0.0 && range[0] < 0.4 && range[1] > 0.6 && range[1] <= 1.0);
    double rise = msbat_material_view_eval_voltage(view, 0.5 + h) - msbat_material_view_eval_voltage(view, 0.5 - h);
    double slope = msbat_material_view_eval_voltage_slope(view, 0.5);
    TEST_NEAR(rise / (2.0 * h), slope, 1e-3 * fabs(slope));
    msbat_material_view_destroy(&view);
}

START_TEST(particles)
{
    chain c;
    const msbat_material *material = NULL;
    double temperature = 0.0;
    int64_t shells = 0;
    make_chain(ctx, &c);
    TEST_OK(ctx, msbat_particle_get_material(c.particle, &material, &temperature));
    ck_assert_ptr_eq(material, c.positive);
    ck_assert_double_eq(temperature, 300.0);
    TEST_OK(ctx, msbat_particle_get_shell_count(c.particle, &shells));
    ck_assert_int_eq(shells, 8);
    slope_is_the_derivative(material);
    particle_options(c.particle);
    destroy_chain(&c);
}
END_TEST

Suite *suite_options(void)
{
    Suite *suite = suite_create("options");
    TCase *tests = tcase_create("options");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, lattice_options);
    tcase_add_test(tests, neb_options);
    tcase_add_test(tests, hessian_options);
    tcase_add_test(tests, network_options);
    tcase_add_test(tests, packing_options);
    tcase_add_test(tests, homog_options);
    tcase_add_test(tests, rev_options);
    tcase_add_test(tests, cells);
    tcase_add_test(tests, layers_over_the_reference);
    tcase_add_test(tests, particles);
    tcase_set_timeout(tests, 60);
    suite_add_tcase(suite, tests);
    return suite;
}

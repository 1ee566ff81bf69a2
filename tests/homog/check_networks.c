/* Images that are resistor networks with a known answer, and what holds of any solution: currents balance in every
 * voxel, dead ends carry nothing, the answer is homogeneous, monotonic and concave in the conductivities. */
#include "base/base_impl.h"
#include "homog_support.h"

static msbat_context *ctx;
static void setup(void) { ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK); }
static void teardown(void) { msbat_context_destroy(&ctx); }

static msbat_image *image_of(const int64_t n[3], const uint8_t *labels, const double voxel[3])
{
    msbat_image *image = NULL;
    TEST_OK(ctx, msbat_image_create(ctx, n, labels, voxel, &image));
    return image;
}

static double mixed_entry(const msbat_image *image, int kinds, const double *sigma, int axis)
{
    double value = -1.0;
    msbat_homog *homog = make_homog(image, kinds, sigma, 1e-12);
    TEST_OK(ctx, msbat_homog_solve_mixed(homog, axis));
    TEST_OK(ctx, msbat_homog_get_component(homog, MSBAT_HOMOG_MIXED, axis, &value));
    msbat_homog_destroy(&homog);
    return value;
}

/* ---- chains ---- */
enum { ROWS = 4, RUNS = 5, WIDTH = 2 * RUNS + 1 };
static const int64_t plane[3] = {ROWS, WIDTH, 1};

/* A snake through a plane of ROWS x WIDTH: up and down the even columns, joined at alternate ends by the odd ones. */
static void draw_snake(uint8_t labels[ROWS * WIDTH])
{
    memset(labels, 0, ROWS * WIDTH);
    for (int j = 0; j < WIDTH; j++)
        for (int i = 0; i < ROWS; i++)
            if (j % 2 == 0 || i == (j / 2 % 2 ? 0 : ROWS - 1)) labels[i * WIDTH + j] = 1;
}

/* Along axis 1 the current goes from the first cell of column 0's exit round to the last column. Both electrodes touch
 * all cells of their column, so the end columns are equipotential only at their outer faces: a ladder. To have a plain
 * chain the end columns are cut down to the one cell where the snake leaves them. */
static void trim_ends(uint8_t labels[ROWS * WIDTH])
{
    for (int i = 0; i < ROWS; i++) {
        if (i != ROWS - 1) labels[i * WIDTH] = 0;
        if (i != (RUNS % 2 ? ROWS - 1 : 0)) labels[i * WIDTH + WIDTH - 1] = 0;
    }
}

/* Resistance of the snake: each cell is crossed from the middle of one face to its centre and on to the middle of the
 * next, half an edge over the face's area at a time. Columns 0 and WIDTH - 1 and the joints are crossed along axis 1;
 * the RUNS - 1 inner even columns have ROWS - 1 steps along axis 0 and a half step along axis 1 at each end. */
static double snake_resistance(const double voxel[3], double sigma)
{
    double along = voxel[1] / (voxel[0] * voxel[2] * sigma), across = voxel[0] / (voxel[1] * voxel[2] * sigma);
    return WIDTH * along + (RUNS - 1) * (ROWS - 1) * across;
}

START_TEST(snake)
{
    static const double sigma[2] = {0.0, 3.0}, voxels[3][3] = {{1e-6, 1e-6, 1e-6}, {2e-6, 1e-6, 3e-6},
                                                               {0.3e-6, 1.1e-6, 0.7e-6}};
    uint8_t labels[ROWS * WIDTH];
    draw_snake(labels);
    trim_ends(labels);
    for (int k = 0; k < 3; k++) {
        const double *h = voxels[k], length = WIDTH * h[1], area = ROWS * h[0] * h[2];
        msbat_image *image = image_of(plane, labels, h);
        double exact = length / (area * snake_resistance(h, sigma[1]));
        TEST_NEAR(mixed_entry(image, 2, sigma, 1) / exact, 1.0, 1e-10);
        msbat_image_destroy(&image);
    }
}
END_TEST

/* Three labels in turn along the snake: the resistances of the half cells add up, harmonic at every face. */
START_TEST(snake_of_three_materials)
{
    static const double sigma[4] = {0.0, 3.0, 0.2, 11.0};
    uint8_t labels[ROWS * WIDTH];
    double resistance = 0.0;
    draw_snake(labels);
    trim_ends(labels);
    for (int v = 0; v < ROWS * WIDTH; v++) labels[v] = (uint8_t)(labels[v] ? 1 + v % 3 : 0);
    for (int v = 0; v < ROWS * WIDTH; v++)
        if (labels[v]) resistance += 1.0 / sigma[labels[v]]; /* cubes: a straight and a bent cell cost the same */
    msbat_image *image = image_of(plane, labels, unit_voxel);
    TEST_NEAR(mixed_entry(image, 4, sigma, 1) * resistance * ROWS / WIDTH, 1.0, 1e-10);
    msbat_image_destroy(&image);
}
END_TEST

/* A tree hung on a straight channel lowers what is conducted by nothing, and raises tau by its volume alone; it counts
 * as connected, for it touches the path. */
START_TEST(dead_ends_carry_nothing)
{
    static const int64_t n[3] = {7, 6, 5};
    static const double sigma[2] = {0.0, 2.0};
    uint8_t labels[7 * 6 * 5] = {0};
    double tau, connected;
    int volume = 7;
    for (int i = 0; i < 7; i++) labels[(i * 6 + 1) * 5 + 1] = 1;
    for (int step = 0; step < 4; step++) {
        msbat_image *image = image_of(n, labels, unit_voxel);
        msbat_homog *homog = make_homog(image, 2, sigma, 1e-12);
        TEST_OK(ctx, msbat_homog_solve_mixed(homog, 0));
        TEST_OK(ctx, msbat_homog_get_tortuosity(homog, MSBAT_HOMOG_MIXED, 0, &tau));
        TEST_OK(ctx, msbat_homog_get_connected(homog, MSBAT_HOMOG_MIXED, 0, &connected));
        TEST_NEAR(tau, volume / 7.0, 1e-11);
        TEST_NEAR(connected, 1.0, 1e-15);
        msbat_homog_destroy(&homog);
        msbat_image_destroy(&image);
        labels[(3 * 6 + 2 + step) * 5 + 1] = 1; /* grows away from the channel */
        volume++;
    }
}
END_TEST

/* Between two channels of the same potential a bridge carries nothing; between two that it shorts at different heights
 * it does, and the answer is Wheatstone's: with arms a, b and c, d in cells the bridge is idle when a d = b c. */
START_TEST(balanced_bridge)
{
    static const int64_t n[3] = {6, 3, 1};
    static const double sigma[3] = {0.0, 1.0, 0.25};
    double value[3];
    for (int bridge = 0; bridge < 3; bridge++) {
        uint8_t labels[18] = {0};
        for (int i = 0; i < 6; i++) {
            labels[3 * i] = 1;
            labels[3 * i + 2] = (uint8_t)(bridge == 2 && i < 3 ? 1 : 2);
        }
        if (bridge) labels[3 * 2 + 1] = 1;
        msbat_image *image = image_of(n, labels, unit_voxel);
        value[bridge] = mixed_entry(image, 3, sigma, 0);
        msbat_image_destroy(&image);
    }
    TEST_NEAR(value[0], (1.0 + 0.25) / 3.0, 1e-11);
    TEST_NEAR(value[1], value[0], 1e-11);
    double unbridged = (1.0 + 6.0 / (3.0 + 3.0 / 0.25)) / 3.0;
    ck_assert_msg(value[2] > unbridged * 1.001, "%g with the bridge, %g without", value[2], unbridged);
}
END_TEST

/* Copies of an image beside each other, each with its own factor on the conductivities, are in parallel. */
START_TEST(side_by_side)
{
    static const int64_t n[3] = {5, 4, 3}, twice[3] = {5, 9, 3};
    static const double p[2] = {0.45, 1.0}, sigma[5] = {0.1, 1.0, 0.4, 4.0, 0.0}; /* 2 and 3: four times 0 and 1 */
    const uint8_t *labels;
    uint8_t both[5 * 9 * 3];
    msbat_image *one = random_image(ctx, n, 2, p, 5, unit_voxel);
    TEST_OK(ctx, msbat_image_get_labels(one, &labels));
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 9; j++)
            for (int k = 0; k < 3; k++) {
                int from = (i * 4 + (j < 4 ? j : (j + 3) % 4)) * 3 + k;
                both[(i * 9 + j) * 3 + k] = (uint8_t)(j == 4 ? 4 : labels[from] + (j > 4 ? 2 : 0));
            }
    msbat_image *pair = image_of(twice, both, unit_voxel);
    double single = mixed_entry(one, 2, sigma, 0);
    TEST_NEAR(mixed_entry(pair, 5, sigma, 0) / (single * (4.0 + 16.0) / 9.0), 1.0, 1e-10);
    msbat_image_destroy(&one);
    msbat_image_destroy(&pair);
}
END_TEST

/* ---- the potential ---- */
enum { EDGE = 6, CELLS = EDGE * EDGE * EDGE };

static double face(double a, double b) { return a > 0.0 && b > 0.0 ? 2.0 * a * b / (a + b) : 0.0; }

/* Current from cell v to the next one along axis, per unit of voxel edge. */
static double current(const double *s, const double *u, int v, int axis)
{
    static const int stride[3] = {EDGE * EDGE, EDGE, 1};
    int w = v + stride[axis];
    double g = face(s[v], s[w]);
    return g > 0.0 ? g * (u[w] - u[v]) : 0.0;
}

/* Sum of the currents that leave cell v; the faces of axis 0 are held at 0 and 1, half a cell away, the sides are
 * closed. */
static double imbalance(const double *s, const double *u, int v)
{
    static const int stride[3] = {EDGE * EDGE, EDGE, 1};
    double sum = 0.0;
    for (int a = 0; a < 3; a++) {
        int at = v / stride[a] % EDGE;
        if (at < EDGE - 1) sum += current(s, u, v, a);
        else if (a == 0) sum += 2.0 * s[v] * (1.0 - u[v]);
        if (at > 0) sum -= current(s, u, v - stride[a], a);
        else if (a == 0) sum -= 2.0 * s[v] * u[v];
    }
    return sum;
}

static double section(const double *s, const double *u, int i)
{
    double sum = 0.0;
    for (int v = i * EDGE * EDGE; v < (i + 1) * EDGE * EDGE; v++)
        if (s[v] > 0.0 && !isnan(u[v])) sum += i == EDGE - 1 ? 2.0 * s[v] * (1.0 - u[v]) : current(s, u, v, 0);
    return sum;
}

/* The energy stop 1e-12 leaves an error of the potential whose energy is 1e-12 of the whole: currents are right to
 * 1e-6 of the total current, and ten times that is allowed. */
START_TEST(potential_conserves_current)
{
    static const int64_t n[3] = {EDGE, EDGE, EDGE};
    static const double p[3] = {0.3, 0.7, 1.0}, sigma[3] = {0.0, 1.0, 0.05};
    double u[CELLS], s[CELLS], value;
    const uint8_t *labels;
    for (uint64_t seed = 0; seed < 5; seed++) {
        msbat_image *image = random_image(ctx, n, 3, p, 40 + seed, unit_voxel);
        msbat_homog *homog = make_homog(image, 3, sigma, 1e-12);
        TEST_OK(ctx, msbat_homog_solve_mixed(homog, 0));
        TEST_OK(ctx, msbat_homog_get_component(homog, MSBAT_HOMOG_MIXED, 0, &value));
        TEST_OK(ctx, msbat_homog_get_potential(homog, MSBAT_HOMOG_MIXED, 0, CELLS, u));
        TEST_OK(ctx, msbat_image_get_labels(image, &labels));
        for (int v = 0; v < CELLS; v++) s[v] = isnan(u[v]) ? 0.0 : sigma[labels[v]];
        double total = value * EDGE; /* sigma_eff times area over length */
        for (int v = 0; v < CELLS; v++)
            if (s[v] > 0.0) TEST_NEAR(imbalance(s, u, v), 0.0, 1e-5 * total);
        for (int i = 0; i < EDGE; i++) TEST_NEAR(section(s, u, i), total, 1e-5 * total);
        msbat_homog_destroy(&homog);
        msbat_image_destroy(&image);
    }
}
END_TEST

/* The potential lies between its boundary values. */
START_TEST(maximum_principle)
{
    static const int64_t n[3] = {EDGE, EDGE, EDGE};
    static const double p[2] = {0.5, 1.0}, sigma[2] = {1e-3, 1.0};
    double u[CELLS];
    msbat_image *image = random_image(ctx, n, 2, p, 91, unit_voxel);
    msbat_homog *homog = make_homog(image, 2, sigma, 1e-12);
    TEST_OK(ctx, msbat_homog_solve(homog, MSBAT_HOMOG_MIXED));
    for (int axis = 0; axis < 3; axis++) {
        TEST_OK(ctx, msbat_homog_get_potential(homog, MSBAT_HOMOG_MIXED, axis, CELLS, u));
        for (int v = 0; v < CELLS; v++) ck_assert_msg(u[v] > -1e-5 && u[v] < 1.0 + 1e-5, "u[%d] = %g", v, u[v]);
    }
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
}
END_TEST

/* ---- the answer as a function of the conductivities ---- */
static void tensor_at(msbat_homog *homog, msbat_homog_condition condition, const double sigma[3], double t[9])
{
    for (int l = 0; l < 3; l++) TEST_OK(ctx, msbat_homog_set_conductivity(homog, l, sigma[l]));
    solved_tensor(ctx, homog, condition, t);
}

static double trace(const double t[9]) { return t[0] + t[4] + t[8]; }

/* Degree one: the sum of sigma_i d/d sigma_i gives the tensor itself (Euler). Central differences of relative step h
 * are wrong by h^2 times a third derivative of order one (1e-6 here) and by the solver's 1e-12/h. */
START_TEST(euler_identity)
{
    static const int64_t n[3] = {5, 6, 4};
    static const double p[3] = {0.3, 0.6, 1.0}, sigma[3] = {1.0, 0.2, 6.0}, h = 1e-3;
    msbat_image *image = random_image(ctx, n, 3, p, 8, unit_voxel);
    msbat_homog *homog = make_homog(image, 3, sigma, 1e-12);
    for (int c = 0; c < 4; c++) {
        double whole[9], sum = 0.0;
        tensor_at(homog, (msbat_homog_condition)c, sigma, whole);
        for (int l = 0; l < 3; l++) {
            double up[3], down[3], above[9], below[9];
            memcpy(up, sigma, sizeof up);
            memcpy(down, sigma, sizeof down);
            up[l] *= 1.0 + h;
            down[l] *= 1.0 - h;
            tensor_at(homog, (msbat_homog_condition)c, up, above);
            tensor_at(homog, (msbat_homog_condition)c, down, below);
            double slope = (trace(above) - trace(below)) / (2.0 * h);
            ck_assert_msg(slope > 0.0, "condition %d, label %d: %g", c, l, slope); /* monotonic */
            sum += slope;
        }
        TEST_NEAR(sum / trace(whole), 1.0, 1e-5);
    }
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
}
END_TEST

/* The least energy is a minimum over fields of something concave in sigma: concave itself, whatever the condition that
 * fixes the fields (SUBC fixes no more than their mean gradient over the boundary). */
START_TEST(concave_in_the_conductivities)
{
    static const int64_t n[3] = {4, 5, 6};
    static const double p[3] = {0.3, 0.6, 1.0}, a[3] = {1.0, 0.05, 3.0}, b[3] = {0.1, 2.0, 1.0};
    msbat_image *image = random_image(ctx, n, 3, p, 21, unit_voxel);
    msbat_homog *homog = make_homog(image, 3, a, 1e-10);
    for (int c = 0; c < 4; c++) {
        double ta[9], tb[9], tm[9], middle[3];
        for (int l = 0; l < 3; l++) middle[l] = 0.5 * (a[l] + b[l]);
        tensor_at(homog, (msbat_homog_condition)c, a, ta);
        tensor_at(homog, (msbat_homog_condition)c, b, tb);
        tensor_at(homog, (msbat_homog_condition)c, middle, tm);
        for (int i = 0; i < 9; i += 4)
            ck_assert_msg(tm[i] > 0.5 * (ta[i] + tb[i]), "condition %d: %g, %g and %g", c, tm[i], ta[i], tb[i]);
    }
    msbat_homog_destroy(&homog);
    msbat_image_destroy(&image);
}
END_TEST

/* ---- partitions ---- */
static void octant_means(const msbat_image *image, const double *sigma, double upper[3], double lower[3])
{
    const int64_t half[3] = {4, 4, 4};
    memset(upper, 0, 3 * sizeof *upper);
    memset(lower, 0, 3 * sizeof *lower);
    for (int c = 0; c < 8; c++) {
        const int64_t origin[3] = {c & 4, 2 * (c & 2), 4 * (c & 1)};
        msbat_image *crop = NULL;
        double kubc[9], subc[9];
        TEST_OK(ctx, msbat_image_create_crop(image, origin, half, &crop));
        msbat_homog *part = make_homog(crop, 2, sigma, 1e-10);
        solved_tensor(ctx, part, MSBAT_HOMOG_KUBC, kubc);
        solved_tensor(ctx, part, MSBAT_HOMOG_SUBC, subc);
        TEST_OK(ctx, msbat__invert_spd(ctx, 3, subc));
        for (int a = 0; a < 3; a++) {
            upper[a] += kubc[4 * a] / 8.0;
            lower[a] += subc[4 * a] / 8.0;
        }
        msbat_homog_destroy(&part);
        msbat_image_destroy(&crop);
    }
}

/* C. Huet, J. Mech. Phys. Solids 38 (1990) 813: the mean of the parts' KUBC lies above that of the whole, the mean of
 * the parts' SUBC resistivities above that of the whole. */
START_TEST(parts_bound_the_whole)
{
    static const int64_t n[3] = {8, 8, 8};
    static const double p[2] = {0.5, 1.0}, sigma[2] = {0.02, 1.0};
    for (uint64_t seed = 0; seed < 4; seed++) {
        double kubc[9], subc[9], upper[3], lower[3];
        msbat_image *image = random_image(ctx, n, 2, p, 300 + seed, unit_voxel);
        msbat_homog *homog = make_homog(image, 2, sigma, 1e-10);
        solved_tensor(ctx, homog, MSBAT_HOMOG_KUBC, kubc);
        solved_tensor(ctx, homog, MSBAT_HOMOG_SUBC, subc);
        TEST_OK(ctx, msbat__invert_spd(ctx, 3, subc));
        octant_means(image, sigma, upper, lower);
        for (int a = 0; a < 3; a++) {
            ck_assert_msg(upper[a] > kubc[4 * a], "axis %d: %g and %g", a, upper[a], kubc[4 * a]);
            ck_assert_msg(lower[a] > subc[4 * a], "axis %d: %g and %g", a, lower[a], subc[4 * a]);
        }
        msbat_homog_destroy(&homog);
        msbat_image_destroy(&image);
    }
}
END_TEST

Suite *suite_networks(void)
{
    Suite *suite = suite_create("networks");
    TCase *tests = tcase_create("networks");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, snake);
    tcase_add_test(tests, snake_of_three_materials);
    tcase_add_test(tests, dead_ends_carry_nothing);
    tcase_add_test(tests, balanced_bridge);
    tcase_add_test(tests, side_by_side);
    tcase_add_test(tests, potential_conserves_current);
    tcase_add_test(tests, maximum_principle);
    tcase_add_test(tests, euler_identity);
    tcase_add_test(tests, concave_in_the_conductivities);
    tcase_add_test(tests, parts_bound_the_whole);
    suite_add_tcase(suite, tests);
    return suite;
}

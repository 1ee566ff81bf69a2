/* check_kmc_checkpoint.c - a run that is stopped, or killed, and resumed has the bits of one that was not. */
#include "checkpoints.h"
#include "fixtures.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static msbat_context *ctx;
static char path[64];
static void setup(void)
{
    TEST_OK(NULL, msbat_context_create(&ctx));
    snprintf(path, sizeof path, "/tmp/msbat-kmc-%d.ckp", (int)getpid());
}
static void teardown(void)
{
    unlink(path);
    msbat_context_destroy(&ctx);
}

static msbat_kmc *make_run(void)
{
    msbat_kmc *kmc = make_lattice(ctx, TRIANGULAR, 7, 6, 1);
    add_triangular_clusters(ctx, kmc);
    set_stepped_barrier(ctx, kmc, 0.1, 0.05);
    return kmc;
}

typedef struct bits {
    int64_t events, sites[20];
    double time, displacements[60], d[3][9], error[3][9], rate;
} bits;

static void take(msbat_kmc *kmc, bits *b)
{
    memset(b, 0, sizeof *b);
    TEST_OK(ctx, msbat_kmc_get_event_count(kmc, &b->events));
    TEST_OK(ctx, msbat_kmc_get_time(kmc, &b->time));
    TEST_OK(ctx, msbat_kmc_get_ion_sites(kmc, 20, b->sites));
    TEST_OK(ctx, msbat_kmc_get_displacements(kmc, 20, b->displacements));
    TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &b->rate));
    for (int q = 0; q < 3; q++)
        TEST_OK(ctx, msbat_kmc_get_diffusivity(kmc, (msbat_kmc_quantity)q, b->d[q], b->error[q], NULL));
}

START_TEST(test_resumed_run_has_the_same_bits)
{
    static const int64_t stops[4] = {0, 1, 1234, 9999};
    bits whole, pieces;
    msbat_kmc *kmc = make_run();
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
    take(kmc, &whole);
    msbat_kmc_destroy(&kmc);
    for (int i = 0; i < 4; i++) {
        kmc = make_run();
        TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
        if (stops[i]) TEST_OK(ctx, msbat_kmc_run(kmc, stops[i]));
        TEST_OK(ctx, msbat_kmc_write_checkpoint(kmc, path));
        msbat_kmc_destroy(&kmc);
        kmc = make_run();
        TEST_OK(ctx, msbat_kmc_read_checkpoint(kmc, path));
        TEST_OK(ctx, msbat_kmc_run(kmc, 20000 - stops[i]));
        take(kmc, &pieces);
        ck_assert(!memcmp(&whole, &pieces, sizeof whole));
        msbat_kmc_destroy(&kmc);
    }
}
END_TEST

static int wait_for(double fraction, void *user)
{
    (void)fraction;
    (void)user;
    usleep(500); /* so that the kill comes in the middle */
    return 0;
}

START_TEST(test_killed_run)
{
    bits whole, resumed;
    msbat_kmc *kmc = make_run();
    const int64_t length = 100000;
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    TEST_OK(ctx, msbat_kmc_run(kmc, length));
    take(kmc, &whole);
    pid_t child = fork();
    ck_assert(child >= 0);
    if (!child) {
        msbat_context_set_progress(ctx, wait_for, NULL);
        if (msbat_kmc_set_random_occupation(kmc, 20) || msbat_kmc_set_checkpoint(kmc, path, 700)) _exit(1);
        msbat_kmc_run(kmc, length);
        _exit(2);
    }
    for (int i = 0; i < 20000 && access(path, R_OK); i++) usleep(200);
    usleep(5000);
    int how;
    kill(child, SIGKILL);
    waitpid(child, &how, 0);
    ck_assert_msg(WIFSIGNALED(how), "the run ended before it could be killed");
    msbat_kmc_destroy(&kmc);
    kmc = make_run();
    int64_t events;
    TEST_OK(ctx, msbat_kmc_read_checkpoint(kmc, path));
    TEST_OK(ctx, msbat_kmc_get_event_count(kmc, &events));
    ck_assert(events > 0 && events < length && events % 700 == 0);
    TEST_OK(ctx, msbat_kmc_run(kmc, length - events));
    take(kmc, &resumed);
    ck_assert(!memcmp(&whole, &resumed, sizeof whole));
    msbat_kmc_destroy(&kmc);
}
END_TEST

static void copy_part(const char *from, const char *to, long keep, long damage)
{
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    int c;
    for (long i = 0; (keep < 0 || i < keep) && (c = getc(in)) != EOF; i++) putc(i == damage ? c ^ 1 : c, out);
    fclose(in);
    fclose(out);
}

/* A run of 20 ions that stands in path, drawn: with the next event drawn already; other is a name for a forged copy. */
static msbat_kmc *written_run(int drawn, char other[80], bits *before)
{
    msbat_kmc *kmc = make_run();
    snprintf(other, 80, "%s.forged", path);
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    TEST_OK(ctx, msbat_kmc_run(kmc, 2000));
    if (drawn) TEST_OK(ctx, msbat_kmc_run_time(kmc, 1e-6)); /* ends before the next event */
    TEST_OK(ctx, msbat_kmc_write_checkpoint(kmc, path));
    take(kmc, before);
    return kmc;
}

static void is_unchanged(msbat_kmc *kmc, const char *other, const bits *before)
{
    bits after;
    take(kmc, &after);
    ck_assert(!memcmp(before, &after, sizeof after));
    unlink(other);
    msbat_kmc_destroy(&kmc);
}

START_TEST(test_wrong_files)
{
    char other[80];
    bits before;
    msbat_kmc *kmc = make_run(), *colder = make_run(), *harder = make_run();
    snprintf(other, sizeof other, "%s.bad", path);
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    ck_assert_int_eq(msbat_kmc_read_checkpoint(kmc, "/nonexistent/file"), MSBAT_ERR_FILE);
    ck_assert_int_eq(msbat_kmc_write_checkpoint(kmc, "/nonexistent/file"), MSBAT_ERR_FILE);
    TEST_OK(ctx, msbat_kmc_run(kmc, 2000));
    TEST_OK(ctx, msbat_kmc_write_checkpoint(kmc, path));
    TEST_OK(ctx, msbat_kmc_set_temperature(colder, 250.0));
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "temperature", msbat_kmc_read_checkpoint(colder, path));
    set_stepped_barrier(ctx, harder, 0.2, 0.05);
    TEST_FAILS(ctx, MSBAT_ERR_MISMATCH, "barriers", msbat_kmc_read_checkpoint(harder, path));
    take(kmc, &before);
    for (long keep = 0; keep < 600; keep += 37) { /* every truncation and damage is noticed, and changes nothing */
        copy_part(path, other, keep, -1);
        ck_assert_int_ne(msbat_kmc_read_checkpoint(kmc, other), MSBAT_OK);
        copy_part(path, other, -1, keep);
        ck_assert_int_ne(msbat_kmc_read_checkpoint(kmc, other), MSBAT_OK);
    }
    is_unchanged(kmc, other, &before);
    msbat_kmc_destroy(&colder);
    msbat_kmc_destroy(&harder);
}
END_TEST

/* Numbers that a run would leave an array by, never come to an end or overflow with: all behind a right checksum. */
static const struct {
    const char *section;
    size_t offset;
    int64_t value;
    size_t size;
} forged[] = {
    {"numbers", 8, -1, 8},                      /* ions */
    {"numbers", 8, 43, 8},                      /* one more than there are sites */
    {"numbers", 16, 49, 8},                     /* levels */
    {"numbers", 16, 0, 8},                      /* none although averages are taken */
    {"numbers", 24, INT64_MAX, 8},              /* events */
    {"numbers", 32, 2, 8},                      /* has_next */
    {"numbers", 40, -1, 8},                     /* counting */
    {"numbers", 48, 2, 8},                      /* window_fixed */
    {"numbers", 72, 0x7ff0000000000000, 8},     /* time: infinity */
    {"numbers", 72, 0x7fe0000000000000, 8},     /* time after that of the next event */
    {"numbers", 88, 0x7ff8000000000000, 8},     /* window: NaN */
    {"numbers", 88, 0, 8},
    {"numbers", 104, 0x7ff0000000000000, 8},    /* time counted: infinity */
    {"numbers", 56, INT64_MIN, 8},              /* events when the window began */
    {"numbers", 64, INT64_MAX, 8},              /* windows so far: one more overflows */
    {"numbers", 96, 0x7ff0000000000000, 8},     /* end of the window: infinity */
    {"rng", 40, 7, 4},                          /* numbers left in a block of 4 */
    {"sites", 0, 42, 4},
    {"sites", 0, -1, 4},
    {"origins", 0, -1, 4},
    {"origins", 0, 1, 4},
    {"positions", 8, INT32_MIN, 4},
    {"positions", 0, INT32_MAX, 4},             /* one more hop overflows */
    {"positions", 12, 1, 4},                    /* sublattice */
    {"level 0", 0, 0x7ff8000000000000, 8},      /* windows: NaN */
    {"level 0", 0, 0x43f0000000000000, 8},      /* more windows than can be counted */
    {"level 0", 1392, INT64_MAX, 8},            /* children: one more overflows */
    {"start 0", 4, INT32_MIN, 4},
};

START_TEST(test_forged_numbers)
{
    char other[80];
    bits before;
    msbat_kmc *kmc = written_run(1, other, &before);
    test_forge_checkpoint(path, other, "numbers", 0, 0, NULL);
    TEST_OK(ctx, msbat_kmc_read_checkpoint(kmc, other));
    test_forge_checkpoint(path, other, forged[_i].section, forged[_i].offset, forged[_i].size, &forged[_i].value);
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, other, msbat_kmc_read_checkpoint(kmc, other));
    is_unchanged(kmc, other, &before);
}
END_TEST

/* Two ions on one site, although each of them could be there. */
START_TEST(test_forged_ions)
{
    char other[80];
    int64_t sites[20];
    bits before;
    msbat_kmc *kmc = written_run(0, other, &before);
    TEST_OK(ctx, msbat_kmc_get_ion_sites(kmc, 20, sites));
    const int32_t first = (int32_t)sites[0];
    test_forge_checkpoint(path, other, "sites", sizeof first, sizeof first, &first);
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "no possible site", msbat_kmc_read_checkpoint(kmc, other));
    is_unchanged(kmc, other, &before);
}
END_TEST

/* Two runs to the same place, with the next event drawn, and then at another temperature, where that event is none. */
static void warm_up(msbat_kmc *kmc)
{
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    TEST_OK(ctx, msbat_kmc_run(kmc, 2000));
    TEST_OK(ctx, msbat_kmc_run_time(kmc, 1e-6));
    TEST_OK(ctx, msbat_kmc_set_temperature(kmc, 500));
}

static void run_alike(msbat_kmc *kmc, msbat_kmc *other)
{
    bits here, there;
    TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
    TEST_OK(ctx, msbat_kmc_run(other, 20000));
    take(kmc, &here);
    take(other, &there);
    ck_assert(!memcmp(&here, &there, sizeof here));
    msbat_kmc_destroy(&kmc);
    msbat_kmc_destroy(&other);
}

START_TEST(test_event_of_the_temperature_before)
{
    msbat_kmc *kmc = make_run(), *resumed = make_run();
    warm_up(kmc);
    TEST_OK(ctx, msbat_kmc_write_checkpoint(kmc, path));
    TEST_OK(ctx, msbat_kmc_set_temperature(resumed, 500));
    TEST_OK(ctx, msbat_kmc_read_checkpoint(resumed, path));
    run_alike(kmc, resumed);
}
END_TEST

START_TEST(test_refused_file_after_the_temperature)
{
    char forged_path[80];
    int64_t sites[20];
    msbat_kmc *kmc = make_run(), *spared = make_run();
    snprintf(forged_path, sizeof forged_path, "%s.forged", path);
    warm_up(kmc);
    warm_up(spared);
    TEST_OK(ctx, msbat_kmc_write_checkpoint(kmc, path));
    TEST_OK(ctx, msbat_kmc_get_ion_sites(kmc, 20, sites));
    const int32_t first = (int32_t)sites[0];
    test_forge_checkpoint(path, forged_path, "sites", sizeof first, sizeof first, &first);
    TEST_FAILS(ctx, MSBAT_ERR_FORMAT, "no possible site", msbat_kmc_read_checkpoint(kmc, forged_path));
    unlink(forged_path);
    run_alike(kmc, spared);
}
END_TEST

/* A file that lacks a section, for its name ends otherwise. */
START_TEST(test_missing_sections)
{
    static const char *const names[] = {"numbers",    "rng",        "sites",     "positions", "origins",
                                        "path rates", "path times", "path hops", "level 0",   "start 0"};
    char other[80];
    bits before;
    msbat_kmc *kmc = written_run(0, other, &before);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t last_letter = (size_t)0 - 1;
        test_forge_checkpoint(path, other, names[i], last_letter, 1, "?");
        TEST_FAILS(ctx, MSBAT_ERR_FORMAT, names[i], msbat_kmc_read_checkpoint(kmc, other));
    }
    is_unchanged(kmc, other, &before);
}
END_TEST

static int cancel_at_half(double fraction, void *user)
{
    (void)user;
    return fraction > 0.5;
}

START_TEST(test_cancelled_run_goes_on)
{
    bits whole, pieces;
    msbat_kmc *kmc = make_run();
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    TEST_OK(ctx, msbat_kmc_run(kmc, 20000));
    take(kmc, &whole);
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    TEST_OK(ctx, msbat_context_set_progress(ctx, cancel_at_half, NULL));
    ck_assert_int_eq(msbat_kmc_run(kmc, 20000), MSBAT_CANCELLED);
    int64_t events;
    TEST_OK(ctx, msbat_kmc_get_event_count(kmc, &events));
    ck_assert(events >= 10000 && events < 20000);
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    TEST_OK(ctx, msbat_kmc_run(kmc, 20000 - events));
    take(kmc, &pieces);
    ck_assert(!memcmp(&whole, &pieces, sizeof whole));
    msbat_kmc_destroy(&kmc);
}
END_TEST

static int cancel_at_once(double fraction, void *user)
{
    (void)fraction, (void)user;
    return 1;
}

/* The time to one event spans about 1e5 windows; a run can be cancelled on the way there, and goes on with the same
 * bits. */
START_TEST(test_cancelled_between_events)
{
    bits whole, pieces;
    int64_t events = -1;
    msbat_kmc *kmc = make_run();
    double rate = 0.0;
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    TEST_OK(ctx, msbat_kmc_get_total_rate(kmc, &rate));
    TEST_OK(ctx, msbat_kmc_set_window_ps(kmc, 1e-5 / rate));
    TEST_OK(ctx, msbat_kmc_reset_statistics(kmc));
    TEST_OK(ctx, msbat_kmc_run(kmc, 3));
    take(kmc, &whole);
    TEST_OK(ctx, msbat_kmc_set_random_occupation(kmc, 20));
    TEST_OK(ctx, msbat_context_set_progress(ctx, cancel_at_once, NULL));
    ck_assert_int_eq(msbat_kmc_run(kmc, 3), MSBAT_CANCELLED);
    TEST_OK(ctx, msbat_kmc_get_event_count(kmc, &events));
    ck_assert_int_eq(events, 0);
    TEST_OK(ctx, msbat_context_set_progress(ctx, NULL, NULL));
    TEST_OK(ctx, msbat_kmc_run(kmc, 3));
    take(kmc, &pieces);
    ck_assert(!memcmp(&whole, &pieces, sizeof whole));
    msbat_kmc_destroy(&kmc);
}
END_TEST

Suite *suite_kmc_checkpoint(void)
{
    Suite *suite = suite_create("kmc checkpoint");
    TCase *tc = tcase_create("checkpoint");
    tcase_add_checked_fixture(tc, setup, teardown);
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, test_resumed_run_has_the_same_bits);
    tcase_add_test(tc, test_killed_run);
    tcase_add_test(tc, test_wrong_files);
    tcase_add_loop_test(tc, test_forged_numbers, 0, sizeof forged / sizeof *forged);
    tcase_add_test(tc, test_forged_ions);
    tcase_add_test(tc, test_event_of_the_temperature_before);
    tcase_add_test(tc, test_refused_file_after_the_temperature);
    tcase_add_test(tc, test_missing_sections);
    tcase_add_test(tc, test_cancelled_run_goes_on);
    tcase_add_test(tc, test_cancelled_between_events);
    suite_add_tcase(suite, tc);
    return suite;
}

/* Const handles shared by threads: every thread reads the same numbers, bit for bit, and finds its own message after
 * its own failing call. Run under ThreadSanitizer this shows that no const argument is written to. */
#include <pthread.h>

#include "msbat/material.h"
#include "support.h"

enum { N_THREADS = 8, N_X = 9, ROUNDS = 200 };
static const double T_ROOM = 298.15, X[N_X] = {0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.98};

typedef struct numbers {
    double mu[N_X], gap[2], gap_mu, d[N_X], h[N_X], i0[N_X], u[N_X];
} numbers;

typedef struct sharer {
    const msbat_context *ctx;
    const msbat_phase *phase;
    const msbat_material *material;
    const msbat_material_view *view;
    const numbers *expected;
    int64_t id, wrong;
} sharer;

static void make_shared(msbat_context *ctx, msbat_phase **phase, msbat_material **material, msbat_material_view **view)
{
    msbat_phase *regular = NULL;
    msbat_transport *transport = NULL;
    double omega = 3 * MSBAT_BOLTZMANN_EV * T_ROOM, row[4] = {0.5, 1e-14, 0, 0};
    TEST_OK(ctx, msbat_phase_create_regular(ctx, "CoO2", "Li", -3.9, 0, omega, 0, &regular));
    TEST_OK(ctx, msbat_phase_set_site_density(regular, 50000));
    TEST_OK(ctx, msbat_phase_create_convexified(regular, phase));
    TEST_OK(ctx, msbat_transport_create_table(ctx, "CoO2", "Li", MSBAT_DIFFUSIVITY_JUMP, T_ROOM, 1, row, &transport));
    TEST_OK(ctx, msbat_material_create(*phase, material));
    TEST_OK(ctx, msbat_material_set_transport(*material, transport));
    TEST_OK(ctx, msbat_material_set_kinetics(*material, 1e-6, T_ROOM, 0, 0.5, MSBAT_TS_SITE_EXCLUSION));
    TEST_OK(ctx, msbat_material_view_create(*material, T_ROOM, view));
    msbat_transport_destroy(&transport);
    msbat_phase_destroy(&regular);
}

static int eval_numbers(const sharer *s, numbers *out)
{
    int failed = msbat_phase_get_mu(s->phase, T_ROOM, N_X, X, out->mu) != MSBAT_OK;
    failed |= msbat_phase_get_gap(s->phase, T_ROOM, 0, out->gap, &out->gap_mu) != MSBAT_OK;
    failed |= msbat_material_get_chemical_diffusivity(s->material, T_ROOM, N_X, X, out->d) != MSBAT_OK;
    for (int i = 0; i < N_X; i++) {
        out->h[i] = msbat_material_view_eval_enthalpy(s->view, X[i]);
        out->i0[i] = msbat_material_view_eval_exchange_current(s->view, 1, 1000, X[i]);
        out->u[i] = msbat_material_view_eval_voltage(s->view, X[i]);
    }
    return failed;
}

/* 1 unless the calling thread's message holds the number that only this thread gave in this round. */
static int lacks(const msbat_context *ctx, int64_t number)
{
    char text[512], digits[24];
    int n = 0;
    for (int64_t rest = number; rest; rest /= 10) n++;
    for (int i = n; i--; number /= 10) digits[i] = (char)('0' + number % 10);
    digits[n] = 0;
    return msbat_context_get_message(ctx, sizeof text, text) != MSBAT_OK || !strstr(text, digits);
}

static void *share(void *argument)
{
    sharer *s = argument;
    numbers got;
    for (int64_t i = 0; i < ROUNDS; i++) {
        int64_t own = 10000 * (s->id + 1) + i;
        double bad = (double)own, untouched = 7;
        memset(&got, 0, sizeof got);
        s->wrong += eval_numbers(s, &got) || memcmp(&got, s->expected, sizeof got) != 0;
        s->wrong += msbat_phase_get_mu(s->phase, T_ROOM, 1, &bad, &untouched) != MSBAT_ERR_RANGE;
        s->wrong += lacks(s->ctx, own);
        s->wrong += msbat_material_get_voltage(s->material, bad + 100000, 1, X, &untouched, NULL) != MSBAT_ERR_RANGE;
        s->wrong += lacks(s->ctx, own + 100000) || untouched != 7;
        if (i % 50) continue;
        msbat_material_view *mine = NULL; /* retains what is shared, and lets it go */
        s->wrong += msbat_material_view_create(s->material, T_ROOM, &mine) != MSBAT_OK;
        s->wrong += msbat_material_view_eval_enthalpy(mine, 0.1) != s->expected->h[1];
        msbat_material_view_destroy(&mine);
    }
    return NULL;
}

START_TEST(const_handles_are_shared)
{
    msbat_context *ctx = NULL;
    msbat_phase *phase = NULL;
    msbat_material *material = NULL;
    msbat_material_view *view = NULL;
    pthread_t threads[N_THREADS];
    sharer sharers[N_THREADS];
    static numbers expected;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    make_shared(ctx, &phase, &material, &view);
    sharer first = {ctx, phase, material, view, &expected, 0, 0};
    ck_assert_int_eq(eval_numbers(&first, &expected), 0);
    for (int i = 0; i < N_THREADS; i++) {
        sharers[i] = first;
        sharers[i].id = i;
        ck_assert_int_eq(pthread_create(&threads[i], NULL, share, &sharers[i]), 0);
    }
    for (int i = 0; i < N_THREADS; i++) {
        pthread_join(threads[i], NULL);
        ck_assert_msg(sharers[i].wrong == 0, "thread %d: %d wrong", i, (int)sharers[i].wrong);
    }
    msbat_material_view_destroy(&view);
    msbat_material_destroy(&material);
    msbat_phase_destroy(&phase);
    msbat_context_destroy(&ctx);
}
END_TEST

/* Views of one material die in threads while the rest goes in another: whoever is last frees what they held. */
static void *let_go(void *argument)
{
    msbat_material_view *view = argument;
    msbat_material_view_destroy(&view);
    return NULL;
}

START_TEST(handles_die_in_any_order)
{
    msbat_context *ctx = NULL;
    msbat_phase *phase = NULL;
    msbat_material *material = NULL;
    msbat_material_view *views[N_THREADS] = {NULL};
    pthread_t threads[N_THREADS];
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    make_shared(ctx, &phase, &material, &views[0]);
    for (int i = 1; i < N_THREADS; i++) TEST_OK(ctx, msbat_material_view_create(material, T_ROOM, &views[i]));
    msbat_context_destroy(&ctx);
    for (int i = 0; i < N_THREADS; i++) ck_assert_int_eq(pthread_create(&threads[i], NULL, let_go, views[i]), 0);
    msbat_material_destroy(&material); /* meanwhile */
    msbat_phase_destroy(&phase);
    for (int i = 0; i < N_THREADS; i++) pthread_join(threads[i], NULL);
}
END_TEST

Suite *suite_sharing(void)
{
    Suite *suite = suite_create("sharing");
    TCase *tc = tcase_create("sharing");
    tcase_set_timeout(tc, 60);
    tcase_add_test(tc, const_handles_are_shared);
    tcase_add_test(tc, handles_die_in_any_order);
    suite_add_tcase(suite, tc);
    return suite;
}

/* moods.c - callbacks that fail, and those that behave and have no other place. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

#include "hostile.h"

callback_mood mood;
int64_t mood_calls;

static bool later(void) { return mood_calls++ >= 3; }

int mood_code(void)
{
    if (mood == MOOD_FAIL || (mood == MOOD_FAIL_LATER && later())) return 1;
    return mood == MOOD_STOP ? -7 : 0;
}

void mood_spoil(int64_t n, double *output)
{
    double bad = mood == MOOD_NAN || (mood == MOOD_NAN_LATER && later()) ? NAN
                 : mood == MOOD_INFINITE ? INFINITY : mood == MOOD_HUGE ? 1e308 : 0.0;
    if (bad == 0.0) return;
    for (int64_t i = 0; output && i < n; i++) output[i] = bad;
}

int good_progress(double fraction, void *user)
{
    (void)fraction, (void)user;
    return mood_code();
}

void good_log(int level, const char *line, void *user) { (void)level, (void)line, (void)user; }

void *good_resize(void *ptr, size_t size, void *user)
{
    (void)user;
    return mood_code() ? NULL : realloc(ptr, size);
}

void good_release(void *ptr, void *user)
{
    (void)user;
    free(ptr);
}

/* (x^2 - 1)^2 along the first axis, x^2 along the others. */
int good_energy(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    (void)user;
    *energy = 0.0;
    for (int64_t i = 0; i < n; i++) {
        double q = i == 0 ? x[i] * x[i] - 1.0 : x[i];
        *energy += q * q;
        gradient[i] = i == 0 ? 4.0 * q * x[i] : 2.0 * q;
    }
    mood_spoil(1, energy);
    mood_spoil(n, gradient);
    return mood_code();
}

int good_barrier(int64_t hop_class, int64_t from, int64_t to, int64_t n_sites, const int8_t *occupation,
                 double *barrier_ev, double *nu_thz, void *user)
{
    (void)hop_class, (void)from, (void)to, (void)n_sites, (void)occupation, (void)user;
    *barrier_ev = 0.3;
    *nu_thz = 10.0;
    mood_spoil(1, barrier_ev);
    mood_spoil(1, nu_thz);
    return mood_code();
}

int good_derivative(const int64_t matrix[9], int64_t n, const int8_t *occupation, void *user)
{
    (void)matrix, (void)n, (void)occupation, (void)user;
    return mood_code();
}

int good_ocv(int64_t n, const double *x, double *voltage, double *slope, void *user)
{
    (void)user;
    for (int64_t i = 0; i < n; i++) {
        voltage[i] = 4.0 - x[i];
        slope[i] = -1.0;
    }
    mood_spoil(n, voltage);
    mood_spoil(n, slope);
    return mood_code();
}

int good_exchange_current(int64_t n, const double *c_e, const double *x, double temperature, double *i0, void *user)
{
    (void)temperature, (void)user;
    for (int64_t i = 0; i < n; i++) i0[i] = 1e-3 * sqrt(c_e[i] * x[i] * (1.0 - x[i])) + 1e-6;
    mood_spoil(n, i0);
    return mood_code();
}

int good_electrolyte(int64_t n, const double *c, double temperature, double *value, void *user)
{
    (void)temperature, (void)user;
    for (int64_t i = 0; i < n; i++) value[i] = 1e-10 * (1.0 + 1e-4 * c[i]);
    mood_spoil(n, value);
    return mood_code();
}

#include "models.h"

#include <stdio.h>

int model_mueller_brown(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    static const double height[] = {-200, -100, -170, 15}, a[] = {-1, -1, -6.5, 0.7}, b[] = {0, 0, 11, 0.6},
                        c[] = {-10, -10, -6.5, 0.7}, x0[] = {1, 0, -0.5, -1}, y0[] = {0, 0.5, 1.5, 1};
    (void)n, (void)user;
    *energy = gradient[0] = gradient[1] = 0.0;
    for (int i = 0; i < 4; i++) {
        double u = x[0] - x0[i], v = x[1] - y0[i];
        double e = 0.01 * height[i] * exp(a[i] * u * u + b[i] * u * v + c[i] * v * v);
        *energy += e;
        gradient[0] += e * (2 * a[i] * u + b[i] * v);
        gradient[1] += e * (b[i] * u + 2 * c[i] * v);
    }
    return 0;
}

/* Newton's steps with differences of the gradient: the limit is a zero of the gradient whatever the Hessian's error. */
double model_mueller_brown_stationary(double x[2])
{
    double e = 0, g[2] = {0};
    for (int it = 0; it < 40; it++) {
        double h[4];
        for (int k = 0; k < 2; k++) {
            double y[2] = {x[0], x[1]}, p[2], m[2];
            y[k] += 1e-5;
            model_mueller_brown(2, y, &e, p, NULL);
            y[k] -= 2e-5;
            model_mueller_brown(2, y, &e, m, NULL);
            for (int j = 0; j < 2; j++) h[2 * k + j] = (p[j] - m[j]) / 2e-5;
        }
        model_mueller_brown(2, x, &e, g, NULL);
        const double det = h[0] * h[3] - h[1] * h[2];
        x[0] -= (h[3] * g[0] - h[1] * g[1]) / det;
        x[1] -= (h[0] * g[1] - h[2] * g[0]) / det;
    }
    model_mueller_brown(2, x, &e, g, NULL);
    ck_assert(hypot(g[0], g[1]) < 1e-13);
    return e;
}

static const double leps_depth[3] = {4.746, 4.746, 3.445}; /* AB, BC, AC */

/* Coulomb and exchange integrals of pair p at distance r, with derivatives. */
static void leps_integrals(int p, double r, double q[2], double j[2])
{
    double d = leps_depth[p], e1 = exp(-1.942 * (r - 0.742)), e2 = e1 * e1;
    q[0] = d / 2 * (1.5 * e2 - e1);
    q[1] = d / 2 * 1.942 * (e1 - 3 * e2);
    j[0] = d / 4 * (e2 - 6 * e1);
    j[1] = d / 4 * 1.942 * (6 * e1 - 2 * e2);
}

/* V and its derivatives with respect to r_AB, r_BC, r_AC. */
static double leps(const double r[3], const double s[3], double dv[3])
{
    double v = 0.0, j[3], dj[3], square = 0.0;
    for (int p = 0; p < 3; p++) {
        double q[2], x[2];
        leps_integrals(p, r[p], q, x);
        v += q[0] / (1 + s[p]);
        dv[p] = q[1] / (1 + s[p]);
        j[p] = x[0] / (1 + s[p]);
        dj[p] = x[1] / (1 + s[p]);
    }
    for (int p = 0; p < 3; p++) square += j[p] * j[p] - j[p] * j[(p + 1) % 3];
    for (int p = 0; p < 3; p++)
        dv[p] -= (2 * j[p] - j[(p + 1) % 3] - j[(p + 2) % 3]) * dj[p] / (2 * sqrt(square));
    return v - sqrt(square);
}

int model_leps1(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    static const double s[3] = {0.05, 0.30, 0.05};
    double r[3] = {x[0], x[1], x[0] + x[1]}, dv[3];
    (void)n, (void)user;
    *energy = leps(r, s, dv);
    gradient[0] = dv[0] + dv[2];
    gradient[1] = dv[1] + dv[2];
    return 0;
}

int model_leps2(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    static const double s[3] = {0.05, 0.80, 0.05}, kc = 0.2025, c = 1.154, rac = 3.742;
    double r[3] = {x[0], rac - x[0], rac}, dv[3], u = x[0] - (rac / 2 - x[1] / c);
    (void)n, (void)user;
    *energy = leps(r, s, dv) + 2 * kc * u * u;
    gradient[0] = dv[0] - dv[1] + 4 * kc * u;
    gradient[1] = 4 * kc * u / c;
    return 0;
}

static const double coulomb = 14.399645; /* eV angstrom, rounded as in the reference data */

/* Unshifted pair energy and its derivative. */
static double pair_raw(const model_pairs *m, int64_t s, int64_t t, double r, double *slope)
{
    const double damping = 0.2;
    double v = 0.0, r6 = 1.0 / (r * r * r * r * r * r), qq = coulomb * m->charge[s] * m->charge[t];
    *slope = 0.0;
    if (m->epsilon > 0.0) {
        double s6 = pow(m->sigma, 6) * r6;
        v += 4 * m->epsilon * (s6 * s6 - s6);
        *slope += 4 * m->epsilon * (6 * s6 - 12 * s6 * s6) / r;
    }
    if (m->a[s][t] > 0.0) {
        double e = m->a[s][t] * exp(-r / m->rho[s][t]);
        v += e - m->c[s][t] * r6;
        *slope += -e / m->rho[s][t] + 6 * m->c[s][t] * r6 / r;
    }
    if (qq != 0.0) {
        double e = erfc(damping * r) / r;
        v += qq * e;
        *slope -= qq * (e / r + 2 * damping / sqrt(3.14159265358979324) * exp(-damping * damping * r * r) / r);
    }
    return v;
}

static double pair(const model_pairs *m, int64_t s, int64_t t, double r, double *slope)
{
    double end_slope, end = pair_raw(m, s, t, m->cutoff, &end_slope);
    double v = pair_raw(m, s, t, r, slope);
    *slope -= end_slope;
    return v - end - (r - m->cutoff) * end_slope;
}

/* The atom with all images of another inside the cutoff; weight 1/2 when both are the same atom. */
static double pair_images(const model_pairs *m, int64_t i, int64_t j, const double *x, double *gradient)
{
    double sum = 0.0, d[3];
    int64_t low[3], high[3];
    for (int k = 0; k < 3; k++) {
        d[k] = x[3 * j + k] - x[3 * i + k];
        low[k] = (int64_t)ceil((-m->cutoff - d[k]) / m->box[k]);
        high[k] = (int64_t)floor((m->cutoff - d[k]) / m->box[k]);
    }
    for (int64_t a = low[0]; a <= high[0]; a++)
        for (int64_t b = low[1]; b <= high[1]; b++)
            for (int64_t c = low[2]; c <= high[2]; c++) {
                double r[3] = {d[0] + (double)a * m->box[0], d[1] + (double)b * m->box[1],
                               d[2] + (double)c * m->box[2]};
                double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2], slope;
                if (square >= m->cutoff * m->cutoff || square < 1e-12) continue;
                double length = sqrt(square);
                sum += (i == j ? 0.5 : 1.0) * pair(m, m->type[i], m->type[j], length, &slope);
                for (int k = 0; k < 3 && i != j; k++) {
                    gradient[3 * j + k] += slope * r[k] / length;
                    gradient[3 * i + k] -= slope * r[k] / length;
                }
            }
    return sum;
}

int model_pairs_energy(int64_t n, const double *x, double *energy, double *gradient, void *user)
{
    model_pairs *m = user;
    const double damping = 0.2, rc = m->cutoff;
    *energy = 0.0;
    m->calls++;
    for (int64_t i = 0; i < n; i++) gradient[i] = 0.0;
    for (int64_t i = 0; i < m->n_atoms; i++) {
        double q = m->charge[m->type[i]];
        *energy -= coulomb * q * q * (erfc(damping * rc) / (2 * rc) + damping / sqrt(3.14159265358979324));
        for (int64_t j = i; j < m->n_atoms; j++) *energy += pair_images(m, i, j, x, gradient);
    }
    return 0;
}

static double norm(int64_t n, const double *g)
{
    double square = 0.0;
    for (int64_t i = 0; i < n; i++) square += g[i] * g[i];
    return sqrt(square);
}

/* Gradient descent with the step of Barzilai and Borwein. */
void model_relax(msbat_energy_fn energy, void *user, int64_t n, double *x, double residual)
{
    double *g = calloc((size_t)n, sizeof *g), *h = calloc((size_t)n, sizeof *h), e, step = 1e-3;
    energy(n, x, &e, g, user);
    for (int it = 0; it < 20000 && norm(n, g) > residual; it++) {
        double sy = 0.0, yy = 0.0;
        step = fmin(step, 0.1 / norm(n, g));
        for (int64_t i = 0; i < n; i++) x[i] -= step * g[i];
        energy(n, x, &e, h, user);
        for (int64_t i = 0; i < n; i++) {
            sy -= step * g[i] * (h[i] - g[i]);
            yy += (h[i] - g[i]) * (h[i] - g[i]);
        }
        memcpy(g, h, (size_t)n * sizeof *g);
        step = sy > 0.0 ? sy / yy : 1e-3;
    }
    free(g);
    free(h);
}

int model_read_xyz(const char *name, int64_t n, double *x, double box[3], char *letter)
{
    char path[512], line[512];
    if (!test_data(name, sizeof path, path)) return 0;
    FILE *f = fopen(path, "r");
    if (!f) return 0;
    int ok = fgets(line, sizeof line, f) && atoll(line) == n && fgets(line, sizeof line, f) &&
             sscanf(line, "Lattice=\"%lf %*s %*s %*s %lf %*s %*s %*s %lf", box, box + 1, box + 2) == 3;
    for (int64_t i = 0; i < n && ok; i++) {
        char symbol[8];
        ok = fgets(line, sizeof line, f) &&
             sscanf(line, "%7s %lf %lf %lf", symbol, x + 3 * i, x + 3 * i + 1, x + 3 * i + 2) == 4;
        letter[i] = symbol[0];
    }
    fclose(f);
    return ok;
}

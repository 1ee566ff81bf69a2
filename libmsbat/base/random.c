/* random.c - counter-based random numbers: Philox 4x32-10 of Random123 (Salmon, Moraes, Dror, Shaw, SC11, 2011). */
#include <math.h>

#include <Random123/philox.h>

#include "base/base_impl.h"

void msbat__random_block(uint64_t seed, uint64_t stream, uint64_t step, uint32_t block[4])
{
    philox4x32_key_t key = {{(uint32_t)seed, (uint32_t)(seed >> 32)}};
    philox4x32_ctr_t counter = {
        {(uint32_t)step, (uint32_t)(step >> 32), (uint32_t)stream, (uint32_t)(stream >> 32)}};
    philox4x32_ctr_t random = philox4x32(counter, key);
    for (int i = 0; i < 4; i++) block[i] = random.v[i];
}

void msbat__rng_start(msbat__rng *rng, uint64_t seed, uint64_t stream)
{
    *rng = (msbat__rng){.seed = seed, .stream = stream};
}

bool msbat__rng_sound(const msbat__rng *rng) { return rng->left >= 0 && rng->left <= 4; }

uint64_t msbat__rng_bits(msbat__rng *rng)
{
    if (rng->left < 2) {
        msbat__random_block(rng->seed, rng->stream, rng->step++, rng->block);
        rng->left = 4;
    }
    rng->left -= 2;
    return (uint64_t)rng->block[rng->left] << 32 | rng->block[rng->left + 1];
}

double msbat__rng_uniform(msbat__rng *rng) { return (double)(msbat__rng_bits(rng) >> 11) * 0x1p-53; }

double msbat__rng_uniform_open(msbat__rng *rng) { return (double)((msbat__rng_bits(rng) >> 11) + 1) * 0x1p-53; }

/* Lemire, ACM Trans. Model. Comput. Simul. 29 (2019) 3: multiply and reject the short remainder. */
int64_t msbat__rng_below(msbat__rng *rng, int64_t n)
{
    uint64_t range = (uint64_t)n, threshold = (0 - range) % range;
    for (;;) {
        unsigned __int128 product = (unsigned __int128)msbat__rng_bits(rng) * range;
        if ((uint64_t)product >= threshold) return (int64_t)(uint64_t)(product >> 64);
    }
}

/* Box and Muller, Ann. Math. Stat. 29 (1958) 610; the second number of the pair is not kept, so that the state is
 * rng. */
double msbat__rng_normal(msbat__rng *rng)
{
    double radius = sqrt(-2.0 * log(msbat__rng_uniform_open(rng)));
    return radius * cos(6.283185307179586477 * msbat__rng_uniform(rng));
}

/* network.c - from barriers of single hops to the diffusivity of a crystal, and what contradicts itself on the way.
 *
 *     network [--quick] DATA OUT
 *
 * Li goes along a channel from an octahedral over a tetrahedral site and back to an octahedral one, across a second,
 * slower gate: the resistances of a row add up, and D is known. A third site is joined to nothing that leads anywhere:
 * lithium that falls into such a trap does not move, and D counts it. Rates measured or computed one by one may
 * contradict thermodynamics round a closed loop; such a set is refused and the loop named. */
#include "recipe.h"

enum { OCTAHEDRAL, TETRAHEDRAL, TRAP, SITES };
static const double PERIOD_ANG = 3.0, TEMPERATURE = 350, NU_THZ = 8.0;
static const double SITE_EV[SITES] = {0.00, 0.12, 0.05}, GATE_EV[2] = {0.35, 0.42}; /* saddles on the same scale */

static msbat_network *make_channel(void)
{
    const double half[3] = {0, PERIOD_ANG / 2, 0};
    msbat_network *network = NULL;
    TRY(msbat_network_create(ctx, SITES, SITE_EV, &network));
    TRY(msbat_network_add_hop(network, OCTAHEDRAL, TETRAHEDRAL, half, GATE_EV[0], NU_THZ));
    TRY(msbat_network_add_hop(network, TETRAHEDRAL, OCTAHEDRAL, half, GATE_EV[1],
                              NU_THZ)); /* that of the next period */
    return network;
}

static void check_channel(const msbat_network *network)
{
    double p[SITES], forward, backward, d[9], of_part[9], probability, resistance = 0;
    int64_t sites, hops, parts, part[SITES];
    TRY(msbat_network_get_counts(network, &sites, &hops));
    TRY(msbat_network_get_occupations(network, TEMPERATURE, sites, p));
    TRY(msbat_network_get_parts(network, &parts, sites, part));
    printf("  %d sites, %d hops, %d parts; Li is octahedral %.4f, tetrahedral %.4f, trapped %.4f of the time\n",
           (int)sites, (int)hops, (int)parts, p[OCTAHEDRAL], p[TETRAHEDRAL], p[TRAP]);
    for (int64_t h = 0; h < hops; h++) {
        TRY(msbat_network_get_rates(network, h, TEMPERATURE, &forward, &backward));
        const double from = p[h ? TETRAHEDRAL : OCTAHEDRAL], to = p[h ? OCTAHEDRAL : TETRAHEDRAL];
        compare("traffic there over traffic back: 1 at equilibrium", from * forward / (to * backward), 1, 1e-12);
        resistance += 1 / (from * forward);
    }
    TRY(msbat_network_get_diffusivity(network, TEMPERATURE, d));
    TRY(msbat_network_get_part_diffusivity(network, part[OCTAHEDRAL], TEMPERATURE, of_part, &probability));
    compare("D along the channel [1e-9 cm^2/s]: period^2/resistance", 1e5 * d[4],
            1e5 * PERIOD_ANG * PERIOD_ANG / resistance, 1e-9 * 1e5 * d[4]);
    compare("D across it", d[0], 0, 0);
    compare("D of Li that is not trapped, times its share", probability * of_part[4], d[4], 1e-12 * d[4]);
    compare("share that is not trapped", probability, p[OCTAHEDRAL] + p[TETRAHEDRAL], 1e-12);
}

/* Arrhenius: the apparent barrier of a path with two gates changes with temperature. */
static void write_arrhenius(const msbat_network *network)
{
    enum { N = 13 };
    double t[N], d_y[N], barrier[N], d[9], warmer[9];
    for (int i = 0; i < N; i++) {
        t[i] = 250 + 25 * i;
        TRY(msbat_network_get_diffusivity(network, t[i], d));
        TRY(msbat_network_get_diffusivity(network, t[i] + 0.1, warmer));
        d_y[i] = 1e-8 * d[4]; /* angstrom^2/ps to m^2/s */
        barrier[i] = log(warmer[4] / d[4]) * MSBAT_BOLTZMANN_EV / (1 / t[i] - 1 / (t[i] + 0.1));
    }
    WRITE("network.csv", "T [K],D [m^2/s],apparent barrier [eV]", N, t, d_y, barrier);
    printf("  apparent barrier %.3f eV at %.0f K, %.3f eV at %.0f K\n", barrier[0], t[0], barrier[N - 1], t[N - 1]);
}

/* Three sites in a ring, rates [THz] one by one: the product round the ring must be the same both ways. */
static void check_rates(void)
{
    const int64_t sites[6] = {0, 1, 1, 2, 2, 0};
    const double a = 2.0, displacement[9] = {a, 0, 0, 0, a, 0, -a, -a, 0};
    double rates[6] = {4e-3, 1e-3, 2e-3, 6e-3, 3e-3, 4e-3}, p[3];
    msbat_network *network = NULL;
    char why[256];
    TRY(msbat_network_create_from_rates(ctx, TEMPERATURE, 3, 3, sites, displacement, rates, &network));
    TRY(msbat_network_get_occupations(network, TEMPERATURE, 3, p));
    compare("from rates: share of site 1 over that of site 0", p[1] / p[0], rates[0] / rates[1], 1e-9);
    msbat_network_destroy(&network);
    rates[5] *= 1.3; /* one barrier 8 meV too low */
    compare("rates that run round in a ring are refused (status)",
            msbat_network_create_from_rates(ctx, TEMPERATURE, 3, 3, sites, displacement, rates, &network),
            MSBAT_ERR_BALANCE, 0);
    TRY(msbat_context_get_message(ctx, sizeof why, why));
    printf("  %s\n", why);
}

int main(int argc, char **argv)
{
    start(argc, argv);
    msbat_network *network = make_channel();
    check_channel(network);
    write_arrhenius(network);
    check_rates();
    msbat_network_destroy(&network);
    return finish();
}

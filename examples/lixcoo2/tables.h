/* tables.h - what the chain computed, read back from its handles and written as CSV, one file for each picture. */
#ifndef TABLES_H
#define TABLES_H

#include <msbat.h>

/* Folder of the tables and context of the messages; to be called first. */
void tables_start(msbat_context *ctx, const char *folder);
void write_expansion(const msbat_ce *ce, const msbat_training *training, double li_metal_ev);
void write_phase(const char *name, const msbat_phase *phase, double temperature);
void write_hops(int64_t n, const double *e_kra_ev, const double *nu_thz, double temperature);
void write_diffusivities(int64_t n, msbat_kmc *const *kmc, const msbat_transport *jumps, double temperature);
void write_material(const msbat_material *material, double temperature);
void write_network(const char *name, const msbat_homog *homog, const msbat_tensor *tensor);
void write_slice(const msbat_image *image, const char *source);
void write_rev(const msbat_rev *rev);
void write_discharge(const msbat_cell *cell, double c_rate);
void write_timescales(const msbat_cell *cell, int64_t n, const double *c_rates);
void write_particle(const msbat_particle *particle);
void write_audit(const msbat_audit *audit);

#endif

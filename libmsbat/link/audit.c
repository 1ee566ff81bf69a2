/* audit.c - the list of objects to be audited and the entries of the last run. */
#include <math.h>
#include <string.h>

#include "link/audit_impl.h"

typedef struct audit_entry {
    const char *law; /* literal */
    const char *object;
    char *text;
    msbat_verdict verdict;
    double residual, threshold;
} audit_entry;

struct msbat_audit {
    msbat__handle handle;
    audit_item *items;
    int64_t n_items, items_capacity;
    audit_entry *entries;
    int64_t n_entries, entries_capacity;
    bool ran;
};

static void drop_entries(msbat_audit *audit)
{
    for (int64_t i = 0; i < audit->n_entries; i++) msbat__free(audit->handle.ctx, audit->entries[i].text);
    audit->n_entries = 0;
    audit->ran = false;
}

static void clear_audit(void *object)
{
    msbat_audit *audit = object;
    drop_entries(audit);
    for (int64_t i = 0; i < audit->n_items; i++) {
        msbat__free(audit->handle.ctx, audit->items[i].name);
        msbat__handle_release(audit->items[i].object);
    }
    msbat__free(audit->handle.ctx, audit->items);
    msbat__free(audit->handle.ctx, audit->entries);
}

msbat_status msbat_audit_create(msbat_context *ctx, msbat_audit **audit)
{
    if (audit) *audit = NULL;
    MSBAT__REQUIRE_HANDLE(ctx);
    MSBAT__REQUIRE(ctx, audit);
    *audit = msbat__handle_new(ctx, sizeof **audit, clear_audit, __func__);
    return *audit ? MSBAT_OK : MSBAT_ERR_MEMORY;
}

void msbat_audit_destroy(msbat_audit **audit) { msbat__handle_destroy((void **)audit); }

/* The argument that an object of the kind comes as. */
static const char *const object_name[] = {"phase",    "defects", "ce",      "kmc", "network", "homog",
                                          "material", "cell",    "particle"};

static msbat_status add_item(msbat_audit *audit, const char *function, audit_kind kind, const char *name,
                             const void *object, double temperature)
{
    MSBAT__REQUIRE_HANDLE(audit);
    msbat_context *ctx = audit->handle.ctx;
    if (!name || !object)
        return msbat__fail(ctx, MSBAT_ERR_NULL, function, "%s is NULL", name ? object_name[kind] : "name");
    void *items = audit->items;
    if (!msbat__grow(ctx, &items, audit->n_items, &audit->items_capacity, sizeof *audit->items))
        return MSBAT_ERR_MEMORY;
    audit->items = items;
    char *copy = msbat__copy_text(ctx, name);
    if (!copy) return MSBAT_ERR_MEMORY;
    drop_entries(audit);
    audit->items[audit->n_items++] = (audit_item){kind, copy, msbat__handle_retain(object), temperature};
    return MSBAT_OK;
}

static msbat_status add_at(msbat_audit *audit, const char *function, audit_kind kind, const char *name,
                           const void *object, double temperature)
{
    MSBAT__REQUIRE_HANDLE(audit);
    const msbat_context *ctx = audit->handle.ctx;
    msbat_status st = msbat__check_range(ctx, function, "temperature", "K", temperature, 0.0, INFINITY, 1);
    return st ? st : add_item(audit, function, kind, name, object, temperature);
}

msbat_status msbat_audit_add_phase(msbat_audit *audit, const char *name, const msbat_phase *phase, double temperature)
{
    return add_at(audit, __func__, AUDIT_PHASE, name, phase, temperature);
}

msbat_status msbat_audit_add_defects(msbat_audit *audit, const char *name, const msbat_defects *defects)
{
    return add_item(audit, __func__, AUDIT_DEFECTS, name, defects, 0.0);
}

msbat_status msbat_audit_add_ce(msbat_audit *audit, const char *name, const msbat_ce *ce)
{
    return add_item(audit, __func__, AUDIT_CE, name, ce, 0.0);
}

msbat_status msbat_audit_add_kmc(msbat_audit *audit, const char *name, const msbat_kmc *kmc)
{
    return add_item(audit, __func__, AUDIT_KMC, name, kmc, 0.0);
}

msbat_status msbat_audit_add_network(msbat_audit *audit, const char *name, const msbat_network *network,
                                     double temperature)
{
    return add_at(audit, __func__, AUDIT_NETWORK, name, network, temperature);
}

msbat_status msbat_audit_add_homog(msbat_audit *audit, const char *name, const msbat_homog *homog)
{
    return add_item(audit, __func__, AUDIT_HOMOG, name, homog, 0.0);
}

/* Drops the items from first on: an object is added with everything it brings along, or not at all. */
static msbat_status drop_items(msbat_audit *audit, int64_t first, msbat_status st)
{
    while (audit->n_items > first) {
        audit_item *item = &audit->items[--audit->n_items];
        msbat__free(audit->handle.ctx, item->name);
        msbat__handle_release(item->object);
    }
    return st;
}

msbat_status msbat_audit_add_material(msbat_audit *audit, const char *name, const msbat_material *material,
                                      double temperature)
{
    MSBAT__REQUIRE_HANDLE(audit);
    const msbat_phase *phase = NULL;
    int64_t first = audit->n_items;
    msbat_status st = add_at(audit, __func__, AUDIT_MATERIAL, name, material, temperature);
    if (!st) st = msbat_material_get_phase(material, &phase);
    if (!st) st = add_item(audit, __func__, AUDIT_PHASE, name, phase, temperature);
    return st ? drop_items(audit, first, st) : MSBAT_OK;
}

/* The material of one electrode, if it is set, under the name of the cell and the electrode. */
static msbat_status add_electrode(msbat_audit *audit, const char *name, const msbat_cell *cell, msbat_electrode which,
                                  double temperature)
{
    const msbat_material *material = NULL;
    char text[256];
    msbat_status st = msbat_cell_get_material(cell, which, &material);
    if (st || !material) return st;
    msbat__format(sizeof text, text, "%s (%s electrode)", name, which == MSBAT_NEGATIVE ? "negative" : "positive");
    return msbat_audit_add_material(audit, text, material, temperature);
}

msbat_status msbat_audit_add_cell(msbat_audit *audit, const char *name, const msbat_cell *cell)
{
    MSBAT__REQUIRE_HANDLE(audit);
    double temperature = 0.0;
    int64_t first = audit->n_items;
    msbat_status st = add_item(audit, __func__, AUDIT_CELL, name, cell, 0.0);
    if (!st) st = msbat_cell_get_temperature(cell, &temperature);
    if (!st) st = add_electrode(audit, name, cell, MSBAT_NEGATIVE, temperature);
    if (!st) st = add_electrode(audit, name, cell, MSBAT_POSITIVE, temperature);
    return st ? drop_items(audit, first, st) : MSBAT_OK;
}

msbat_status msbat_audit_add_particle(msbat_audit *audit, const char *name, const msbat_particle *particle)
{
    return add_item(audit, __func__, AUDIT_PARTICLE, name, particle, 0.0);
}

static msbat_status new_entry(msbat_audit *audit, const audit_entry *entry, const char *text)
{
    msbat_context *ctx = audit->handle.ctx;
    void *entries = audit->entries;
    if (!msbat__grow(ctx, &entries, audit->n_entries, &audit->entries_capacity, sizeof *entry)) return MSBAT_ERR_MEMORY;
    audit->entries = entries;
    char *copy = msbat__copy_text(ctx, text);
    if (!copy) return MSBAT_ERR_MEMORY;
    audit->entries[audit->n_entries] = *entry;
    audit->entries[audit->n_entries++].text = copy;
    return MSBAT_OK;
}

/* The law could not be evaluated: why, in the words of the call that failed. */
static msbat_status note_failure(msbat_audit *audit, const audit_item *item, const char *law, msbat_status st)
{
    char text[512], why[256] = "";
    msbat_context_get_message(msbat__context_of(item->object), sizeof why, why);
    msbat__format(sizeof text, text, "FAILS: %s: %s: %s: %s", item->name, law, msbat_status_text(st), why);
    return new_entry(audit, &(audit_entry){law, item->name, NULL, MSBAT_VERDICT_FAILS, NAN, 0.0}, text);
}

msbat_status msbat__audit_note(msbat_audit *audit, const audit_item *item, const char *law, msbat_status st,
                               double residual, double threshold, const char *meaning)
{
    char text[512];
    bool holds = residual <= threshold;
    if (st == MSBAT_ERR_MEMORY || st == MSBAT_CANCELLED) return st;
    if (st) return note_failure(audit, item, law, st);
    msbat__format(sizeof text, text, "%s: %s: %s: residual %g, threshold %g (%s)", holds ? "holds" : "FAILS",
                  item->name, law, residual, threshold, meaning);
    audit_entry entry = {law, item->name, NULL, holds ? MSBAT_VERDICT_HOLDS : MSBAT_VERDICT_FAILS, residual, threshold};
    return new_entry(audit, &entry, text);
}

msbat_status msbat__audit_skip(msbat_audit *audit, const audit_item *item, const char *law, const char *why)
{
    char text[512];
    msbat__format(sizeof text, text, "not applicable: %s: %s: %s", item->name, law, why);
    audit_entry entry = {law, item->name, NULL, MSBAT_VERDICT_NOT_APPLICABLE, 0.0, 0.0};
    return new_entry(audit, &entry, text);
}

static msbat_status audit_one(msbat_audit *audit, const audit_item *item)
{
    switch (item->kind) {
    case AUDIT_PHASE: return msbat__audit_phase(audit, item);
    case AUDIT_DEFECTS: return msbat__audit_defects(audit, item);
    case AUDIT_CE: return msbat__audit_ce(audit, item);
    case AUDIT_KMC: return msbat__audit_kmc(audit, item);
    case AUDIT_NETWORK: return msbat__audit_network(audit, item);
    case AUDIT_HOMOG: return msbat__audit_homog(audit, item);
    case AUDIT_MATERIAL: return msbat__audit_material(audit, item);
    case AUDIT_CELL: return msbat__audit_cell(audit, item);
    case AUDIT_PARTICLE: return msbat__audit_particle(audit, item);
    }
    return MSBAT_ERR_INTERNAL;
}

/* What a check could not evaluate stands in the entries: an audit that ends well leaves the message as it was. */
static msbat_status audit_quietly(msbat_audit *audit, const audit_item *item)
{
    msbat_context *ctx = msbat__context_of(item->object);
    char before[512];
    (void)msbat_context_get_message(ctx, sizeof before, before);
    msbat_status st = audit_one(audit, item);
    return st ? st : msbat_context_report(ctx, MSBAT_OK, before);
}

msbat_status msbat_audit_run(msbat_audit *audit)
{
    MSBAT__REQUIRE_HANDLE(audit);
    msbat_status st = MSBAT_OK;
    drop_entries(audit);
    for (int64_t i = 0; i < audit->n_items && !st; i++) {
        st = audit_quietly(audit, &audit->items[i]);
        if (!st) st = msbat__progress(audit->handle.ctx, (double)(i + 1) / (double)audit->n_items);
    }
    if (st) drop_entries(audit);
    else audit->ran = true;
    return st;
}

msbat_status msbat_audit_get_count(const msbat_audit *audit, int64_t *n_entries, int64_t *n_failed)
{
    MSBAT__REQUIRE_HANDLE(audit);
    if (!audit->ran) return msbat__fail(audit->handle.ctx, MSBAT_ERR_STATE, __func__, "msbat_audit_run comes first");
    int64_t failed = 0;
    for (int64_t i = 0; i < audit->n_entries; i++) failed += audit->entries[i].verdict == MSBAT_VERDICT_FAILS;
    if (n_entries) *n_entries = audit->n_entries;
    if (n_failed) *n_failed = failed;
    return MSBAT_OK;
}

static msbat_status find_entry(const msbat_audit *audit, const char *function, int64_t entry, const audit_entry **found)
{
    MSBAT__REQUIRE_HANDLE(audit);
    if (!audit->ran) return msbat__fail(audit->handle.ctx, MSBAT_ERR_STATE, function, "msbat_audit_run comes first");
    msbat_status st = msbat__check_count(audit->handle.ctx, function, "entry", entry, 0, audit->n_entries - 1);
    if (!st) *found = &audit->entries[entry];
    return st;
}

msbat_status msbat_audit_get_entry(const msbat_audit *audit, int64_t entry, const char **law, const char **object,
                                   msbat_verdict *verdict)
{
    const audit_entry *e = NULL;
    msbat_status st = find_entry(audit, __func__, entry, &e);
    if (st) return st;
    if (law) *law = e->law;
    if (object) *object = e->object;
    if (verdict) *verdict = e->verdict;
    return MSBAT_OK;
}

msbat_status msbat_audit_get_residual(const msbat_audit *audit, int64_t entry, double *residual, double *threshold)
{
    const audit_entry *e = NULL;
    msbat_status st = find_entry(audit, __func__, entry, &e);
    if (st) return st;
    if (residual) *residual = e->residual;
    if (threshold) *threshold = e->threshold;
    return MSBAT_OK;
}

msbat_status msbat_audit_get_text(const msbat_audit *audit, int64_t entry, const char **text)
{
    const audit_entry *e = NULL;
    msbat_status st = find_entry(audit, __func__, entry, &e);
    if (st) return st;
    MSBAT__REQUIRE(audit->handle.ctx, text);
    *text = e->text;
    return MSBAT_OK;
}

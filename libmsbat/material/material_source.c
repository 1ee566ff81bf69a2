/* material_source.c - the kind and text of a number's origin, shared by every object of the module. */
#include "material/material_impl.h"

msbat_status msbat__source_set(const msbat_context *ctx, const char *function, msbat__source *source,
                               msbat_source_kind kind, const char *text)
{
    if (!text) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "source is NULL");
    if ((int)kind < 0 || kind > MSBAT_SOURCE_ILLUSTRATIVE)
        return msbat__fail(ctx, MSBAT_ERR_ARGUMENT, function, "source kind %d is unknown; 0 to %d are defined",
                           (int64_t)(int)kind, (int64_t)MSBAT_SOURCE_ILLUSTRATIVE);
    char *copy = msbat__copy_text(ctx, text);
    if (!copy) return MSBAT_ERR_MEMORY;
    msbat__free(ctx, source->text);
    source->text = copy;
    source->kind = kind;
    return MSBAT_OK;
}

msbat_status msbat__source_get(const msbat_context *ctx, const char *function, const msbat__source *source,
                               msbat_source_kind *kind, const char **text)
{
    if (!kind || !text) return msbat__fail(ctx, MSBAT_ERR_NULL, function, "%s is NULL", kind ? "source" : "kind");
    *kind = source->kind;
    *text = source->text ? source->text : "";
    return MSBAT_OK;
}

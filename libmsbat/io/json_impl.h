/* json_impl.h - the inside of msbat_json. */
#ifndef MSBAT_IO_JSON_IMPL_H
#define MSBAT_IO_JSON_IMPL_H

#include <jansson.h>

#include "io_impl.h"

struct msbat_json {
    msbat_context *ctx;                 /* retained */
    json_t *root;
};

msbat_status msbat__json_load(msbat_context *ctx, const char *function, const char *path, msbat_json **json);

#endif

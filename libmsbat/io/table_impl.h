/* table_impl.h - the inside of msbat_table, for its reader and writer. */
#ifndef MSBAT_IO_TABLE_IMPL_H
#define MSBAT_IO_TABLE_IMPL_H

#include "io_impl.h"

typedef struct table_column {
    char *name, *unit;
    double *values;                     /* of a column of numbers, else NULL */
    char **texts;                       /* of a column of texts, else NULL */
} table_column;

struct msbat_table {
    msbat_context *ctx;                 /* retained */
    table_column *columns;
    int64_t n_columns, capacity, n_rows;
    char *comment;                      /* or NULL */
};

/* A new column of numbers or texts, zeroed, n_rows long; NULL after running out of memory. */
table_column *msbat__table_new_column(msbat_table *table, msbat__io_span name, msbat__io_span unit, bool numbers);

#endif

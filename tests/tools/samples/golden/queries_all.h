/* Made by sql2c: every statement, so that a test can prepare them all. */
#ifndef QUERIES_ALL_H
#define QUERIES_ALL_H

#include "queries_count.h"
#include "store/db.h"

extern const struct db_query *const queries_all[QUERY_COUNT + 1]; /* NULL ends it */

#endif

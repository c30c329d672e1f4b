/* Input structs and handlers of the rows in attest.def. */
#ifndef TASUKI_DOMAIN_ATTEST_ATTEST_ROWS_H
#define TASUKI_DOMAIN_ATTEST_ATTEST_ROWS_H

#include "json/shape.h"

extern const char *const attest_answers[];

#define SHAPE_FILE "domain/attest/attest.def"
#include "json/shape_struct.h"

#endif

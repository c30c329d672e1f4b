/* Input structs and handlers of the rows in factor.def. */
#ifndef TASUKI_DOMAIN_FACTOR_FACTOR_ROWS_H
#define TASUKI_DOMAIN_FACTOR_FACTOR_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/factor/factor.def"
#include "json/shape_struct.h"

#endif

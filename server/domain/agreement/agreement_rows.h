/* Input structs and handlers of the rows in agreement.def. */
#ifndef TASUKI_DOMAIN_AGREEMENT_AGREEMENT_ROWS_H
#define TASUKI_DOMAIN_AGREEMENT_AGREEMENT_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/agreement/agreement.def"
#include "json/shape_struct.h"

#endif

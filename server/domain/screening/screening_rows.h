/* Handlers of the rows in screening.def. */
#ifndef TASUKI_DOMAIN_SCREENING_SCREENING_ROWS_H
#define TASUKI_DOMAIN_SCREENING_SCREENING_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/screening/screening.def"
#include "json/shape_struct.h"

#endif

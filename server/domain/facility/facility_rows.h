/* Handlers of the rows in facility.def. */
#ifndef TASUKI_DOMAIN_FACILITY_FACILITY_ROWS_H
#define TASUKI_DOMAIN_FACILITY_FACILITY_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/facility/facility.def"
#include "json/shape_struct.h"

#endif

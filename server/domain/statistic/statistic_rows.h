/* Handlers of the rows in statistic.def. */
#ifndef TASUKI_DOMAIN_STATISTIC_STATISTIC_ROWS_H
#define TASUKI_DOMAIN_STATISTIC_STATISTIC_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/statistic/statistic.def"
#include "json/shape_struct.h"

#endif

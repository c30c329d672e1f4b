/* Handlers of the rows in change.def. */
#ifndef TASUKI_DOMAIN_CHANGE_CHANGE_ROWS_H
#define TASUKI_DOMAIN_CHANGE_CHANGE_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/change/change.def"
#include "json/shape_struct.h"

#endif

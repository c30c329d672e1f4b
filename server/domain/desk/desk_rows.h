/* Handlers of the rows in desk.def. */
#ifndef TASUKI_DOMAIN_DESK_DESK_ROWS_H
#define TASUKI_DOMAIN_DESK_DESK_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/desk/desk.def"
#include "json/shape_struct.h"

#endif

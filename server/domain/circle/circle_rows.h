/* Input structs and handlers of the rows in circle.def. */
#ifndef TASUKI_DOMAIN_CIRCLE_CIRCLE_ROWS_H
#define TASUKI_DOMAIN_CIRCLE_CIRCLE_ROWS_H

#include "json/shape.h"

extern const char *const circle_entries[];
extern const char *const circle_roles[];

#define SHAPE_FILE "domain/circle/circle.def"
#include "json/shape_struct.h"

#endif

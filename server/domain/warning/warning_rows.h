/* Input structs and handlers of the rows in warning.def. */
#ifndef TASUKI_DOMAIN_WARNING_WARNING_ROWS_H
#define TASUKI_DOMAIN_WARNING_WARNING_ROWS_H

#include "json/shape.h"

extern const char *const warning_kinds[];

#define SHAPE_FILE "domain/warning/warning.def"
#include "json/shape_struct.h"

#endif

/* Input structs and handlers of the rows in stop.def. */
#ifndef TASUKI_DOMAIN_STOP_STOP_ROWS_H
#define TASUKI_DOMAIN_STOP_STOP_ROWS_H

#include "json/shape.h"

extern const char *const stop_reasons[];

#define SHAPE_FILE "domain/stop/stop.def"
#include "json/shape_struct.h"

#endif

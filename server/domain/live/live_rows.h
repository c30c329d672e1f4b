/* Input structs and handlers of the rows in live.def. */
#ifndef TASUKI_DOMAIN_LIVE_LIVE_ROWS_H
#define TASUKI_DOMAIN_LIVE_LIVE_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/live/live.def"
#include "json/shape_struct.h"

#endif

/* Input structs and handlers of the rows in handover.def. */
#ifndef TASUKI_DOMAIN_HANDOVER_HANDOVER_ROWS_H
#define TASUKI_DOMAIN_HANDOVER_HANDOVER_ROWS_H

#include "domain/space/space_rows.h"
#include "json/shape.h"

#define SHAPE_FILE "domain/handover/handover.def"
#include "json/shape_struct.h"

#endif

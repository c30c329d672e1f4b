/* Input structs and handlers of the rows in draft.def. */
#ifndef TASUKI_DOMAIN_DRAFT_DRAFT_ROWS_H
#define TASUKI_DOMAIN_DRAFT_DRAFT_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/draft/draft.def"
#include "json/shape_struct.h"

#endif

/* Input structs and handlers of the rows in tie.def. */
#ifndef TASUKI_DOMAIN_TIE_TIE_ROWS_H
#define TASUKI_DOMAIN_TIE_TIE_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/tie/tie.def"
#include "json/shape_struct.h"

#endif

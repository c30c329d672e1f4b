/* Input structs and handlers of the rows in session.def. */
#ifndef TASUKI_DOMAIN_SESSION_SESSION_ROWS_H
#define TASUKI_DOMAIN_SESSION_SESSION_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/session/session.def"
#include "json/shape_struct.h"

#endif

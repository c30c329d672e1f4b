/* Handlers of the rows in inbox.def. */
#ifndef TASUKI_DOMAIN_INBOX_INBOX_ROWS_H
#define TASUKI_DOMAIN_INBOX_INBOX_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/inbox/inbox.def"
#include "json/shape_struct.h"

#endif

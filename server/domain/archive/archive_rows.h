/* Input structs and handlers of the rows in archive.def. */
#ifndef TASUKI_DOMAIN_ARCHIVE_ARCHIVE_ROWS_H
#define TASUKI_DOMAIN_ARCHIVE_ARCHIVE_ROWS_H

#include "json/shape.h"

extern const char *const archive_reason_words[]; /* death moved ended other, NULL */

#define SHAPE_FILE "domain/archive/archive.def"
#include "json/shape_struct.h"

#endif

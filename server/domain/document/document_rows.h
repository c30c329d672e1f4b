/* Input structs and handlers of the rows in document.def. */
#ifndef TASUKI_DOMAIN_DOCUMENT_DOCUMENT_ROWS_H
#define TASUKI_DOMAIN_DOCUMENT_DOCUMENT_ROWS_H

#include "json/shape.h"

extern const char *const document_kinds[];

#define SHAPE_FILE "domain/document/document.def"
#include "json/shape_struct.h"

#endif

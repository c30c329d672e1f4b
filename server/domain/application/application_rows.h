/* Input structs and handlers of the rows in application.def. */
#ifndef TASUKI_DOMAIN_APPLICATION_APPLICATION_ROWS_H
#define TASUKI_DOMAIN_APPLICATION_APPLICATION_ROWS_H

#include "json/shape.h"

extern const char *const application_kinds[];
extern const char *const application_professions[];

#define SHAPE_FILE "domain/application/application.def"
#include "json/shape_struct.h"

#endif

/* Input structs and handlers of the rows in staff.def. */
#ifndef TASUKI_DOMAIN_STAFF_STAFF_ROWS_H
#define TASUKI_DOMAIN_STAFF_STAFF_ROWS_H

#include "domain/application/application_rows.h"
#include "json/shape.h"

#define SHAPE_FILE "domain/staff/staff.def"
#include "json/shape_struct.h"

#endif

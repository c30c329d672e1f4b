/* Input structs and handlers of the rows in password.def. */
#ifndef TASUKI_DOMAIN_PASSWORD_PASSWORD_ROWS_H
#define TASUKI_DOMAIN_PASSWORD_PASSWORD_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/password/password.def"
#include "json/shape_struct.h"

#endif

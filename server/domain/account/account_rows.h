/* Handlers of the rows in account.def. */
#ifndef TASUKI_DOMAIN_ACCOUNT_ACCOUNT_ROWS_H
#define TASUKI_DOMAIN_ACCOUNT_ACCOUNT_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/account/account.def"
#include "json/shape_struct.h"

#endif

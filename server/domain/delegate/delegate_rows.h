/* Input structs and handlers of the rows in delegate.def. */
#ifndef TASUKI_DOMAIN_DELEGATE_DELEGATE_ROWS_H
#define TASUKI_DOMAIN_DELEGATE_DELEGATE_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/delegate/delegate.def"
#include "json/shape_struct.h"

#endif

/* Input structs and handlers of the rows in public.def. */
#ifndef TASUKI_DOMAIN_PUBLIC_PUBLIC_ROWS_H
#define TASUKI_DOMAIN_PUBLIC_PUBLIC_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/public/public.def"
#include "json/shape_struct.h"

#endif

/* Input structs and handlers of the rows in activation.def. */
#ifndef TASUKI_DOMAIN_ACTIVATION_ACTIVATION_ROWS_H
#define TASUKI_DOMAIN_ACTIVATION_ACTIVATION_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/activation/activation.def"
#include "json/shape_struct.h"

#endif

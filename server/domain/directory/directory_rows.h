/* Handlers of the rows in directory.def. */
#ifndef TASUKI_DOMAIN_DIRECTORY_DIRECTORY_ROWS_H
#define TASUKI_DOMAIN_DIRECTORY_DIRECTORY_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/directory/directory.def"
#include "json/shape_struct.h"

#endif

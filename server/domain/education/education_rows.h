/* Input structs and handlers of the rows in education.def. */
#ifndef TASUKI_DOMAIN_EDUCATION_EDUCATION_ROWS_H
#define TASUKI_DOMAIN_EDUCATION_EDUCATION_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/education/education.def"
#include "json/shape_struct.h"

#endif

/* Input structs and handlers of the rows in family.def. */
#ifndef TASUKI_DOMAIN_FAMILY_FAMILY_ROWS_H
#define TASUKI_DOMAIN_FAMILY_FAMILY_ROWS_H

#include "json/shape.h"

extern const char *const kin_identified_words[]; /* met phone, NULL */

#define SHAPE_FILE "domain/family/family.def"
#include "json/shape_struct.h"

#endif

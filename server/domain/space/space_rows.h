/* Input structs and handlers of the rows in space.def. */
#ifndef TASUKI_DOMAIN_SPACE_SPACE_ROWS_H
#define TASUKI_DOMAIN_SPACE_SPACE_ROWS_H

#include "json/shape.h"

extern const char *const space_sex_words[];       /* female male other, NULL */
extern const char *const instruction_way_words[]; /* oral phone fax letter, NULL */

#define SHAPE_FILE "domain/space/space.def"
#include "json/shape_struct.h"

#endif

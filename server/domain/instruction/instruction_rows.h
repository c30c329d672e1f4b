/* Input structs and handlers of the rows in instruction.def. */
#ifndef TASUKI_DOMAIN_INSTRUCTION_INSTRUCTION_ROWS_H
#define TASUKI_DOMAIN_INSTRUCTION_INSTRUCTION_ROWS_H

#include "json/shape.h"

extern const char *const instruction_answer_words[]; /* confirmed refused, NULL */

#define SHAPE_FILE "domain/instruction/instruction.def"
#include "json/shape_struct.h"

#endif

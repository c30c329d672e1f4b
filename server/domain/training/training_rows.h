/* Input structs and handlers of the rows in training.def. */
#ifndef TASUKI_DOMAIN_TRAINING_TRAINING_ROWS_H
#define TASUKI_DOMAIN_TRAINING_TRAINING_ROWS_H

#include "json/shape.h"

extern const char *const training_kinds[];

#define SHAPE_FILE "domain/training/training.def"
#include "json/shape_struct.h"

#endif

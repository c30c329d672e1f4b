/* Input structs and handlers of the rows in gate.def. */
#ifndef TASUKI_DOMAIN_GATE_GATE_ROWS_H
#define TASUKI_DOMAIN_GATE_GATE_ROWS_H

#include "json/shape.h"

extern const char *const gate_training_ways[];

#define SHAPE_FILE "domain/gate/gate.def"
#include "json/shape_struct.h"

#endif

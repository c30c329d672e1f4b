/* Handlers of the rows in ledger.def. */
#ifndef TASUKI_DOMAIN_LEDGER_LEDGER_ROWS_H
#define TASUKI_DOMAIN_LEDGER_LEDGER_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/ledger/ledger.def"
#include "json/shape_struct.h"

#endif

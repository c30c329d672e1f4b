/* Input structs and handlers of the rows in consent.def. */
#ifndef TASUKI_DOMAIN_CONSENT_CONSENT_ROWS_H
#define TASUKI_DOMAIN_CONSENT_CONSENT_ROWS_H

#include "json/shape.h"

extern const char *const consent_kind_words[]; /* signed prior, NULL */

#define SHAPE_FILE "domain/consent/consent.def"
#include "json/shape_struct.h"

#endif

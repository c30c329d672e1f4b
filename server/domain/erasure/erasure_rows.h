/* Input structs and handlers of the rows in erasure.def. */
#ifndef TASUKI_DOMAIN_ERASURE_ERASURE_ROWS_H
#define TASUKI_DOMAIN_ERASURE_ERASURE_ROWS_H

#include "json/shape.h"

extern const char *const erasure_ways[];             /* paper phone, NULL */
extern const char *const erasure_steps[];            /* called checked, NULL */
extern const char *const erasure_check_ways[];       /* in_person letter phone, NULL */
extern const char *const erasure_holds[];            /* transcription dispute other, NULL */
extern const char *const erasure_ends[];             /* withdrawn not_confirmed mistake, NULL */
extern const char *const erasure_decisions[];        /* go_on stop, NULL */
extern const char *const erasure_decision_reasons[]; /* patient_wish no_reason record_needed dispute other, NULL */

#define SHAPE_FILE "domain/erasure/erasure.def"
#include "json/shape_struct.h"

#endif

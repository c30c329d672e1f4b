/* What other nouns read of complete deletions. */
#ifndef TASUKI_DOMAIN_ERASURE_ERASURE_H
#define TASUKI_DOMAIN_ERASURE_ERASURE_H

#include "db/row.h"
#include "domain/erasure/erasure_next.h"

/* From the columns state, attached, confirmed, called, checked, answered, clear, held, due_at, objected_at, which begin at `first`. */
struct erasure_stand erasure_stand_read(const struct rows *r, int i, int first);

#endif

/*
 * Patient text (protected health information). A type of its own, so that it cannot be logged (log.h has no field for it) and
 * cannot be bound to a statement (db/bind.h has no parameter for it): the only ways out are crypt/sealed.h and the answer to a
 * member (json/out.h).
 */
#ifndef TASUKI_BASE_PHI_H
#define TASUKI_BASE_PHI_H

#include "base/str.h"

struct phi {
	struct str text; /* borrowed; lives in a call's arena, which is wiped */
};

#endif

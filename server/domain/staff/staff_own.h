/* What the files of this noun share. */
#ifndef TASUKI_DOMAIN_STAFF_STAFF_OWN_H
#define TASUKI_DOMAIN_STAFF_STAFF_OWN_H

#include "call/call.h"

/* The word that one of the staff functions of the schema answers: OK, or the call ends with its error and leaves an audit row. */
enum err staff_settled(struct call *c, const struct rows *r);

#endif

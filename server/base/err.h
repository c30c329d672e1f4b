/* Expected and operational errors, one enum for the whole program; impossible states are check.h's business. */
#ifndef TASUKI_BASE_ERR_H
#define TASUKI_BASE_ERR_H

#define MUST_USE __attribute__((warn_unused_result))

enum err {
#define ERR(name, status, sentence) ERR_##name,
#include "base/err.def"
#undef ERR
	ERR_COUNT
};

/* The stable lower-case code that goes on the wire, e.g. "not_found". Static storage. */
const char *err_code(enum err e);
/* HTTP status for an answer that carries this error. */
int err_status(enum err e);
/* One English sentence, impersonal, without the request's data. Static storage. */
const char *err_sentence(enum err e);

#endif

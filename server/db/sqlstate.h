/* What PostgreSQL's five-letter error codes mean to a caller. Internal to db/. */
#ifndef TASUKI_DB_SQLSTATE_H
#define TASUKI_DB_SQLSTATE_H

#include "base/err.h"

/* state NULL (libpq made the error itself: the connection is gone) = DATABASE_DOWN. Never OK. */
enum err sqlstate_err(const char *state);

#endif

/* Which part of a file a Range field asks for (RFC 9110 §14). Pure. */
#ifndef TASUKI_NET_RANGE_H
#define TASUKI_NET_RANGE_H

#include "base/str.h"

#include <stdint.h>

enum range_kind { RANGE_ALL, RANGE_PART, RANGE_REFUSED };

/*
 * value {NULL, 0}: no field. What is no single range of bytes in good form is not looked at, as the standard allows: all of the file. REFUSED: in good form,
 * but nothing of a file of this size lies there. Sets *from_r and *n_r but when it is refused.
 */
enum range_kind range_read(struct str value, int64_t size, int64_t *from_r, int64_t *n_r);

#endif

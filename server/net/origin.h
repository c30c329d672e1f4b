/* Who may ask: the exact Origin check. Pure. */
#ifndef TASUKI_NET_ORIGIN_H
#define TASUKI_NET_ORIGIN_H

#include "net/head.h"

/* True when the head has exactly one Origin field and it equals one of the origins (NULL-terminated) byte for byte. */
bool origin_known(const char *const *origins, const struct head *h);

#endif

/* The table of all routes. */
#ifndef TASUKI_DOMAIN_ROUTES_H
#define TASUKI_DOMAIN_ROUTES_H

#include "call/call.h"

struct route_table routes_all(void);

#endif

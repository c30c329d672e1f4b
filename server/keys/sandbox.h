/* The system calls the key holder needs once it serves, and no other. */
#ifndef TASUKI_KEYS_SANDBOX_H
#define TASUKI_KEYS_SANDBOX_H

#include "base/err.h"

/*
 * For good, for all threads (they must exist already). What would reach the network, another process or another program ends the
 * process; everything else that is not listed fails with EPERM. INTERNAL: the kernel would not have it.
 */
MUST_USE enum err sandbox_enter(void);

#endif

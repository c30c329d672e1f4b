/* Random bytes from the kernel. Fails closed: a process that gets none ends. */
#ifndef TASUKI_BASE_RAND_H
#define TASUKI_BASE_RAND_H

#include <stddef.h>

void rand_bytes(void *out, size_t n);

#endif

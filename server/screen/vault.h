/* One growing piece of memory straight from the kernel: locked and left out of core dumps where it is secret, wiped before it goes. */
#ifndef TASUKI_SCREEN_VAULT_H
#define TASUKI_SCREEN_VAULT_H

#include <stdbool.h>
#include <stddef.h>

struct vault {
	void *p;
	size_t n;    /* bytes that may be used */
	bool secret; /* set by the owner before the first use */
	bool locked; /* the limit on locked memory allowed it */
};

/* Makes at least n bytes usable; what was there stays, what is new is zero. Out of memory ends the process. */
void vault_grow(struct vault *v, size_t n);
/* Wipes and gives back; an empty vault afterwards. */
void vault_empty(struct vault *v);

#endif

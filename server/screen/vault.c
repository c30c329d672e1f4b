#include "screen/vault.h"

#include "base/check.h"

#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096, HUGE = 4 << 20 };

void vault_grow(struct vault *v, size_t n)
{
	struct vault grown = {.secret = v->secret};

	if (n <= v->n)
		return;
	check(n < (size_t)1 << 40);
	grown.n = (n + PAGE - 1) & ~(size_t)(PAGE - 1);
	grown.p = mmap(NULL, grown.n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	check(grown.p != MAP_FAILED);
	if (grown.n >= HUGE)
		(void)madvise(grown.p, grown.n, MADV_HUGEPAGE); /* looked at in no order: fewer pages, fewer misses */
	if (v->secret) {
		grown.locked = mlock2(grown.p, grown.n, MLOCK_ONFAULT) == 0;
		(void)madvise(grown.p, grown.n, MADV_DONTDUMP);
	}
	if (v->n > 0)
		memcpy(grown.p, v->p, v->n);
	vault_empty(v);
	*v = grown;
}

void vault_empty(struct vault *v)
{
	bool secret = v->secret;

	if (v->p != NULL) {
		if (secret)
			explicit_bzero(v->p, v->n);
		check(munmap(v->p, v->n) == 0);
	}
	*v = (struct vault){.secret = secret};
}

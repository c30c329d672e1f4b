#include "crypt/hasher.h"

#include "base/check.h"

#include <argon2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define HASHER_MAGIC 0x68617368u

struct memory {
	unsigned char *p;
	size_t n;
};

struct hasher {
	unsigned magic;
	struct memory own;
};

/* argon2's allocation callback has no argument of its own: this is it, for the length of one hasher_run on this thread. */
static _Thread_local const struct memory *lent;

static struct memory memory_map(size_t n)
{
	void *p = mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return (struct memory){NULL, 0};
	/* Both only help: huge pages save time, a dump would hold a hash in the making. */
	(void)madvise(p, n, MADV_HUGEPAGE);
	(void)madvise(p, n, MADV_DONTDUMP);
	memset(p, 0, n);
	return (struct memory){p, n};
}

static void memory_unmap(struct memory *m)
{
	if (m->p != NULL)
		check(munmap(m->p, m->n) == 0);
	*m = (struct memory){NULL, 0};
}

struct hasher *hasher_create(unsigned memory_kib)
{
	struct memory own = memory_map((size_t)memory_kib * 1024);
	struct hasher *h;

	if (own.p == NULL)
		return NULL;
	h = calloc(1, sizeof(*h));
	check(h != NULL);
	h->magic = HASHER_MAGIC;
	h->own = own;
	return h;
}

void hasher_destroy(struct hasher **h)
{
	check(h != NULL);
	if (*h == NULL)
		return;
	check_magic(*h, HASHER_MAGIC);
	memory_unmap(&(*h)->own);
	free(*h);
	*h = NULL;
}

static int lend(uint8_t **memory, size_t n)
{
	check(lent != NULL && n <= lent->n);
	*memory = lent->p;
	return ARGON2_OK;
}

/* The library has wiped the memory before this (the test looks). */
static void take_back(uint8_t *memory, size_t n) /* NOLINT(readability-non-const-parameter): the library's type */
{
	check(lent != NULL && memory == lent->p && n <= lent->n);
}

static void run_with(const struct memory *m, struct str password, struct phc *p)
{
	argon2_context c = {
		.out = p->hash,
		.outlen = (uint32_t)p->hash_n,
		.pwd = (uint8_t *)(uintptr_t)password.p,
		.pwdlen = (uint32_t)password.n,
		.salt = p->salt,
		.saltlen = (uint32_t)p->salt_n,
		.t_cost = p->passes,
		.m_cost = p->memory_kib,
		.lanes = p->lanes,
		.threads = 1,
		.version = ARGON2_VERSION_13,
		.allocate_cbk = lend,
		.free_cbk = take_back,
		.flags = ARGON2_DEFAULT_FLAGS,
	};

	lent = m;
	check(argon2id_ctx(&c) == ARGON2_OK);
	lent = NULL;
}

enum err hasher_run(struct hasher *h, struct str password, struct phc *p)
{
	size_t need = (size_t)p->memory_kib * 1024;
	struct memory once;

	check_magic(h, HASHER_MAGIC);
	check(password.n < 1 << 20 && p->salt_n >= 8 && p->hash_n >= 16);
	if (need <= h->own.n) {
		run_with(&h->own, password, p);
		return ERR_OK;
	}
	once = memory_map(need);
	if (once.p == NULL)
		return ERR_BUSY;
	run_with(&once, password, p);
	memory_unmap(&once);
	return ERR_OK;
}

const unsigned char *hasher_memory(const struct hasher *h, size_t *n_r)
{
	check_magic(h, HASHER_MAGIC);
	*n_r = h->own.n;
	return h->own.p;
}

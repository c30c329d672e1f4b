#include "crypt/argon2id.h"

#include "base/check.h"

#include <errno.h>
#include <sodium.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Thread_local bool hashing;

void *map_for_library(void *at, size_t n, int prot, int flags, int fd, off_t offset) __asm__("mmap");

/*
 * The library maps its memory anew for each hash, and in pages of 4 KiB the faults cost half as much as the hashing. What the
 * program defines under the name mmap is what its libraries call (docs/decisions/0009): during a hash the memory is asked for in
 * huge pages and kept out of dumps; at all other times this is the system call and nothing else.
 */
void *map_for_library(void *at, size_t n, int prot, int flags, int fd, off_t offset)
{
	long p = syscall(SYS_mmap, at, n, prot, hashing ? flags & ~MAP_POPULATE : flags, fd, offset);

	if (hashing && p != -1) {
		(void)madvise((void *)p, n, MADV_HUGEPAGE);
		(void)madvise((void *)p, n, MADV_DONTDUMP);
	}
	return (void *)p;
}

enum err argon2id(struct str password, struct phc *p)
{
	int failed;

	_Static_assert(PHC_SALT == crypto_pwhash_argon2id_SALTBYTES, "the only size of salt the library takes");
	check(sodium_init() >= 0); /* chooses the code for this processor, once */
	hashing = true;
	failed = crypto_pwhash_argon2id(p->hash, PHC_HASH, password.p, password.n, p->salt, p->passes,
					(size_t)p->memory_kib * 1024, crypto_pwhash_argon2id_ALG_ARGON2ID13);
	hashing = false;
	check(!failed || errno == ENOMEM);
	return failed ? ERR_BUSY : ERR_OK;
}

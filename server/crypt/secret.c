#include "crypt/secret.h"

#include "base/check.h"

#include <openssl/crypto.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

enum secret_lock secret_init(size_t size)
{
	int got;

	check(size >= 4096 && (size & (size - 1)) == 0);
	check(!CRYPTO_secure_malloc_initialized());
	got = CRYPTO_secure_malloc_init(size, 32);
	check(got != 0);
	return got == 1 ? SECRET_LOCKED : SECRET_UNLOCKED;
}

bool secret_harden(size_t room)
{
	struct rlimit none = {0, 0}, locked;

	check(prctl(PR_SET_DUMPABLE, 0) == 0);
	check(setrlimit(RLIMIT_CORE, &none) == 0);
	check(getrlimit(RLIMIT_MEMLOCK, &locked) == 0);
	/* Over the limit a later mmap would fail in the middle of work: then only the heap is locked. */
	if (locked.rlim_cur != RLIM_INFINITY && locked.rlim_cur < room)
		return false;
	return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0;
}

void *secret_alloc(size_t n)
{
	return OPENSSL_secure_zalloc(n);
}

void secret_free(void *p, size_t n)
{
	OPENSSL_secure_clear_free(p, n);
}

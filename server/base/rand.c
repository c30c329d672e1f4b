#include "base/rand.h"

#include "base/check.h"

#include <errno.h>
#include <sys/random.h>
#include <sys/types.h>

void rand_bytes(void *out, size_t n)
{
	unsigned char *p = out;

	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		check(got > 0);
		p += got;
		n -= (size_t)got;
	}
}

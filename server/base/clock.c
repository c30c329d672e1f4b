#include "base/clock.h"

#include "base/check.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

/* Process-wide by nature: one mapping of one file, written by a test, read here. */
static const volatile int64_t *offset;

bool clock_init(void)
{
	const char *path = getenv("TASUKI_CLOCK_FILE");
	int fd;
	void *map;

	if (path == NULL || offset != NULL)
		return offset != NULL;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	map = mmap(NULL, sizeof(*offset), PROT_READ, MAP_SHARED, fd, 0);
	(void)close(fd);
	if (map == MAP_FAILED)
		return false;
	offset = map;
	return true;
}

static int64_t read_ms(clockid_t id)
{
	struct timespec t;

	check(clock_gettime(id, &t) == 0);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + (offset ? *offset : 0);
}

int64_t clock_ms(void)
{
	return read_ms(CLOCK_REALTIME);
}

int64_t clock_steady_ms(void)
{
	return read_ms(CLOCK_MONOTONIC);
}

void clock_format(int64_t ms, char out[25])
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm t;
	char day[32];

	check(gmtime_r(&seconds, &t) != NULL);
	check(strftime(day, sizeof(day), "%Y-%m-%dT%H:%M:%S", &t) == 19);
	(void)snprintf(out, 25, "%.19s.%03uZ", day, (unsigned)(ms % 1000) % 1000);
}

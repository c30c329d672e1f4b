#include "crypt/secret.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* The flags of the mapping that holds p, as /proc tells them ("lo" locked, "dd" not dumped). */
static void find_flags(const void *p, char out[256])
{
	FILE *f = fopen("/proc/self/smaps", "re");
	char line[256];
	int inside = 0;

	assert_non_null(f);
	out[0] = '\0';
	while (fgets(line, sizeof(line), f) != NULL) {
		char *dash, *end;
		unsigned long from = strtoul(line, &dash, 16), to = *dash == '-' ? strtoul(dash + 1, &end, 16) : 0;

		if (*dash == '-' && *end == ' ')
			inside = (unsigned long)p >= from && (unsigned long)p < to;
		if (inside && strncmp(line, "VmFlags:", 8) == 0)
			(void)snprintf(out, 256, "%s", line);
	}
	(void)fclose(f);
}

static void test_heap(void **state)
{
	enum secret_lock got;
	char flags[256];
	unsigned char *p = secret_alloc(64);

	(void)state;
	assert_non_null(p); /* the ordinary heap, before */
	secret_free(p, 64);
	got = secret_init(65536);
	p = secret_alloc(64);
	assert_non_null(p);
	for (int i = 0; i < 64; i++)
		assert_int_equal(p[i], 0);
	find_flags(p, flags);
	assert_non_null(strstr(flags, " dd"));
	if (got == SECRET_LOCKED)
		assert_non_null(strstr(flags, " lo"));
	secret_free(p, 64);
	secret_free(NULL, 64);
	assert_null(secret_alloc(1 << 20)); /* full, and no silent ordinary memory */
}

/* In a child: a process cannot become dumpable-by-accident again, and the test must be able to be traced. */
static int harden(void)
{
	struct rlimit core;

	(void)secret_harden(SIZE_MAX);
	if (prctl(PR_GET_DUMPABLE) != 0)
		return 2;
	if (getrlimit(RLIMIT_CORE, &core) != 0 || core.rlim_max != 0)
		return 3;
	return 0;
}

static void test_harden(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0)
		_exit(harden());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_harden), cmocka_unit_test(test_heap)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The comparator: libargon2's own call, 64 MiB and 3 passes as the server's default, verified again and again.
 *
 *   argon2_plain TIMES [MEMORY_KIB [PASSES]]      prints CPU milliseconds a verification
 */
#include <argon2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double cpu_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
	static const char password[] = "asagao7himawari7", salt[] = "0123456789abcdef";
	int times = argc > 1 ? atoi(argv[1]) : 10;
	uint32_t kib = argc > 2 ? (uint32_t)atoi(argv[2]) : 65536, passes = argc > 3 ? (uint32_t)atoi(argv[3]) : 3;
	char phc[256];
	double began;

	if (argon2id_hash_encoded(passes, kib, 1, password, strlen(password), salt, strlen(salt), 32, phc, sizeof(phc)) != ARGON2_OK)
		return 1;
	began = cpu_ms();
	for (int i = 0; i < times; i++)
		if (argon2id_verify(phc, password, strlen(password)) != ARGON2_OK)
			return 1;
	(void)printf("%.3f\n", (cpu_ms() - began) / times);
	return 0;
}

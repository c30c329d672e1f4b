#include "backup/manifest.h"

#include "base/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is read is written back to the same text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = {(const char *)data, size}, why = {NULL, 0};
	struct arena *a = arena_create(1024);
	struct buf again = {0};
	struct manifest m;

	if (manifest_parse(a, in, &m, &why)) {
		manifest_put(&again, &m);
		check(str_eq(buf_str(&again), in));
	} else {
		check(why.p != NULL);
	}
	buf_finish(&again);
	arena_destroy(&a);
	return 0;
}

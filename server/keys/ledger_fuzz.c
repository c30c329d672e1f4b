#include "keys/ledger.h"

#include "base/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each line that is read is found again by its space. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str why = {NULL, 0};
	struct arena *a = arena_create(1024);
	struct ledger *l = ledger_parse(a, (struct deployment_id){{{0}}}, (struct str){(const char *)data, size}, &why);

	check((l == NULL) == (why.p != NULL));
	for (size_t i = 0; l != NULL && i < ledger_count(l); i++)
		check(ledger_find(l, ledger_at(l, i)->what.space) == ledger_at(l, i));
	ledger_destroy(&l);
	arena_destroy(&a);
	return 0;
}

#include "crypt/phc.h"

#include "base/check.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever is accepted is written back to the same text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	char again[PHC_TEXT];
	struct phc p;

	if (!phc_parse(text, &p))
		return 0;
	phc_format(&p, again);
	check(str_eq(str_of(again), text));
	return 0;
}

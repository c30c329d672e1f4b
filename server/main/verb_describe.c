/* tasuki describe WHAT: the interfaces, printed from the rows that make them. */
#include "domain/describe.h"
#include "main/verbs.h"

#include <stdio.h>

int verb_describe(int argc, char **argv)
{
	struct buf out = {0};

	if (argc != 2 || !describe_write(str_of(argv[1]), &out)) {
		(void)fprintf(stderr, "tasuki describe takes one of: api events openapi routes settings types\n");
		return VERB_MISUSED;
	}
	(void)fwrite(out.p, 1, out.n, stdout);
	buf_finish(&out);
	return VERB_DONE;
}

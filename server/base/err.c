#include "base/err.h"

#include "base/check.h"
#include "base/str.h"

#include <stddef.h>

struct err_row {
	const char *name;
	int status;
	const char *sentence;
};

static const struct err_row rows[ERR_COUNT] = {
#define ERR(name, status, sentence) {#name, status, sentence},
#include "base/err.def"
#undef ERR
};

static const struct err_row *row_of(enum err e)
{
	check((size_t)e < ERR_COUNT);
	return &rows[e];
}

const char *err_code(enum err e)
{
	static char codes[ERR_COUNT][32];
	char *code = codes[e];

	if (code[0] == '\0')
		for (size_t i = 0; row_of(e)->name[i] != '\0' && i + 1 < sizeof(codes[0]); i++)
			code[i] = str_lower(row_of(e)->name[i]);
	return code;
}

int err_status(enum err e)
{
	return row_of(e)->status;
}

const char *err_sentence(enum err e)
{
	return row_of(e)->sentence;
}

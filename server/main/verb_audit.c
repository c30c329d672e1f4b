#include "audit/chain.h"
#include "base/check.h"
#include "base/hex.h"
#include "db/direct.h"
#include "main/ground.h"
#include "main/options.h"
#include "main/verbs.h"

#include <stdio.h>
#include <string.h>

/* "UPTO:HASH" as this verb prints it and the log has it. */
static bool read_known(const char *text, struct chain_head *out_r)
{
	struct str s = str_of(text);
	size_t colon = str_find(s, ':', 0);
	long long upto;

	if (!str_to_i64(str_part(s, 0, colon), &upto) || !hex_read(str_part(s, colon + 1, s.n), out_r->hash, HASH_SIZE))
		return false;
	out_r->upto = upto;
	return true;
}

static void print_head(const struct chain_head *head)
{
	char hash[2 * HASH_SIZE + 1];

	hex_put(head->hash, HASH_SIZE, hash);
	(void)printf("newest link: %lld:%s", (long long)head->upto, hash);
	(void)printf(
		"\n(written down elsewhere, it shows later that nothing was cut off: tasuki audit verify --known UPTO:HASH)\n");
}

static int print_report(const struct chain_report *r)
{
	const struct {
		const char *before, *after;
	} what[] = {
		[CHAIN_SOUND] = {"", ""},
		[CHAIN_CHANGED] = {"record", "was changed"},
		[CHAIN_CUT] = {"the known link up to record", "is not there: the end was cut off, or it is another chain's"},
		[CHAIN_LINK] = {"the link up to record", "or all its records were changed"},
		[CHAIN_MISSING] = {"record", "was taken out"},
		[CHAIN_PUT_IN] = {"record", "was put in afterwards"},
	};

	(void)printf("%lld records in %lld links are as they were written; %lld newer ones wait for their link\n",
		     (long long)r->records, (long long)r->links, (long long)r->waiting);
	if (r->fault == CHAIN_SOUND) {
		print_head(&r->head);
		return VERB_DONE;
	}
	(void)printf("%s %lld %s\n", what[r->fault].before, (long long)r->id, what[r->fault].after);
	return VERB_FAILED;
}

static int verify(struct ground *g, const struct chain_head *known)
{
	struct direct *d = ground_database(g) ? ground_connect(g, "tasuki_job") : NULL;
	struct chain_report report;
	enum err e;

	if (d == NULL)
		return VERB_FAILED;
	e = chain_verify(d, known, &report);
	direct_close(&d);
	if (e == ERR_OK)
		return print_report(&report);
	(void)fprintf(stderr, "tasuki: the records cannot be read: %s\n", err_sentence(e));
	return VERB_FAILED;
}

int verb_audit_verify(int argc, char **argv)
{
	const char *file = NULL, *known_text = NULL;
	const struct option_row rows[] = {{.name = "--known", .value = &known_text}, OPTION_SETTINGS(&file)};
	struct chain_head known;
	struct ground *g;
	int status;

	if (!options_read(argc, argv, rows, 2))
		return VERB_MISUSED;
	if (known_text != NULL && !read_known(known_text, &known)) {
		(void)fprintf(stderr, "tasuki: --known takes UPTO:HASH as this verb prints it\n");
		return VERB_MISUSED;
	}
	g = ground_create(file);
	if (g == NULL)
		return VERB_FAILED;
	status = verify(g, known_text == NULL ? NULL : &known);
	ground_destroy(&g);
	return status;
}

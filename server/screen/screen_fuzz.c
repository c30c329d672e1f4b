#include "screen/screen.h"

#include "base/check.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct id128 ids[] = {{{0x3b, 0x1e, 0x5c, 0x1a, 0x90, 0x11, 0x4f, 0x0e, 0x8a, 0x55, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06}}};

static const struct screen_patient patients[] = {
	{.person = {{"髙橋 文子", 13}, {"たかはし ふみこ", 22}}, .birth = {"1938-04-02", 10}, .ids = ids, .id_count = 1},
	{.person = {{"林 静", 7}, {"はやし しず", 16}}, .chart = {"33170", 5}},
};
static const struct screen_person staff[] = {{{"山田 誠", 10}, {"やまだ まこと", 19}}};
static const struct screen_facility facilities[] = {{{"中村クリニック", 21}, {{"042-555-0111", 12}}}};

/* Whatever comes in: findings lie in the text, at whole letters, in order, and the second look finds the same. */
static void look_over(struct str text, const struct screen_found *f)
{
	size_t last = 0;

	check(f->n <= SCREEN_FINDINGS && (!f->invalid || f->n == 0) && f->invalid == !utf8_valid(text));
	for (size_t i = 0; i < f->n; i++) {
		const struct screen_finding *g = &f->findings[i];

		check(g->from < g->to && g->to <= text.n && g->from >= last);
		check(utf8_valid(str_part(text, 0, g->from)) && utf8_valid(str_part(text, g->from, g->to)));
		check((unsigned)g->kind < SCREEN_KINDS && (unsigned)g->reason < SCREEN_REASONS);
		last = g->from;
	}
}

static bool is_same(const struct screen_finding *f, const struct screen_finding *g)
{
	return f->from == g->from && f->to == g->to && f->kind == g->kind && f->certainty == g->certainty && f->reason == g->reason &&
	       f->patient == g->patient && f->own == g->own;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct screen *s;
	static struct screen_directory *d;
	static struct screen_register *r;
	struct screen_ask ask = {.text = {(const char *)data, size}, .own = 0};
	struct screen_found found, again;
	const char *why;

	if (s == NULL) {
		s = screen_create(SCREEN_DICTIONARY, &why);
		check(s != NULL);
		d = screen_directory_create(staff, 1, facilities, 1);
		r = screen_register_create(patients, 2, NULL, 0);
	}
	ask.directory = d;
	ask.patients = r;
	screen_text(s, &ask, &found);
	look_over(ask.text, &found);
	screen_text(s, &ask, &again);
	check(found.n == again.n && found.more == again.more && found.incomplete == again.incomplete);
	for (size_t i = 0; i < found.n; i++)
		check(is_same(&found.findings[i], &again.findings[i]));
	for (int place = 0; place < SCREEN_PLACES; place++)
		(void)screen_decide((enum screen_place)place, &found, false);
	return 0;
}

#include "main/options.h"
#include "main/screen_files.h"
#include "main/verbs.h"

#include <stdio.h>
#include <string.h>

/*
 * `screen check`: how well patient data is found in labelled sentences. A row is label (block or pass), kind, text; \n in the text is a line break.
 * A sentence counts as found when a free group would not take it as it is.
 */

enum { KINDS = 64 };

struct kind_count {
	struct str name;
	size_t n, hit; /* block: found; pass: refused all the same */
	bool block;
};

/* What a kind of the labels is in the table of precision: a finding's kind. */
static const struct {
	const char *label, *group;
} groups[] = {
	{"birth", "birth date"},     {"phone", "telephone"},	   {"address", "address"},	{"insurance", "insurance"}, {"kaigo", "care insurance"},
	{"mynumber", "My Number"},   {"karte", "chart number"},	   {"email", "e-mail"},		{"link", "link"},	    {"name-unreg", "other names"},
	{"name-partial", "surname or given name"}, {"name-", "registered full name"},
};

enum { GROUPS = sizeof(groups) / sizeof(groups[0]) };

static const int group_of_kind[SCREEN_KINDS] = {
	[SCREEN_NAME] = 11,  [SCREEN_NAME_PART] = 10, [SCREEN_NAME_OTHER] = 9, [SCREEN_BIRTH] = 0, [SCREEN_PHONE] = 1, [SCREEN_ADDRESS] = 2,
	[SCREEN_INSURANCE] = 3, [SCREEN_CARE_INSURANCE] = 4, [SCREEN_MY_NUMBER] = 5, [SCREEN_CHART] = 6, [SCREEN_EMAIL] = 7, [SCREEN_LINK] = 8,
};

struct tally {
	struct kind_count kinds[KINDS];
	size_t kind_n;
	size_t wanted[GROUPS], found[GROUPS], wrong[GROUPS];
	size_t all_found, all_missed, all_wrong;
};

static int group_of_label(struct str label)
{
	for (int i = 0; i < GROUPS; i++)
		if (str_eq(label, str_of(groups[i].label)) || (i == GROUPS - 1 && str_starts(label, str_of(groups[i].label))))
			return i;
	return -1;
}

static struct kind_count *count_of(struct tally *t, bool block, struct str name)
{
	for (size_t i = 0; i < t->kind_n; i++)
		if (t->kinds[i].block == block && str_eq(t->kinds[i].name, name))
			return &t->kinds[i];
	if (t->kind_n == KINDS)
		return NULL;
	t->kinds[t->kind_n] = (struct kind_count){.name = name, .block = block};
	return &t->kinds[t->kind_n++];
}

/* The finding that a refusal would name first: the surest. */
static const struct screen_finding *first_reason(const struct screen_found *f)
{
	const struct screen_finding *best = NULL;

	for (size_t i = 0; i < f->n; i++)
		if (best == NULL || f->findings[i].certainty > best->certainty)
			best = &f->findings[i];
	return best;
}

static void print_text(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		(void)(text.p[i] == '\n' ? fputs("\\n", stdout) : putchar(text.p[i]));
}

static void print_error(const char *what, struct str kind, struct str text, const struct screen_found *f)
{
	(void)printf("%-7s %-14.*s ", what, STR_ARG(kind));
	print_text(text);
	for (size_t i = 0; i < f->n; i++) {
		const struct screen_finding *g = &f->findings[i];

		(void)printf("  [%s %s: ", screen_kind_word(g->kind), screen_reason_word(g->reason));
		print_text(str_part(text, g->from, g->to));
		(void)putchar(']');
	}
	(void)printf("\n");
}

static void judge(struct tally *t, bool block, struct str kind, struct str text, const struct screen_found *f)
{
	bool refused = screen_decide(SCREEN_IN_CIRCLE, f, false) != SCREEN_PASSES;
	struct kind_count *c = count_of(t, block, kind);
	const struct screen_finding *reason = first_reason(f);
	int group = block ? group_of_label(kind) : reason != NULL ? group_of_kind[reason->kind] : -1;

	if (c != NULL) {
		c->n++;
		c->hit += refused;
	}
	if (block && group >= 0) {
		t->wanted[group]++;
		t->found[group] += refused;
	}
	if (!block && refused && group >= 0)
		t->wrong[group]++;
	t->all_found += block && refused;
	t->all_missed += block && !refused;
	t->all_wrong += !block && refused;
	if (block != refused)
		print_error(block ? "missed" : "refused", kind, text, f);
}

static double percent(size_t part, size_t whole)
{
	return whole == 0 ? 100.0 : 100.0 * (double)part / (double)whole;
}

static double f_one(double p, double r)
{
	return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

static void print_kinds(const struct tally *t)
{
	(void)printf("\n%-16s %5s %5s\n", "label", "n", "refused");
	for (size_t i = 0; i < t->kind_n; i++)
		(void)printf("%-5s %-16.*s %5zu %5zu\n", t->kinds[i].block ? "block" : "pass", STR_ARG(t->kinds[i].name), t->kinds[i].n, t->kinds[i].hit);
}

static void print_groups(const struct tally *t)
{
	(void)printf("\n%-24s %5s %7s %7s %7s\n", "kind", "n", "P", "R", "F1");
	for (int i = 0; i < GROUPS; i++) {
		double p = percent(t->found[i], t->found[i] + t->wrong[i]), r = percent(t->found[i], t->wanted[i]);

		if (t->wanted[i] + t->wrong[i] > 0)
			(void)printf("%-24s %5zu %7.1f %7.1f %7.1f\n", groups[i].group, t->wanted[i], p, r, f_one(p, r));
	}
}

static void print_overall(const struct tally *t)
{
	double p = percent(t->all_found, t->all_found + t->all_wrong), r = percent(t->all_found, t->all_found + t->all_missed);

	(void)printf("\noverall %.1f %.1f %.1f\n", p, r, f_one(p, r));
}

static int check_file(struct screen *s, struct arena *a, const char *path, const struct screen_people *people)
{
	struct str rest = screen_file(a, path), c[3];
	struct tally t = {0};

	if (rest.p == NULL)
		return VERB_FAILED;
	while (screen_file_row(&rest, c, 3) > 0) {
		bool block = str_eq(c[0], STR("block"));
		struct screen_ask ask = {.text = screen_file_lines(a, c[2]), .directory = people->directory, .patients = people->patients, .own = SCREEN_NOBODY};
		struct screen_found found;

		if (!block && !str_eq(c[0], STR("pass")))
			continue;
		screen_text(s, &ask, &found);
		judge(&t, block, c[1], ask.text, &found);
	}
	print_kinds(&t);
	print_groups(&t);
	print_overall(&t);
	return VERB_DONE;
}

int verb_screen_check(int argc, char **argv)
{
	const char *file = NULL, *people_file = NULL, *folder = SCREEN_DICTIONARY, *why;
	const struct option_row rows[] = {{.name = NULL, .value = &file, .needed = "which file of labelled sentences?"},
					  {.name = "--register", .value = &people_file},
					  {.name = "--dictionary", .value = &folder}};
	struct arena *a;
	struct screen *s;
	struct screen_people people;
	int status = VERB_FAILED;

	if (!options_read(argc, argv, rows, 3))
		return VERB_MISUSED;
	s = screen_create(folder, &why);
	if (s == NULL) {
		(void)fprintf(stderr, "tasuki: %s\n", why);
		return VERB_FAILED;
	}
	a = arena_create(1u << 20);
	if (screen_file_people(a, people_file, &people)) {
		status = check_file(s, a, file, &people);
		screen_people_finish(&people);
	}
	screen_destroy(&s);
	arena_destroy(&a);
	return status;
}

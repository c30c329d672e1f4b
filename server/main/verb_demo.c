#include "base/buf.h"
#include "base/check.h"
#include "base/clock.h"
#include "db/direct.h"
#include "main/demo_act.h"
#include "main/demo_seed.h"
#include "main/ground.h"
#include "main/options.h"
#include "main/region.h"
#include "main/verbs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TOWN_BYTES_MAX (8 * 1024 * 1024)

struct demo {
	struct ground *ground;
	struct direct *d;
	struct region region;
	struct demo_act act;
};

/* Only a region that was created as demo has these verbs: in a real one the operator gets no way in. */
static bool begin(struct demo *o, const char *settings_file, bool with_keys)
{
	enum err e;

	o->ground = ground_create(settings_file);
	if (o->ground == NULL || !ground_database(o->ground))
		return false;
	o->d = ground_connect(o->ground, "tasuki_demo");
	if (o->d == NULL)
		return false;
	e = region_read(o->d, ground_arena(o->ground), &o->region);
	if (e == ERR_OK && !o->region.demo)
		e = ERR_DEMO_ONLY;
	if (e != ERR_OK) {
		(void)fprintf(stderr, "tasuki: %s\n", err_sentence(e));
		return false;
	}
	o->act = (struct demo_act){.d = o->d,
				   .arena = ground_arena(o->ground),
				   .deployment = o->region.deployment,
				   .keys_socket = ground_paths(o->ground)->keys_socket,
				   .now = clock_ms()};
	return !with_keys || ground_keys(o->ground, o->region.deployment);
}

static void finish(struct demo *o)
{
	direct_close(&o->d);
	ground_destroy(&o->ground);
}

static int tell(enum err e)
{
	if (e == ERR_OK)
		return VERB_DONE;
	(void)fprintf(stderr, "tasuki: nothing was changed: %s\n", e == ERR_CONFLICT ? "it is so already" : err_sentence(e));
	return VERB_FAILED;
}

/* accounts
 * ------------------------------------------------------------------------------------------------------------------------ */

static enum err print_accounts(struct demo *o)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, o->act.arena, STMT_demo_accounts_list);
	e = direct_query(o->d, &q, &r);
	/* Tabs between: how wide a name is on a terminal is for the one who shows it to know. */
	for (int i = 0; e == ERR_OK && i < rows_count(r); i++)
		(void)printf("%.*s\t%.*s\t%.*s\t%.*s\n", STR_ARG(rows_str(r, i, 0)), STR_ARG(rows_str(r, i, 1)),
			     STR_ARG(rows_str(r, i, 2)), STR_ARG(rows_str(r, i, 3)));
	return e;
}

int verb_demo_accounts(int argc, char **argv)
{
	const char *file = NULL;
	const struct option_row rows[] = {OPTION_SETTINGS(&file)};
	struct demo o = {0};
	int status = VERB_FAILED;

	if (!options_read(argc, argv, rows, 1))
		return VERB_MISUSED;
	if (begin(&o, file, false))
		status = tell(print_accounts(&o));
	finish(&o);
	return status;
}

/* seed
 * ---------------------------------------------------------------------------------------------------------------------------- */

static bool read_file(const char *path, struct buf *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : 1;

	while (n > 0 && out->n <= TOWN_BYTES_MAX) {
		n = read(fd, buf_reserve(out, 65536), 65536);
		out->n += n > 0 ? (size_t)n : 0;
	}
	if (n != 0)
		(void)fprintf(stderr, "tasuki: %s: %s\n", path, n > 0 ? "too large" : strerror(errno));
	if (fd >= 0)
		(void)close(fd);
	return n == 0;
}

static int seed(struct demo *o, const char *path, struct str text)
{
	const struct settings *settings = ground_settings(o->ground);
	const struct demo_seed s = {.d = o->d,
				    .arena = o->act.arena,
				    .deployment = o->act.deployment,
				    .keys_socket = o->act.keys_socket,
				    .cost = {(unsigned)settings->hash_memory_kib, (unsigned)settings->hash_passes},
				    .now = o->act.now};
	struct str why = {NULL, 0};
	struct town *town = town_read(o->act.arena, text, o->act.now, &why);
	enum err e = town == NULL ? ERR_BAD_VALUE : demo_seed(&s, town, &why);

	if (e == ERR_CONFLICT) {
		(void)printf("the town is there already: nothing to do\n");
		return VERB_DONE;
	}
	if (e == ERR_BAD_VALUE && why.p != NULL) {
		(void)fprintf(stderr, "tasuki: %s: %.*s\n", path, STR_ARG(why));
		return VERB_FAILED;
	}
	if (e == ERR_OK)
		(void)printf("%d facilities, %d people, %d patients, %d posts\n", town->facility_count, town->person_count,
			     town->patient_count, town->post_count);
	return tell(e);
}

int verb_demo_seed(int argc, char **argv)
{
	const char *file = NULL, *path = NULL;
	const struct option_row rows[] = {{.value = &path, .needed = "which town? give its file"}, OPTION_SETTINGS(&file)};
	struct demo o = {0};
	struct buf text = {0};
	int status = VERB_FAILED;

	if (!options_read(argc, argv, rows, 2))
		return VERB_MISUSED;
	if (read_file(path, &text) && begin(&o, file, true))
		status = seed(&o, path, buf_str(&text));
	finish(&o);
	buf_finish(&text);
	return status;
}

/* acts on one space
 * --------------------------------------------------------------------------------------------------------------- */

int verb_demo_patient(int argc, char **argv)
{
	const char *file = NULL, *name = NULL, *kana = "かんじゃ", *birth = "1940-01-01", *sex = "other";
	struct demo_new_patient p = {0};
	const struct option_row rows[] = {
		{.name = "--attending", .value = &p.attending.login, .needed = "--attending LOGIN is needed"},
		{.name = "--birth", .value = &birth},
		{.name = "--facility", .value = &p.facility, .needed = "--facility REF is needed"},
		{.name = "--kana", .value = &kana},
		{.name = "--name", .value = &name, .needed = "--name is needed"},
		OPTION_SETTINGS(&file),
		{.name = "--sex", .value = &sex},
	};
	char text[ID_TEXT + 1];
	struct space_id space;
	struct demo o = {0};
	int status = VERB_FAILED;

	if (!options_read(argc, argv, rows, sizeof(rows) / sizeof(rows[0])))
		return VERB_MISUSED;
	p.name.text = str_of(name);
	p.kana.text = str_of(kana);
	p.birth.text = str_of(birth);
	p.sex.text = str_of(sex);
	if (begin(&o, file, true))
		status = tell(demo_patient_create(&o.act, &p, &space));
	if (status == VERB_DONE) {
		id_format(space.id, text);
		(void)printf("%s\n", text);
	}
	finish(&o);
	return status;
}

struct on_space {
	const char *file, *space_text, *relation, *history;
	struct demo_whom whom;
	struct space_id space;
};

static bool read_on_space(int argc, char **argv, struct on_space *s, bool with_relation)
{
	const struct option_row rows[] = {
		{.value = &s->space_text, .needed = "which space? give its id"},
		{.value = &s->whom.login, .needed = "whose? give the login name"},
		{.name = "--facility", .value = &s->whom.facility},
		OPTION_SETTINGS(&s->file),
		{.name = "--history", .value = &s->history},
		{.name = "--relation", .value = &s->relation},
	};

	if (!options_read(argc, argv, rows, with_relation ? 6 : 4))
		return false;
	if (id_parse(str_of(s->space_text), &s->space.id))
		return true;
	(void)fprintf(stderr, "tasuki: '%s' is no space's id\n", s->space_text);
	return false;
}

int verb_demo_member_add(int argc, char **argv)
{
	struct on_space s = {.relation = "", .history = "all"};
	struct demo o = {0};
	int status = VERB_FAILED;
	bool all;

	if (!read_on_space(argc, argv, &s, true))
		return VERB_MISUSED;
	all = strcmp(s.history, "all") == 0;
	if (!all && strcmp(s.history, "from_now") != 0) {
		(void)fprintf(stderr, "tasuki: --history is all or from_now\n");
		return VERB_MISUSED;
	}
	if (begin(&o, s.file, s.relation[0] != '\0'))
		status = tell(demo_member_add(&o.act, s.space, s.whom, (struct phi){str_of(s.relation)}, all));
	finish(&o);
	return status;
}

static int on_member(int argc, char **argv, enum err (*act)(const struct demo_act *, struct space_id, struct demo_whom))
{
	struct on_space s = {0};
	struct demo o = {0};
	int status = VERB_FAILED;

	if (!read_on_space(argc, argv, &s, false))
		return VERB_MISUSED;
	if (begin(&o, s.file, false))
		status = tell(act(&o.act, s.space, s.whom));
	finish(&o);
	return status;
}

int verb_demo_member_remove(int argc, char **argv)
{
	return on_member(argc, argv, demo_member_remove);
}

int verb_demo_attending(int argc, char **argv)
{
	return on_member(argc, argv, demo_attending_set);
}

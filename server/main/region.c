#include "main/region.h"

#include "base/check.h"
#include "db/direct.h"
#include "db/migrate.h"
#include "main/ground.h"
#include "main/paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum err region_read(struct direct *d, struct arena *a, struct region *out_r)
{
	struct query q;
	const struct rows *r;
	enum err e;

	check(d != NULL && out_r != NULL);
	query_init(&q, a, STMT_region_read);
	e = direct_query(d, &q, &r);
	if (e != ERR_OK)
		return e;
	if (rows_count(r) == 0)
		return ERR_NOT_FOUND;
	*out_r = (struct region){
		.deployment = {rows_id(r, 0, 0)},
		.demo = rows_bool(r, 0, 1),
		.name = arena_copy(a, rows_str(r, 0, 2)),
		.network_name = arena_copy(a, rows_str(r, 0, 3)),
		.association = arena_copy(a, rows_str(r, 0, 4)),
	};
	return ERR_OK;
}

enum err region_durable(struct direct *d, struct arena *a, struct str *why_r)
{
	struct query q;
	const struct rows *r;
	enum err e;

	check(d != NULL && why_r != NULL);
	query_init(&q, a, STMT_region_lax);
	e = direct_query(d, &q, &r);
	if (e != ERR_OK || rows_null(r, 0, 0))
		return e;
	*why_r = arena_printf(a,
			      "the database is set not to write through (%.*s off): what was acknowledged could be lost in a crash: "
			      "set it on",
			      STR_ARG(rows_str(r, 0, 0)));
	return ERR_CONFLICT;
}

/* The schema first: only then is it known that there is a region table. */
static bool edition_fits(struct ground *g)
{
	struct str why = {NULL, 0};
	enum err e = migrate_check(ground_arena(g), ground_conninfo(g, "tasuki"), migrate_known(), &why);

	if (e != ERR_OK)
		(void)fprintf(stderr, "tasuki: %s\n", why.p != NULL ? why.p : err_sentence(e));
	return e == ERR_OK;
}

bool region_fits(struct ground *g, struct region *out_r)
{
	struct direct *d;
	enum err e;

	if (access(ground_paths(g)->restoring, F_OK) == 0) {
		(void)fprintf(stderr, "tasuki: a restore was begun here and is not finished: run 'tasuki restore' again\n");
		return false;
	}
	d = edition_fits(g) ? ground_connect(g, "tasuki") : NULL;
	if (d == NULL)
		return false;
	e = region_read(d, ground_arena(g), out_r);
	direct_close(&d);
	if (e == ERR_NOT_FOUND)
		(void)fprintf(stderr, "tasuki: the database holds no region yet: run 'tasuki init' first\n");
	else if (e != ERR_OK)
		(void)fprintf(stderr, "tasuki: the region cannot be read: %s\n", err_sentence(e));
	else if (!out_r->demo && getenv("TASUKI_CLOCK_FILE") != NULL)
		(void)fprintf(stderr, "tasuki: TASUKI_CLOCK_FILE is set: a real region runs on the real clock only\n");
	else
		return true;
	return false;
}

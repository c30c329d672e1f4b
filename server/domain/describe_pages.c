/* docs/api.md, docs/events.md, docs/settings.md. */
#include "base/check.h"
#include "base/settings.h"
#include "domain/describe_own.h"
#include "domain/routes.h"

#include <string.h>

static const char generated[] = "<!-- Printed by `tasuki describe`; change the rows in server/, not this page. -->\n\n";

static void write_parts(struct buf *out, struct part_table t, const char *owner)
{
	for (size_t i = 0; i < t.count; i++) {
		const struct part *p = &t.rows[i];

		if (p->name == NULL || strcmp(p->owner, owner) != 0)
			continue;
		describe_add(out, "| `%s` | ", p->name);
		describe_type(out, p);
		describe_add(out, " | %s |\n", p->prose);
	}
}

static void write_fields(struct buf *out, const struct shape *s)
{
	static const char *const types[] = {"true or false", "YYYY-MM-DD", "id", "ids", "integer", "one line", "patient text", "id → seq", "text", ""};

	for (size_t i = 0; i < s->count; i++) {
		const struct field *f = &s->fields[i];

		describe_add(out, "| `%s` | %s", f->name, types[f->type]);
		for (int w = 0; f->type == FIELD_WORD && f->words[w] != NULL; w++)
			describe_add(out, "%s%s", w ? " · " : "", f->words[w]);
		if (f->type == FIELD_LINE || f->type == FIELD_TEXT || f->type == FIELD_PHI)
			describe_add(out, ", %lld–%lld characters", f->min, f->max);
		if (f->type == FIELD_INT || f->type == FIELD_IDS)
			describe_add(out, ", %lld–%lld", f->min, f->max);
		describe_add(out, " | %s |\n", f->need == REQUIRED ? "required" : "optional");
	}
}

static void write_route(struct buf *out, const struct route *r)
{
	static const char *const lanes[] = {"no session needed", "read", "ordinary lane", "hot lane"};

	describe_add(out, "### %s `%s`\n\n", describe_method(r->method), r->path);
	describe_add(out, "`%s` · rule `%s` · %s · answers [%s](#%s)\n\n", r->name, action_name(r->action), lanes[r->lane], r->answer, r->answer);
	if (r->in == &route_file)
		describe_add(out, "The body is the file itself.\n\n");
	else if (r->in != NULL) {
		describe_add(out, "| field | type | |\n|---|---|---|\n");
		write_fields(out, r->in);
		describe_add(out, "\n");
	}
	if (strcmp(r->name, "post_page") == 0)
		describe_add(out, "Query: one of `before`, `after`, `around` (a post's `no`), and `limit` (1–100, default 50).\n\n");
}

static void write_errors(struct buf *out)
{
	describe_add(out, "## Errors\n\n| code | status | |\n|---|---|---|\n");
	for (int e = ERR_OK + 1; e < ERR_COUNT; e++)
		describe_add(out, "| `%s` | %d | %s |\n", err_code((enum err)e), err_status((enum err)e), err_sentence((enum err)e));
}

void describe_api(struct buf *out)
{
	struct route_table t = routes_all();
	struct part_table answers = describe_answers();

	describe_add(out, "# The HTTP interface\n\n%s", generated);
	describe_add(out, "JSON over HTTPS, one origin. The session is the cookie `__Host-tasuki`; what changes something needs the site's exact `Origin`.\n"
	                  "Times are milliseconds since 1970 UTC by the server's clock, ids are UUIDs. What is forbidden answers exactly like what does not exist\n"
	                  "(`not_found`). Unknown fields are refused. `GET /api/health` answers `{\"ok\":true}` or 503 without a session.\n\n## Routes\n\n");
	for (size_t i = 0; i < t.count; i++)
		write_route(out, &t.rows[i]);
	describe_add(out, "## Answers\n\n");
	for (size_t i = 0; i < answers.count; i++)
		if (answers.rows[i].name == NULL) {
			describe_add(out, "### %s\n\n%s\n\n", answers.rows[i].owner, answers.rows[i].prose);
			if (i + 1 < answers.count && answers.rows[i + 1].name != NULL)
				describe_add(out, "| field | type | |\n|---|---|---|\n");
			write_parts(out, answers, answers.rows[i].owner);
			describe_add(out, "\n");
		}
	write_errors(out);
}

void describe_events(struct buf *out)
{
	struct part_table t = describe_frames();

	describe_add(out, "# The live interface\n\n%s", generated);
	describe_add(out,
	             "One WebSocket a page, `wss://…/live`, subprotocol `tasuki.1`, with the session's cookie and the exact `Origin`. Text frames, one JSON object\n"
	             "each, `t` says what it is. The client begins with `hello` and the seq it has of each space; missed events come first, then `ready`. A gap in a\n"
	             "space's `seq` cannot be: who sees one reads the space again.\n\n## From the client\n\n"
	             "| `t` | fields | |\n|---|---|---|\n"
	             "| `hello` | `spaces`: id → seq | within 10 s of opening |\n"
	             "| `join` | `spaces`: id → seq | again, for spaces that are new |\n"
	             "| `cursor` | `space`, `delivered_no`?, `opened_no`? | at most once a second a space |\n"
	             "| `watch` | `space` or null | a receipts panel or member list is open |\n"
	             "| `active` | | real input, at most once a minute; besides it only acts move the idle limit: no reads, cursors, drafts, pings |\n"
	             "| `ping` | | answered by `pong` |\n\n"
	             "Close codes: 4401 session ended, 4403 gate closed, 4423 locked, 4408 no hello, 1008 too many frames, 1012 the server restarts, 1013 too slow, 1002 · 1007 · 1009\n"
	             "protocol.\n\n## From the server\n\n");
	for (size_t i = 0; i < t.count; i++)
		if (t.rows[i].name == NULL) {
			describe_add(out, "### %s\n\n%s. To: %s.\n\n", t.rows[i].owner, t.rows[i].prose, t.rows[i].of);
			if (i + 1 < t.count && t.rows[i + 1].name != NULL)
				describe_add(out, "| field | type | |\n|---|---|---|\n");
			write_parts(out, t, t.rows[i].owner);
			describe_add(out, "\n");
		}
	describe_add(out, "Types are those of [the HTTP interface](api.md).\n");
}

static void setting_row(void *arg, const char *name, struct str value, const char *limits, const char *prose)
{
	describe_add(arg, "| `%s` | %.*s | %s | %s |\n", name, STR_ARG(value), limits, prose);
}

void describe_settings(struct buf *out)
{
	struct arena *a = arena_create(4096);
	struct settings s;
	struct str why;

	check(settings_read(a, NULL, &s, &why));
	describe_add(out, "# Settings\n\n%s", generated);
	describe_add(out, "Lines `name = value` in one file, given as `--settings FILE`. An unknown name or a value outside its limits stops the start.\n\n"
	                  "| name | default | limits | |\n|---|---|---|---|\n");
	settings_each(a, &s, setting_row, out);
	arena_destroy(&a);
}

#include "domain/describe.h"

#include "base/check.h"
#include "domain/describe_own.h"
#include "domain/routes.h"

#include <stdarg.h>
#include <stdio.h>

static const struct part answers[] = {
#define ANSWER(owner, prose) {#owner, NULL, PART_OBJECT, "", prose},
#define PART(owner, name, type, of, prose) {#owner, name, PART_##type, of, prose},
#include "domain/answers.def"
#undef ANSWER
#undef PART
};

static const struct part frames[] = {
#define FRAME(owner, who, prose) {#owner, NULL, PART_OBJECT, who, prose},
#define FRAME_PART(owner, name, type, of, prose) {#owner, name, PART_##type, of, prose},
#include "domain/frames.def"
#undef FRAME
#undef FRAME_PART
};

struct part_table describe_answers(void)
{
	return (struct part_table){answers, sizeof(answers) / sizeof(answers[0])};
}

struct part_table describe_frames(void)
{
	return (struct part_table){frames, sizeof(frames) / sizeof(frames[0])};
}

struct part_of describe_of(const struct part *p)
{
	struct part_of of = {.name = str_of(p->of)};

	of.absent = of.name.n > 0 && of.name.p[0] == '-';
	if (of.absent)
		of.name = str_part(of.name, 1, of.name.n);
	of.null = of.name.n > 0 && of.name.p[of.name.n - 1] == '?';
	if (of.null)
		of.name = str_part(of.name, 0, of.name.n - 1);
	return of;
}

void describe_add(struct buf *out, const char *format, ...)
{
	char text[2048];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	check(n >= 0 && (size_t)n < sizeof(text));
	buf_add(out, text, (size_t)n);
}

void describe_type(struct buf *out, const struct part *p)
{
	static const char *const words[] = {"bool", "id", "id[]", "integer", "", "", "patient text", "text", "time", "", ""};
	struct part_of of = describe_of(p);

	if (p->type == PART_OBJECT || p->type == PART_LIST)
		describe_add(out, "%.*s%s", STR_ARG(of.name), p->type == PART_LIST ? "[]" : "");
	else if (p->type == PART_WORD || p->type == PART_WORDS)
		for (size_t i = 0; i < of.name.n; i++)
			describe_add(out, of.name.p[i] == '|' ? " · " : "%c", of.name.p[i]);
	else
		describe_add(out, "%s", words[p->type]);
	describe_add(out, "%s%s", of.null ? " or null" : "", of.absent ? ", may be absent" : "");
}

const char *describe_method(enum http_method m)
{
	static const char *const names[] = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "OTHER"};

	check((size_t)m < sizeof(names) / sizeof(names[0]));
	return names[m];
}

static void describe_routes(struct buf *out)
{
	struct route_table t = routes_all();

	for (size_t i = 0; i < t.count; i++)
		describe_add(out, "%s %s %s %s\n", t.rows[i].name, describe_method(t.rows[i].method), t.rows[i].path, action_name(t.rows[i].action));
}

bool describe_write(struct str what, struct buf *out)
{
	static const struct {
		const char *what;
		void (*write)(struct buf *out);
	} printers[] = {
	        {"api", describe_api},       {"events", describe_events},     {"openapi", describe_openapi},
	        {"routes", describe_routes}, {"settings", describe_settings}, {"types", describe_types},
	};

	for (size_t i = 0; i < sizeof(printers) / sizeof(printers[0]); i++)
		if (str_eq(what, str_of(printers[i].what))) {
			printers[i].write(out);
			return true;
		}
	return false;
}

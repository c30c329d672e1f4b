#include "base/log.h"

#include "base/check.h"
#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One line has one writer: the process. Set once at start. */
static struct {
	enum log_format format;
	enum log_level least;
	const char *role;
} out = {LOG_TEXT, LOG_INFO, "tasuki"};

static const char *const level_names[] = {"debug", "info", "warn", "error"};

struct line {
	char p[4096];
	size_t n;
};

void log_init(enum log_format format, enum log_level least, const char *role)
{
	check(role != NULL);
	out.format = format;
	out.least = least;
	out.role = role;
}

static void add(struct line *l, const char *s)
{
	size_t n = strlen(s);

	if (n > sizeof(l->p) - 2 - l->n)
		n = sizeof(l->p) - 2 - l->n;
	memcpy(l->p + l->n, s, n);
	l->n += n;
}

/* Quoted, with every byte that is not plain ASCII text escaped: no line can be forged by a field. */
static void add_quoted(struct line *l, const char *word)
{
	add(l, "\"");
	for (size_t i = 0; word[i] != '\0' && i < 400; i++) {
		unsigned char c = (unsigned char)word[i];
		char piece[8];

		if (c == '"' || c == '\\')
			(void)snprintf(piece, sizeof(piece), "\\%c", c);
		else if (c < 0x20 || c >= 0x7f)
			(void)snprintf(piece, sizeof(piece), "\\u%04x", c);
		else
			(void)snprintf(piece, sizeof(piece), "%c", c);
		add(l, piece);
	}
	add(l, "\"");
}

static void add_value(struct line *l, const struct log_field *f)
{
	char text[ID_TEXT + 1];

	switch (f->kind) {
	case LOG_F_INT:
		(void)snprintf(text, sizeof(text), "%lld", f->as.i);
		add(l, text);
		return;
	case LOG_F_ID:
		id_format(f->as.id, text);
		add_quoted(l, text);
		return;
	case LOG_F_WORD:
		add_quoted(l, f->as.word ? f->as.word : "");
		return;
	}
	check(!"field kind");
}

static void begin_text(struct line *l, const char *now, enum log_level level, const char *event)
{
	add(l, now);
	add(l, " ");
	add(l, level_names[level]);
	add(l, " [");
	add(l, out.role);
	add(l, "] ");
	add(l, event);
}

static void begin_json(struct line *l, const char *now, enum log_level level, const char *event)
{
	add(l, "{\"at\":");
	add_quoted(l, now);
	add(l, ",\"level\":");
	add_quoted(l, level_names[level]);
	add(l, ",\"role\":");
	add_quoted(l, out.role);
	add(l, ",\"event\":");
	add_quoted(l, event);
}

static void add_field(struct line *l, const struct log_field *f)
{
	if (out.format == LOG_TEXT) {
		add(l, " ");
		add(l, f->name);
		add(l, "=");
	} else {
		add(l, ",");
		add_quoted(l, f->name);
		add(l, ":");
	}
	add_value(l, f);
}

void log_write(enum log_level level, const char *event, const struct log_field *fields, size_t count)
{
	struct line l = {.n = 0};
	char now[25];

	check(event != NULL && (fields != NULL || count == 0));
	if (level < out.least)
		return;
	clock_format(clock_ms(), now);
	(out.format == LOG_TEXT ? begin_text : begin_json)(&l, now, level, event);
	for (size_t i = 0; i < count; i++)
		add_field(&l, &fields[i]);
	if (out.format == LOG_JSON)
		add(&l, "}");
	l.p[l.n++] = '\n';
	if (write(STDERR_FILENO, l.p, l.n) < 0)
		return; /* nowhere left to say so */
}

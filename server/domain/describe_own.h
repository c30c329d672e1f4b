/* The rows of answers and frames as tables, for the printers. */
#ifndef TASUKI_DOMAIN_DESCRIBE_OWN_H
#define TASUKI_DOMAIN_DESCRIBE_OWN_H

#include "base/buf.h"
#include "call/route.h"

enum part_type { PART_BOOL, PART_ID, PART_IDS, PART_INT, PART_LIST, PART_OBJECT, PART_PHI, PART_TEXT, PART_TIME, PART_WORD, PART_WORDS };

struct part {
	const char *owner, *name; /* name NULL: a row that begins an object */
	enum part_type type;
	const char *of, *prose;
};

struct part_table {
	const struct part *rows;
	size_t count;
};

/* `of` without its marks, and the marks. */
struct part_of {
	struct str name;
	bool absent, null;
};

struct part_table describe_answers(void);
struct part_table describe_frames(void);
struct part_of describe_of(const struct part *p);
/* "uuid", "text", "post[]" … for people. */
void describe_type(struct buf *out, const struct part *p);
const char *describe_method(enum http_method m);
__attribute__((format(printf, 2, 3))) void describe_add(struct buf *out, const char *format, ...);

void describe_api(struct buf *out);      /* describe_pages.c */
void describe_events(struct buf *out);   /* describe_pages.c */
void describe_settings(struct buf *out); /* describe_pages.c */
void describe_openapi(struct buf *out);  /* describe_openapi.c */
void describe_types(struct buf *out);    /* describe_types.c */

#endif

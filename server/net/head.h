/* One HTTP/1.1 request head, checked strictly (RFC 9112) before anything behind the edge sees it. Pure: bytes in, struct out. */
#ifndef TASUKI_NET_HEAD_H
#define TASUKI_NET_HEAD_H

#include "net/http.h"

#include <stdint.h>

#define HEAD_MAX 16384 /* bytes with the empty line */
#define HEAD_FIELDS_MAX 64

struct head_field {
	uint16_t name, name_n, value, value_n; /* places in text */
};

struct head {
	enum http_method method;
	bool chunked;
	bool close; /* the client asks for, or HTTP/1.0 implies, one request only */
	bool expects_continue;
	bool http10;
	bool upgrade;     /* Upgrade names websocket */
	uint64_t length;  /* of the body; 0 when chunked */
	struct str path;  /* starts with '/', not decoded */
	struct str query; /* after '?'; {NULL, 0} when there is none */
	uint16_t fields;
	struct head_field field[HEAD_FIELDS_MAX];
	const char *text;
	size_t text_n;
};

enum head_scan { HEAD_SCAN_MORE, HEAD_SCAN_END, HEAD_SCAN_BAD };

/*
 * Looks for the empty line, from byte *at_io on; *at_io advances (start with 0; the bytes grow between calls). At the end *at_io
 * is the head's size. Bytes that no head may hold (bare CR or LF, control bytes, an empty first line) are bad at once, without
 * waiting for the end.
 */
enum head_scan head_scan(struct str bytes, size_t *at_io);

/* Checks a whole head, as found by head_scan. OK, BAD_HEAD or HEAD_TOO_LARGE (too many fields). *h refers into text. */
enum err head_check(struct str text, struct head *h) MUST_USE;
/* The same with a copy of text that lives as long as the result (free() it, or head_free); NULL with *why_r on refusal. */
struct head *head_keep(struct str text, enum err *why_r);
/* Wipes (heads carry session cookies) and frees; null-safe; nulls. */
void head_free(struct head **h);

/* The value of the first field of that name, {NULL, 0} when absent. */
struct str head_value(const struct head *h, struct str name);
size_t head_count(const struct head *h, struct str name);
/* True when one of the comma-separated lists of that name holds the token (without regard to case). */
bool head_lists(const struct head *h, struct str name, struct str token);
/* The named cookie from whichever Cookie field; false when absent. */
bool head_cookie(const struct head *h, struct str name, struct str *out_r);

#endif

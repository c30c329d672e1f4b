#include "net/answer.h"

#include "base/clock.h"

#include <microhttpd.h>
#include <stdio.h>
#include <time.h>

#define ROBOTS "X-Robots-Tag: noindex, nofollow\r\n"

#define CONTENT_POLICY(more)                                                                                                     \
	"Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "               \
	"font-src 'self'; " more                                                                                                  \
	"connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "                      \
	"frame-ancestors 'none'\r\n"
#define TRANSPORT "Strict-Transport-Security: max-age=63072000\r\n"
#define OTHERS                                                                                                                   \
	"X-Content-Type-Options: nosniff\r\n"                                                                                    \
	"Referrer-Policy: no-referrer\r\n"                                                                                       \
	"Cross-Origin-Opener-Policy: same-origin\r\n"                                                                            \
	"Cross-Origin-Resource-Policy: same-origin\r\n"                                                                          \
	"Permissions-Policy: browsing-topics=(), camera=(), display-capture=(), geolocation=(), microphone=(), "                 \
	"payment=(), usb=()\r\n"

struct str answer_fixed(enum answer_kind kind)
{
	if (kind == ANSWER_PLAYER)
		return STR(TRANSPORT CONTENT_POLICY("media-src 'self'; ") OTHERS ROBOTS);
	return kind == ANSWER_PAGE ? STR(TRANSPORT CONTENT_POLICY("") OTHERS) : STR(TRANSPORT CONTENT_POLICY("") OTHERS ROBOTS);
}

static void add_text(struct buf *b, const char *text)
{
	buf_add_str(b, str_of(text));
}

static void add_escaped(struct buf *b, struct str s)
{
	char code[8];

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '"' || c == '\\')
			buf_add_byte(b, '\\');
		if (c >= 0x20) {
			buf_add_byte(b, (char)c);
			continue;
		}
		(void)snprintf(code, sizeof(code), "\\u%04x", c);
		add_text(b, code);
	}
}

static void add_member(struct buf *b, const char *lead, struct str value)
{
	add_text(b, lead);
	add_escaped(b, value);
	buf_add_byte(b, '"');
}

void answer_error_body(struct buf *b, enum err e, struct str detail)
{
	add_member(b, "{\"error\":\"", str_of(err_code(e)));
	add_member(b, ",\"message\":\"", str_of(err_sentence(e)));
	if (detail.p != NULL)
		add_member(b, ",\"detail\":\"", detail);
	buf_add_byte(b, '}');
}

static void add_date(struct buf *b)
{
	time_t now = (time_t)(clock_ms() / 1000);
	char text[48];
	struct tm tm;

	if (gmtime_r(&now, &tm) != NULL && strftime(text, sizeof(text), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &tm) > 0)
		add_text(b, text);
}

void answer_error(struct buf *b, enum err e, bool to_head)
{
	struct buf body = {0};

	answer_error_body(&body, e, (struct str){NULL, 0});
	add_text(b, "HTTP/1.1 ");
	buf_add_i64(b, err_status(e));
	buf_add_byte(b, ' ');
	add_text(b, MHD_get_reason_phrase_for((unsigned)err_status(e)));
	add_text(b, "\r\n");
	buf_add_str(b, answer_fixed(ANSWER_ANY));
	add_date(b);
	if (e == ERR_METHOD_REFUSED) /* of a file: other addresses are answered by the program */
		add_text(b, "Allow: GET, HEAD\r\n");
	if (e == ERR_UPGRADE_REQUIRED)
		add_text(b, "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
	add_text(b, e == ERR_UPGRADE_REQUIRED ? "Connection: upgrade, close\r\n" : "Connection: close\r\n");
	add_text(b, "Cache-Control: no-store\r\nContent-Type: application/json\r\nContent-Length: ");
	buf_add_i64(b, (long long)body.n);
	add_text(b, "\r\n\r\n");
	if (!to_head)
		buf_add_str(b, buf_str(&body));
	buf_finish(&body);
}

/* Texts of people into HTML. */
#include "domain/public/public_own.h"

void public_put(struct buf *b, const char *markup)
{
	buf_add_str(b, str_of(markup));
}

static const char *entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void public_put_title(struct buf *b, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		const char *entity = entity_of(text.p[i]);

		if (entity != NULL)
			public_put(b, entity);
		else
			buf_add_byte(b, text.p[i]);
	}
}

void public_put_text(struct buf *b, struct str text)
{
	public_put(b, "<bdi>");
	public_put_title(b, text);
	public_put(b, "</bdi>");
}

void public_put_body(struct buf *b, struct str text)
{
	for (size_t from = 0; from <= text.n;) {
		size_t end = str_find(text, '\n', from);
		struct str line = str_part(text, from, end);

		if (line.n > 0) {
			public_put(b, "<p>");
			public_put_text(b, line);
			public_put(b, "</p>\n");
		}
		from = end + 1;
	}
}

void public_put_top(struct buf *b, struct str title, bool indexable)
{
	public_put(b, "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n"
	              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	              "<meta name=\"format-detection\" content=\"telephone=no\">\n");
	if (!indexable)
		public_put(b, "<meta name=\"robots\" content=\"noindex\">\n");
	public_put(b, "<title>");
	public_put_title(b, title);
	public_put(b, "</title>\n<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n<link rel=\"stylesheet\" href=\"/public.css\">\n</head>\n<body>\n");
}

/* A head in any form: the scanner and the checker agree, views stay inside the text, and a checked head is unambiguous. */
#include "net/head.h"

#include "base/check.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void inside(const struct head *h, struct str s)
{
	check(s.p == NULL || (s.p >= h->text && s.p + s.n <= h->text + h->text_n));
}

static void look(const struct head *h)
{
	struct str cookie = {NULL, 0};

	check(h->path.n > 0 && h->path.p[0] == '/');
	check(head_count(h, STR("host")) == 1);
	check(head_count(h, STR("content-length")) + head_count(h, STR("transfer-encoding")) <= 1);
	check(!(h->chunked && (h->length > 0 || h->http10)));
	check(memchr(h->text, '\0', h->text_n) == NULL);
	inside(h, h->path);
	inside(h, h->query);
	for (size_t i = 0; i < h->fields; i++) {
		check(h->field[i].name + h->field[i].name_n < h->text_n);
		check((size_t)h->field[i].value + h->field[i].value_n < h->text_n);
	}
	(void)head_lists(h, STR("connection"), STR("close"));
	if (head_cookie(h, STR("a"), &cookie))
		inside(h, cookie);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct str text = {(const char *)data, n};
	size_t whole = 0, piece = 0;
	enum head_scan once = head_scan(text, &whole), again = HEAD_SCAN_MORE;
	enum err e;
	struct head *h;

	for (size_t upto = 1; upto <= n && again == HEAD_SCAN_MORE; upto++)
		again = head_scan((struct str){text.p, upto}, &piece);
	check(n == 0 || once == again);
	check(once != HEAD_SCAN_END || whole == piece);
	if (once != HEAD_SCAN_END)
		return 0;
	h = head_keep((struct str){text.p, whole}, &e);
	check((h != NULL) == (e == ERR_OK));
	if (h != NULL)
		look(h);
	head_free(&h);
	return 0;
}

#include "base/check.h"
#include "base/clock.h"
#include "call/app.h"
#include "call/call.h"
#include "crypt/hash.h"
#include "db/pool.h"
#include "domain/public/public.h"
#include "domain/public/public_own.h"
#include "domain/public/public_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEEP_MS 5000
#define ETAG_BYTES 16

enum form { FORM_PAGE, FORM_LIST, FORM_PAPER, FORM_SHEET, FORM_WISH, FORMS };

struct kept {
	struct buf bytes; /* empty: nothing yet */
	int64_t at;       /* steady clock */
	char etag[2 * ETAG_BYTES + 3];
	unsigned char from[HASH_SIZE]; /* of a paper: what it was set from */
};

#define WAITING_MAX 64

struct public_pages {
	struct kept kept[FORMS];
	bool setting; /* a paper is being set on the pool */
	size_t waiting_n;
	struct call *waiting[WAITING_MAX]; /* for the first paper: suspended */
};

struct public_pages *public_pages_create(void)
{
	struct public_pages *p = calloc(1, sizeof(*p));

	check(p != NULL);
	return p;
}

void public_pages_destroy(struct public_pages **p)
{
	if (*p == NULL)
		return;
	for (int i = 0; i < FORMS; i++)
		buf_finish(&(*p)->kept[i].bytes);
	free(*p);
	*p = NULL;
}

/* ---- answering with what is kept ---- */

static struct kept *kept_of(struct call *c)
{
	const enum form *form = c->keep;

	return &c->app->pages->kept[*form];
}

static bool is_known(struct call *c, struct str etag)
{
	struct str list = http_header(c->req, STR("if-none-match"));

	for (size_t from = 0; from < list.n;) {
		size_t comma = str_find(list, ',', from);
		struct str one = str_trim(str_part(list, from, comma));

		if (str_eq(one, etag) || str_eq(one, STR("*")) || (str_starts(one, STR("W/")) && str_eq(str_part(one, 2, one.n), etag)))
			return true;
		from = comma + 1;
	}
	return false;
}

static enum err answer(struct call *c)
{
	static const struct {
		const char *type;
		struct str file;
	} forms[FORMS] = {
	        [FORM_PAGE] = {"text/html; charset=utf-8", {NULL, 0}},
	        [FORM_LIST] = {"text/html; charset=utf-8", {"facilities.html", 15}},
	        [FORM_PAPER] = {"application/pdf", {"facilities.pdf", 14}},
	        [FORM_SHEET] = {"text/csv; charset=utf-8", {"facilities.csv", 14}},
	        [FORM_WISH] = {"text/html; charset=utf-8", {NULL, 0}},
	};
	const enum form *form = c->keep;
	const struct kept *k = kept_of(c);

	c->page = forms[*form].type;
	c->file = forms[*form].file;
	c->etag = arena_copy(c->arena, str_of(k->etag));
	c->status = is_known(c, c->etag) ? 304 : 200;
	if (c->status == 200)
		buf_add_str(&c->out.buf, buf_str(&k->bytes));
	return ERR_OK;
}

/* What was written into the call's out is kept from now on; its etag is its hash. */
static enum err keep(struct call *c)
{
	struct kept *k = kept_of(c);
	unsigned char hash[HASH_SIZE];

	buf_finish(&k->bytes);
	k->bytes = c->out.buf;
	c->out.buf = (struct buf){0};
	k->at = clock_steady_ms();
	hash_sha256(buf_str(&k->bytes), hash);
	k->etag[0] = '"';
	for (int i = 0; i < ETAG_BYTES; i++)
		(void)snprintf(k->etag + 1 + 2 * i, 3, "%02x", hash[i]);
	k->etag[1 + 2 * ETAG_BYTES] = '"';
	return answer(c);
}

/* ---- putting it together ---- */

static void ask_facilities(struct call *c, call_rows then)
{
	struct query q;

	query_init(&q, c->arena, STMT_public_facilities);
	call_query(c, &q, then);
}

static enum err on_sheet(struct call *c, const struct rows *r)
{
	public_put_sheet(&c->out.buf, r);
	return keep(c);
}

static enum err on_list(struct call *c, const struct rows *r)
{
	public_put_top(&c->out.buf, STR("利用施設一覧"), false);
	public_put(&c->out.buf, "<h1>利用施設一覧</h1>\n");
	public_put_table(&c->out.buf, r);
	public_put(&c->out.buf, "</body>\n</html>\n");
	return keep(c);
}

/* ---- the paper ---- */

static void on_paper(struct call *c, bool good)
{
	struct public_pages *pages = c->app->pages;
	size_t n = pages->waiting_n;

	pages->setting = false;
	pages->waiting_n = 0;
	if (!good)
		memset(pages->kept[FORM_PAPER].from, 0, sizeof(pages->kept[FORM_PAPER].from));
	call_resume(c, good ? ERR_OK : ERR_BUSY, good ? keep : NULL);
	for (size_t i = 0; i < n; i++)
		call_resume(pages->waiting[i], good ? ERR_OK : ERR_BUSY, good ? answer : NULL);
}

static enum err wait_for_paper(struct call *c)
{
	struct public_pages *pages = c->app->pages;

	if (pages->waiting_n == WAITING_MAX)
		return ERR_BUSY;
	pages->waiting[pages->waiting_n++] = c;
	call_suspend(c);
	return ERR_OK;
}

/* The same words make the same paper; while one is being set the one before is shown, and the first one waited for. */
static enum err on_paper_rows(struct call *c, const struct rows *r)
{
	struct public_pages *pages = c->app->pages;
	struct kept *k = &pages->kept[FORM_PAPER];
	struct buf words = {0};
	struct str line = arena_copy(c->arena, buf_str(&c->out.buf));
	unsigned char from[HASH_SIZE];

	public_put_sheet(&words, r);
	buf_add_str(&words, line);
	hash_sha256(buf_str(&words), from);
	buf_finish(&words);
	buf_finish(&c->out.buf);
	if (k->bytes.n > 0 && (pages->setting || memcmp(from, k->from, sizeof(from)) == 0)) {
		k->at = pages->setting ? k->at : clock_steady_ms();
		return answer(c);
	}
	if (pages->setting)
		return wait_for_paper(c);
	pages->setting = true;
	memcpy(k->from, from, sizeof(from));
	public_paper_set(c, r, line, on_paper);
	return ERR_OK;
}

static enum err on_paper_region(struct call *c, const struct rows *r)
{
	buf_add_str(&c->out.buf, rows_str(r, 0, 1));
	public_put(&c->out.buf, "　");
	buf_add_str(&c->out.buf, rows_str(r, 0, 5));
	public_put(&c->out.buf, "現在");
	ask_facilities(c, on_paper_rows);
	return ERR_OK;
}

/* ---- the page ---- */

static enum err on_facilities(struct call *c, const struct rows *r)
{
	struct buf *b = &c->out.buf;

	public_put(b, "<section aria-labelledby=\"facilities\">\n<h2 id=\"facilities\">利用している施設・事業所</h2>\n");
	public_put_table(b, r);
	public_put(b, "<p class=\"files\"><a href=\"/public/facilities.pdf\">一覧を印刷用のファイル（PDF）で保存する</a> "
	              "<a href=\"/public/facilities.csv\">一覧を表計算用のファイル（CSV）で保存する</a> "
	              "<a href=\"/public/facilities.html\">一覧だけのページ（HTML）を保存する</a></p>\n</section>\n"
	              "<section aria-labelledby=\"wish\">\n<h2 id=\"wish\">ご本人・ご家族の方へ</h2>\n"
	              "<p>患者さんについて書かれた内容をすべて消すこと（完全削除）を希望されるときは、依頼書を印刷して窓口へお出しいただくか、お電話ください。</p>\n"
	              "<p class=\"ways\"><a href=\"/public/erasure.html\">完全削除依頼書（用紙）を開く</a></p>\n</section>\n</main>\n</body>\n</html>\n");
	return keep(c);
}

static enum err on_notices(struct call *c, const struct rows *r)
{
	struct buf *b = &c->out.buf;

	public_put(b, "<section aria-labelledby=\"notices\">\n<h2 id=\"notices\">お知らせ</h2>\n");
	if (rows_count(r) == 0)
		public_put(b, "<p>いまお知らせはありません。</p>\n");
	for (int i = 0; i < rows_count(r); i++) {
		public_put(b, "<article>\n<h3>");
		public_put_text(b, rows_str(r, i, 0));
		public_put(b, "</h3>\n<p class=\"day\">");
		public_put_text(b, rows_str(r, i, 2));
		public_put(b, "</p>\n");
		public_put_body(b, rows_str(r, i, 1));
		public_put(b, "</article>\n");
	}
	public_put(b, "</section>\n");
	ask_facilities(c, on_facilities);
	return ERR_OK;
}

static void put_about(struct buf *b, const struct rows *r)
{
	enum { NAME, NETWORK, ASSOCIATION, OFFICE, COMMITTEE };

	public_put(b, "<header>\n<p class=\"region\">");
	public_put_text(b, rows_str(r, 0, NAME));
	public_put(b, "</p>\n<h1>");
	public_put_text(b, rows_str(r, 0, NETWORK));
	public_put(b, "</h1>\n</header>\n<main>\n<section aria-labelledby=\"about\">\n<h2 id=\"about\">このネットワークについて</h2>\n"
	              "<p>在宅で療養する患者さんを支える医療・介護の関係者が、患者さんごとに連絡を取り合うための、会員制の連絡の場です。"
	              "登録した施設・事業所の職員と、招待を受けたご本人・ご家族だけが使えます。やりとりの内容は公開されません。</p>\n<p>運営：");
	public_put_text(b, rows_str(r, 0, ASSOCIATION));
	public_put(b, "　");
	public_put_text(b, rows_str(r, 0, COMMITTEE));
	public_put(b, "　窓口：");
	public_put_text(b, rows_str(r, 0, OFFICE));
	public_put(b, "</p>\n<p class=\"urgent\">急ぎのご用件は、かかりつけの医療機関へお電話ください。命にかかわるときは119番へお願いします。</p>\n"
	              "<p class=\"ways\"><a href=\"/apply\">利用を申し込む（施設・事業所の方）</a> <a href=\"/\">ログイン（登録がお済みの方）</a></p>\n"
	              "</section>\n");
}

static enum err on_wish(struct call *c, const struct rows *r)
{
	public_put_wish(&c->out.buf, r);
	return keep(c);
}

static enum err on_region(struct call *c, const struct rows *r)
{
	struct query q;

	public_put_top(&c->out.buf, rows_str(r, 0, 1), true);
	put_about(&c->out.buf, r);
	query_init(&q, c->arena, STMT_public_notices_now);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_notices);
	return ERR_OK;
}

static enum err show(struct call *c, enum form wanted)
{
	enum form *form = arena_alloc(c->arena, sizeof(*form));
	const struct kept *k;
	struct query q;

	*form = wanted;
	c->keep = form;
	k = kept_of(c);
	if (k->bytes.n > 0 && (clock_steady_ms() - k->at < KEEP_MS || !pool_up(c->app->read_pool)))
		return answer(c);
	if (wanted == FORM_LIST || wanted == FORM_SHEET) {
		ask_facilities(c, wanted == FORM_LIST ? on_list : on_sheet);
		return ERR_OK;
	}
	query_init(&q, c->arena, STMT_public_region);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, wanted == FORM_PAPER ? on_paper_region : wanted == FORM_WISH ? on_wish : on_region);
	return ERR_OK;
}

/* GET /public: what the network is, notices, facilities, the way to apply. Without a session, without script. */
enum err public_page(struct call *c)
{
	return show(c, FORM_PAGE);
}

/* GET /public/facilities.html: the list alone, for the city's own page. */
enum err public_list(struct call *c)
{
	return show(c, FORM_LIST);
}

/* GET /public/facilities.csv: the same for a spreadsheet. */
enum err public_sheet(struct call *c)
{
	return show(c, FORM_SHEET);
}

/* GET /public/facilities.pdf: the same on A4 pages. BUSY: it is being set for the first time. */
enum err public_paper(struct call *c)
{
	return show(c, FORM_PAPER);
}

/* GET /public/erasure.html: 完全削除依頼書, blank, to be printed. */
enum err public_wish(struct call *c)
{
	return show(c, FORM_WISH);
}

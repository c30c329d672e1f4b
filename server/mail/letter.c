#include "mail/letter.h"

#include "base/check.h"
#include "crypt/base64.h"
#include "mail/address.h"

#include <string.h>
#include <time.h>

#define WORD_BYTES 45 /* of an encoded word: 60 characters, 72 with its frame (RFC 2047: at most 75) */
#define LINE_BYTES 57 /* of the body: 76 characters */

enum link { LINK_NONE, LINK_ACTIVATE, LINK_APPLY, LINK_CONFIRM, LINK_PASSWORD };

struct kind {
	const char *name, *subject;
	enum link link;
	const char *ja, *en;
};

/* Fixed words: what is not here is in no letter. */
static const struct kind kinds[] = {
	{"activation", "アカウントのご案内", LINK_ACTIVATE,
	 "ご利用のためのアカウントが用意されました。\n次のリンクを開いて、ご自分のパスワードを決めてください。リンクは1回だけ使えます。",
	 "An account is ready for you. Open the link below and choose your own password. The link works once."},
	{"address", "メールアドレスが変わりました", LINK_NONE,
	 "お知らせ先のメールアドレスが変わりました。今後このアドレスへはお送りしません。",
	 "The mail address of your account was changed. Nothing more will be sent to this one."},
	{"application", "利用申込を受け付けました", LINK_APPLY,
	 "利用申込を受け付けました。\n次のリンクから内容をご覧いただけます。開いていただくと、この後の変更もこのアドレスへお知らせします。\n"
	 "お心当たりがないときは、何もしないでください。これ以上お送りすることはありません。",
	 "An application was received. The link below leads to it; once you have opened it, changes are told to this address. If you know nothing of it, do nothing: "
	 "no more will be sent."},
	{"application_state", "利用申込の状況が変わりました", LINK_APPLY,
	 "利用申込の状況が変わりました。次のリンクからご覧ください。",
	 "There is news of your application. Please look at it by the link below."},
	{"codes", "予備コードが作り直されました", LINK_NONE,
	 "アカウントの2要素認証の予備コードが作り直されました。前の予備コードは使えません。\nお心当たりがないときは、すぐに施設管理者か事務局へお電話ください。",
	 "The recovery codes of your account were made anew; those of before are void. If it was not you, please telephone your facility admin or the office at "
	 "once."},
	{"confirm", "メールアドレスの確認", LINK_CONFIRM,
	 "このメールアドレスがお知らせ先として登録されました。\n次のリンクを開くと、登録が終わります。\nお心当たりがないときは、何もしないでください。",
	 "This mail address was given for notices. Open the link below to confirm it. If you know nothing of it, do nothing."},
	{"facility_end", "施設のご利用が終わりました", LINK_NONE,
	 "施設管理者をされていた施設は、このネットワークの利用を終えました。その施設の職員としてのアカウントは、皆さまの分もあわせて使えなくなりました。\n"
	 "お心当たりがないときは、すぐに事務局へお電話ください。",
	 "The facility of which you were facility admin has left the network; the accounts of its staff no longer work there. If you know nothing of it, please "
	 "telephone the office at once."},
	{"factor", "2要素認証の設定が変わりました", LINK_NONE,
	 "アカウントの2要素認証の設定が変わりました。\nお心当たりがないときは、すぐに施設管理者か事務局へお電話ください。",
	 "The two-factor sign-in of your account was changed. If it was not you, please telephone your facility admin or the office at once."},
	{"password", "パスワードが変わりました", LINK_NONE,
	 "アカウントのパスワードが変わりました。\nお心当たりがないときは、すぐに施設管理者か事務局へお電話ください。",
	 "The password of your account was changed. If it was not you, please telephone your facility admin or the office at once."},
	{"password_link", "パスワードの再設定のご案内", LINK_PASSWORD,
	 "施設管理者か事務局が、ご本人と確かめて、パスワードを再設定するリンクをお送りしました。\n"
	 "次のリンクを開いて、2要素認証の確認コード（または予備コード）と、新しいパスワードを入力してください。リンクは1回だけ使えます。\n"
	 "お心当たりがないときは、リンクを開かずに、すぐに施設管理者か事務局へお電話ください。",
	 "Your facility admin or the office has sent you a link for a new password. Open it and enter the code of your two-factor sign-in (or a recovery code) and a "
	 "new password. The link works once. If you did not ask for it, do not open it, and please telephone your facility admin or the office at once."},
};

static const struct kind *kind_of(struct str name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_eq(name, str_of(kinds[i].name)))
			return &kinds[i];
	return NULL;
}

bool letter_known(struct str kind)
{
	return kind_of(kind) != NULL;
}

/* ---- words ---- */

struct str letter_subject(const struct letter *l, struct arena *a)
{
	const struct kind *k = kind_of(l->kind);

	check(k != NULL);
	return arena_printf(a, "【%.*s】%s", STR_ARG(l->network), k->subject);
}

/* The secret comes behind the #: browsers send that to nobody. */
static struct str link_of(const struct letter *l, enum link link, struct arena *a)
{
	if (link == LINK_APPLY)
		return arena_printf(a, "%.*s/apply#%.*s.%.*s.mail", STR_ARG(l->origin), STR_ARG(l->receipt), STR_ARG(l->token));
	return arena_printf(a, "%.*s/%s#%.*s", STR_ARG(l->origin), link == LINK_ACTIVATE ? "activate" : link == LINK_PASSWORD ? "password" : "mail", STR_ARG(l->token));
}

struct str letter_text(const struct letter *l, struct arena *a)
{
	const struct kind *k = kind_of(l->kind);
	struct str receipt = {"", 0}, link = {"", 0};

	check(k != NULL);
	if (l->receipt.p != NULL)
		receipt = arena_printf(a, "\n受付番号 / Receipt number: %.*s\n", STR_ARG(l->receipt));
	if (k->link != LINK_NONE)
		link = arena_printf(a, "\n%.*s\n", STR_ARG(link_of(l, k->link, a)));
	if (k->link == LINK_ACTIVATE || k->link == LINK_CONFIRM)
		link = arena_printf(a, "%.*s（%d日間有効です / valid for %d days）\n", STR_ARG(link), l->link_days, l->link_days);
	if (k->link == LINK_PASSWORD)
		link = arena_printf(a, "%.*s（24時間有効です / valid for 24 hours）\n", STR_ARG(link));
	return arena_printf(a,
			    "%s\n\n%s\n%.*s%.*s\nこのメールには返信できません。患者さんのことや急ぎの用件は、メールに書かずお電話ください。\n"
			    "Please do not reply. Urgent matters, and anything about patients: by telephone.\n\n%.*s\n%.*s\n",
			    k->ja, k->en, STR_ARG(receipt), STR_ARG(link), STR_ARG(l->network), STR_ARG(l->origin));
}

/* ---- the wire ---- */

static void put_base64(struct buf *out, struct str bytes)
{
	char text[BASE64_LENGTH(LINE_BYTES) + 1];

	check(bytes.n <= LINE_BYTES);
	base64_encode(BASE64_PLAIN, (const unsigned char *)bytes.p, bytes.n, text);
	buf_add_str(out, str_of(text));
	for (size_t n = bytes.n; n % 3 != 0; n++)
		buf_add_byte(out, '=');
}

/* The end of a piece of at most `most` bytes that cuts no character. */
static size_t piece_end(struct str text, size_t from, size_t most)
{
	size_t to = from + most;

	if (to >= text.n)
		return text.n;
	while (to > from + most - 3 && ((unsigned char)text.p[to] & 0xC0) == 0x80)
		to--;
	return to;
}

/* All text of people and settings goes in as encoded words (RFC 2047), whatever it is: no byte of it can mean anything to a reader of headers. */
static void put_words(struct buf *out, struct str text)
{
	for (size_t from = 0, to; from < text.n; from = to) {
		to = piece_end(text, from, WORD_BYTES);
		buf_add_str(out, from == 0 ? STR(" ") : STR("\r\n "));
		buf_add_str(out, STR("=?UTF-8?B?"));
		put_base64(out, str_part(text, from, to));
		buf_add_str(out, STR("?="));
	}
}

static void put_mailbox(struct buf *out, const char *field, struct str name, struct str address)
{
	check(address_fits(address));
	buf_add_str(out, str_of(field));
	buf_add_byte(out, ':');
	if (name.p != NULL && name.n > 0) {
		put_words(out, name);
		buf_add_str(out, STR("\r\n"));
	}
	buf_add_str(out, STR(" <"));
	buf_add_str(out, address);
	buf_add_str(out, STR(">\r\n"));
}

/* Without the locale's words. */
static struct str date_of(int64_t at, struct arena *a)
{
	static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	time_t seconds = (time_t)(at / 1000);
	struct tm t;

	check(gmtime_r(&seconds, &t) != NULL);
	return arena_printf(a, "%s, %d %s %d %02d:%02d:%02d +0000", days[t.tm_wday], t.tm_mday, months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

/* As texts have it on the wire: lines end with CRLF. */
static struct str with_crlf(struct str text, struct buf *room)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n')
			buf_add_byte(room, '\r');
		buf_add_byte(room, text.p[i]);
	}
	return buf_str(room);
}

void letter_write(const struct letter *l, struct arena *a, struct buf *out)
{
	struct str subject = letter_subject(l, a), date = date_of(l->at, a), body;
	struct buf room = {0};
	char id[ID_TEXT + 1];

	id_format(l->id, id);
	put_mailbox(out, "From", l->network, l->from);
	put_mailbox(out, "To", l->name, l->to);
	buf_add_str(out, STR("Subject:"));
	put_words(out, subject);
	buf_add_str(out, arena_printf(a, "\r\nDate: %.*s\r\nMessage-ID:\r\n <%s@%.*s>\r\n", STR_ARG(date), id, STR_ARG(address_domain(l->from))));
	buf_add_str(out, STR("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n"
			     "Auto-Submitted: auto-generated\r\n\r\n"));
	body = with_crlf(letter_text(l, a), &room);
	for (size_t from = 0; from < body.n; from += LINE_BYTES) {
		put_base64(out, str_part(body, from, from + LINE_BYTES));
		buf_add_str(out, STR("\r\n"));
	}
	buf_finish(&room);
}

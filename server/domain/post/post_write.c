#include "domain/post/post.h"

#include "base/utf8.h"
#include "call/app.h"
#include "call/shown.h"

static void write_reply_to(const struct rows *r, int i, struct out *o)
{
	out_key(o, "reply_to");
	if (rows_null(r, i, POST_REPLY_TO)) {
		out_null(o);
		return;
	}
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, POST_REPLY_TO));
	out_key_i64(o, "no", rows_i64(r, i, POST_REPLY_NO));
	out_end(o);
}

static void write_deleted(const struct rows *r, int i, struct phi reason, struct out *o)
{
	out_key(o, "deleted");
	if (rows_null(r, i, POST_DELETED_AT)) {
		out_null(o);
		return;
	}
	out_object(o);
	out_key_id(o, "hat", rows_id(r, i, POST_DELETED_BY));
	out_key_i64(o, "at", rows_i64(r, i, POST_DELETED_AT));
	out_key_text_or_null(o, "reason", reason.text);
	out_end(o);
}

static void write_json_or(struct out *o, const char *name, struct str json, struct str otherwise)
{
	out_key(o, name);
	out_raw(o, json.p != NULL ? json : otherwise);
}

static void write_rest(const struct rows *r, int i, struct out *o)
{
	write_reply_to(r, i, o);
	out_key_i64(o, "replies", rows_i64(r, i, POST_REPLIES));
	out_key_i64(o, "version", rows_i64(r, i, POST_VERSION));
	out_key_i64_or_null(o, "edited_at", rows_i64(r, i, POST_EDITED_AT));
	write_json_or(o, "reactions", rows_str(r, i, POST_REACTIONS), STR("[]"));
	write_json_or(o, "receipt", rows_str(r, i, POST_RECEIPT), STR("null"));
	out_key_bool(o, "reported", rows_i64(r, i, POST_REPORT) != 0);
}

enum err post_write(const struct app *app, struct arena *a, const struct rows *r, int i, struct out *o)
{
	struct seal_place at = {.space.id = rows_id(r, i, POST_SPACE), .kind = SEAL_BODY, .row = rows_id(r, i, POST_ID)};
	bool deleted = !rows_null(r, i, POST_DELETED_AT), hidden = rows_i64(r, i, POST_REPORT) == 2;
	struct phi text = {{NULL, 0}}, reason = {{NULL, 0}};
	enum err e = ERR_OK;

	at.version = (uint32_t)rows_i64(r, i, POST_VERSION);
	if (!deleted && !hidden)
		e = shown_open(app, a, at, rows_str(r, i, POST_BODY), &text);
	else if (deleted && !rows_null(r, i, POST_REASON)) {
		at.kind = SEAL_REASON;
		at.version = 0;
		e = shown_open(app, a, at, rows_str(r, i, POST_REASON), &reason);
	}
	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "id", rows_id(r, i, POST_ID));
	out_key_id(o, "space", rows_id(r, i, POST_SPACE));
	out_key_i64(o, "no", rows_i64(r, i, POST_NO));
	out_key_i64(o, "seq", rows_i64(r, i, POST_SEQ));
	out_key_id(o, "author", rows_id(r, i, POST_AUTHOR));
	out_key_i64(o, "at", rows_i64(r, i, POST_CREATED_AT));
	out_key_phi_or_null(o, "body", text);
	if (!deleted && !hidden && text.text.p == NULL)
		out_key_bool(o, "unreadable", true);
	write_rest(r, i, o);
	write_deleted(r, i, reason, o);
	out_end(o);
	return ERR_OK;
}

/* White space as Unicode has it, and what takes no room at all. */
static bool is_blank(uint32_t point)
{
	return point == ' ' || point == '\t' || point == '\n' || point == 0xa0 || point == 0x1680 || (point >= 0x2000 && point <= 0x200d) ||
	       point == 0x2028 || point == 0x2029 || point == 0x202f || point == 0x205f || point == 0x2060 || point == 0x3000 || point == 0xfeff;
}

bool post_body_says_something(struct phi body)
{
	struct str s = body.text;
	uint32_t point;

	for (size_t at = 0; at < s.n;) {
		at = utf8_next(s, at, &point);
		if (!is_blank(point))
			return true;
	}
	return false;
}

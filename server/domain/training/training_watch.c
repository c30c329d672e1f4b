/* The video watched to its end: its bytes, how far one has come, and that the end is a training. */
#include "base/settings.h"
#include "call/app.h"
#include "call/call.h"
#include "domain/training/training_rows.h"
#include "domain/training/training_video.h"

#define END_MS 1000 /* so near the end it is over: lengths are whole seconds */

static struct str name_of(const struct training_video *v)
{
	return v != NULL ? str_of(v->name) : STR("");
}

/* ---- what there is ---- */

enum { WAY, HELD_ON, REACHED, DONE };

static enum err on_own(struct call *c, const struct rows *r)
{
	const struct training_video *v = c->app->video;
	struct out *o = &c->out;

	out_object(o);
	out_key_text_or_null(o, "way", rows_str(r, 0, WAY));
	out_key_text_or_null(o, "held_on", rows_str(r, 0, HELD_ON));
	out_key_bool(o, "video", v != NULL);
	out_key_bool(o, "captions", v != NULL && v->captions.fd >= 0);
	out_key_i64(o, "length", v != NULL ? v->length_ms : 0);
	out_key_i64(o, "reached", rows_i64(r, 0, REACHED));
	out_key_i64_or_null(o, "done_at", rows_i64(r, 0, DONE));
	out_end(o);
	return ERR_OK;
}

/* GET /api/training: one's own training, whether there is a video, and how far one has watched it. */
enum err training_own(struct call *c)
{
	struct query q;

	c->unaudited = true;
	query_init(&q, c->arena, STMT_training_own);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, name_of(c->app->video));
	call_query(c, &q, on_own);
	return ERR_OK;
}

static enum err send_file(struct call *c, const struct http_file *f)
{
	c->unaudited = true;
	if (f == NULL || f->fd < 0)
		return ERR_NOT_FOUND;
	c->sent = f;
	return ERR_OK;
}

/* GET /api/training/video: in parts (Range). NOT_FOUND: there is none. RANGE_REFUSED: nothing of it lies there. */
enum err training_film(struct call *c)
{
	return send_file(c, c->app->video != NULL ? &c->app->video->film : NULL);
}

/* GET /api/training/captions: WebVTT. NOT_FOUND: there are none. */
enum err training_captions(struct call *c)
{
	return send_file(c, c->app->video != NULL ? &c->app->video->captions : NULL);
}

/* ---- watching ---- */

static void answer(struct call *c, int64_t reached, bool done)
{
	out_object(&c->out);
	out_key_i64(&c->out, "reached", reached);
	out_key_bool(&c->out, "done", done);
	out_end(&c->out);
}

static void pass(struct call *c)
{
	struct query q;

	c->unaudited = false;
	query_init(&q, c->arena, STMT_training_watched);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, NULL);
	query_init(&q, c->arena, STMT_gate_admit);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, NULL);
}

static enum err on_open(struct call *c, const struct rows *r)
{
	const struct training_watch_in *in = c->in;
	const struct training_video *v = c->app->video;
	int64_t reached = rows_i64(r, 0, 0);
	bool done = !rows_null(r, 0, 2);
	struct query q;

	if (done) {
		answer(c, reached, true);
		return ERR_OK;
	}
	if (in->to > v->length_ms + END_MS || !training_video_advance(in->from, in->to, c->facts.now - rows_i64(r, 0, 1), &reached))
		return call_refuse(c, ERR_CONFLICT);
	done = reached >= v->length_ms - END_MS;
	query_init(&q, c->arena, STMT_training_watch_set);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, name_of(v));
	bind_i64(&q, reached);
	bind_i64(&q, c->facts.now);
	if (done)
		bind_i64(&q, c->facts.now);
	else
		bind_null(&q);
	call_query(c, &q, NULL);
	if (done)
		pass(c);
	answer(c, reached, done);
	return ERR_OK;
}

/*
 * POST /api/training/watch {from, to}: this stretch, in ms, was watched; from = to: it begins here. {reached, done}: at the end it is a training of today.
 * CONFLICT: not from where one had come to, or faster than the server's clock allows; nothing changes. NOT_FOUND: there is no video.
 */
enum err training_watch(struct call *c)
{
	struct query q;

	if (c->app->video == NULL)
		return call_refuse(c, ERR_NOT_FOUND);
	c->unaudited = true;
	query_init(&q, c->arena, STMT_training_watch_open);
	bind_id(&q, c->facts.session.hat.id);
	bind_text(&q, name_of(c->app->video));
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_open);
	return ERR_OK;
}

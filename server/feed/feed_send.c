/* Sending: once encoded, to every follower that is due for it. */
#include "base/check.h"
#include "feed/feed_own.h"
#include "net/live.h"

#include <stdio.h>
#include <string.h>

void feed_send_text(struct sock *s, struct str message)
{
	struct frame *f = frame_create(message);

	sock_send(s, f);
	frame_unref(&f);
}

void feed_send_word(struct sock *s, const char *what, struct space_id space)
{
	char id[ID_TEXT + 1], text[96];
	int n;

	id_format(space.id, id);
	n = snprintf(text, sizeof(text), "{\"t\":\"%s\",\"space\":\"%s\"}", what, id);
	feed_send_text(s, (struct str){text, (size_t)n});
}

/* What stands in the stream for somebody who may not see the event's post: the seq goes on, nothing else is said. */
static struct frame *blank_create(const struct feed_event *e)
{
	char id[ID_TEXT + 1], text[160];
	int n;

	id_format(e->space.id, id);
	n = snprintf(text, sizeof(text), "{\"t\":\"event\",\"space\":\"%s\",\"seq\":%lld,\"kind\":\"none\"}", id, (long long)e->seq);
	return frame_create((struct str){text, (size_t)n});
}

static bool sees(const struct sub *s, const struct feed_event *e)
{
	return e->created_seq == 0 || e->created_seq > s->read_from_seq;
}

static bool ends(const struct sub *s, const struct feed_event *e)
{
	return strcmp(e->kind, "member_remove") == 0 && id_eq(e->member.id, s->client->hat.id);
}

/* One sub; false when the sub has ended with this event. */
static bool send_one(struct sub *s, const struct feed_event *e, struct frame *full, struct frame *blank)
{
	if (ends(s, e)) {
		feed_send_word(s->client->sock, "gone", e->space);
		feed_drop_sub(s);
		return false;
	}
	if (sees(s, e) && full == NULL) /* it could not be read now: the client reads it again */
		feed_send_word(s->client->sock, "reset", e->space);
	else
		sock_send(s->client->sock, sees(s, e) ? full : blank);
	s->seq = e->seq;
	return true;
}

void feed_send_event(struct feed *f, const struct feed_event *e)
{
	struct feed_space *space = idmap_get(&f->spaces, e->space.id);
	struct frame *full, *blank;

	if (space == NULL || e->seq != space->seq + 1)
		return; /* a gap cannot be: the stream is gapless; what was sent already is passed over */
	space->readable_until = e->readable_until;
	if (feed_space_lapse(space))
		return;
	full = e->json.p != NULL ? frame_create(e->json) : NULL;
	blank = blank_create(e);
	for (struct sub *s = space->subs, *next; s != NULL; s = next) {
		next = s->next_of_space;
		/* A removal does not wait until somebody has caught up: what is said after it is not said to them. */
		if (s->catching_up ? e->seq > s->seq && ends(s, e) : s->seq + 1 == e->seq)
			(void)send_one(s, e, full, blank);
	}
	space->seq = e->seq;
	if (full != NULL)
		frame_unref(&full);
	frame_unref(&blank);
}

void feed_send_to_sub(struct sub *s, const struct feed_event *e)
{
	struct frame *full, *blank;

	if (s->seq + 1 != e->seq)
		return;
	s->space->readable_until = e->readable_until;
	if (feed_space_lapse(s->space))
		return;
	full = e->json.p != NULL ? frame_create(e->json) : NULL;
	blank = blank_create(e);
	(void)send_one(s, e, full, blank);
	if (full != NULL)
		frame_unref(&full);
	frame_unref(&blank);
}

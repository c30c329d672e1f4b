#include "main/demo_story.h"

#include "base/check.h"
#include "main/demo_story_own.h"

#include <stdlib.h>

static int compare_events(const void *left, const void *right)
{
	const struct story_event *a = left, *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->order - b->order;
}

static void add_event(struct story *s, struct story_event e)
{
	e.order = s->event_count;
	s->events[s->event_count++] = e;
}

static void add_members(struct story *s, const struct town *t)
{
	int opener = t->patients[s->patient].opener;

	for (int i = 0; i < t->member_count; i++) {
		const struct town_member *m = &t->members[i];

		if (m->patient != s->patient)
			continue;
		s->members[s->member_count] = (struct story_member){.m = m};
		add_event(s, (struct story_event){STORY_MEMBER_ADD, m->from_at, .index = s->member_count, .deed = TOWN_NONE,
						  .hat = opener});
		s->member_count++;
	}
}

static enum story_kind kind_of(const struct town_deed *d)
{
	return d->what == DEED_EDIT ? STORY_EDIT : d->what == DEED_REACT ? STORY_REACTION : STORY_DELETE;
}

static void add_posts(struct story *s, const struct town *t, int64_t now)
{
	for (int i = 0; i < t->post_count; i++) {
		const struct town_post *p = &t->posts[i];

		if (p->patient != s->patient)
			continue;
		s->posts[s->post_count] = (struct story_post){.p = p, .version = 1};
		add_event(s, (struct story_event){STORY_POST, p->at, .index = s->post_count, .deed = TOWN_NONE, .hat = p->hat});
		for (int k = 0; k < p->deed_count; k++) {
			int64_t at = p->at + p->deeds[k].after_ms;

			add_event(s, (struct story_event){kind_of(&p->deeds[k]), at < now ? at : now - 1, .index = s->post_count,
							  .deed = k, .hat = p->deeds[k].hat});
		}
		s->post_count++;
	}
}

static void add_leavers(struct story *s, const struct town *t)
{
	for (int i = 0; i < s->member_count; i++)
		if (s->members[i].m->to_at != 0)
			add_event(s, (struct story_event){STORY_MEMBER_REMOVE, s->members[i].m->to_at, .index = i,
							  .deed = TOWN_NONE, .hat = t->patients[s->patient].attending});
}

/* A member now, in the middle of the play. */
static bool is_member(const struct story *s, int hat)
{
	for (int i = 0; i < s->member_count; i++)
		if (s->members[i].m->hat == hat && s->members[i].from_seq != 0 && s->members[i].to_seq == 0)
			return true;
	return false;
}

static const char *play_join(struct story *s, const struct story_event *e)
{
	struct story_member *m = &s->members[e->index];

	if (is_member(s, m->m->hat))
		return "joins twice";
	m->from_seq = e->seq;
	m->read_from_seq = m->m->all_history ? 0 : e->seq;
	m->first_no = m->m->all_history ? 0 : s->post_no;
	return NULL;
}

static const char *play_post(struct story *s, const struct story_event *e)
{
	struct story_post *p = &s->posts[e->index];

	if (!is_member(s, e->hat))
		return "posts without being a member then";
	p->created_seq = p->seq = e->seq;
	p->no = ++s->post_no;
	return NULL;
}

static const char *play_deed(struct story *s, const struct story_event *e)
{
	struct story_post *p = &s->posts[e->index];

	if (p->no == 0 || p->deleted_at != 0)
		return "does something to a post that is not there (any more)";
	if (!is_member(s, e->hat))
		return "does something without being a member then";
	p->seq = e->seq;
	if (e->kind == STORY_EDIT) {
		p->version++;
		p->edited_at = e->at;
	} else if (e->kind == STORY_DELETE) {
		p->deleted_at = e->at;
	}
	return NULL;
}

static const char *play_event(struct story *s, struct story_event *e)
{
	e->seq = ++s->seq;
	switch (e->kind) {
	case STORY_MEMBER_ADD:
		return play_join(s, e);
	case STORY_POST:
		return play_post(s, e);
	case STORY_MEMBER_REMOVE:
		s->members[e->index].to_seq = e->seq;
		return s->members[e->index].from_seq != 0 ? NULL : "leaves before joining";
	case STORY_DELETE:
	case STORY_EDIT:
	case STORY_REACTION:
		return play_deed(s, e);
	}
	return NULL;
}

static bool play(struct arena *a, struct story *s, const struct town *t, struct str *why_r)
{
	for (int i = 0; i < s->event_count; i++) {
		struct story_event *e = &s->events[i];
		const char *wrong = play_event(s, e);
		bool of_post = e->kind != STORY_MEMBER_ADD && e->kind != STORY_MEMBER_REMOVE;
		int hat = of_post ? e->hat : s->members[e->index].m->hat;

		if (wrong == NULL)
			continue;
		*why_r = arena_printf(a, "patient %.*s%s%.*s: hat %.*s %s", STR_ARG(t->patients[s->patient].ref),
				      of_post ? ", post " : "", STR_ARG(of_post ? s->posts[e->index].p->ref : STR("")),
				      STR_ARG(t->hats[hat].ref), wrong);
		return false;
	}
	return true;
}

static int compare_posts(const void *left, const void *right)
{
	const struct story_post *a = left, *b = right;

	return a->no < b->no ? -1 : a->no > b->no;
}

/* Afterwards index and no go together; the events follow. */
static void sort_posts(struct arena *a, struct story *s)
{
	int *place = arena_array(a, (size_t)s->post_count, sizeof(*place));

	for (int i = 0; i < s->post_count; i++)
		place[i] = (int)s->posts[i].no - 1;
	for (int i = 0; i < s->event_count; i++)
		if (s->events[i].kind != STORY_MEMBER_ADD && s->events[i].kind != STORY_MEMBER_REMOVE)
			s->events[i].index = place[s->events[i].index];
	qsort(s->posts, (size_t)s->post_count, sizeof(*s->posts), compare_posts);
}

static size_t most_events(const struct town *t)
{
	size_t n = (size_t)t->member_count * 2 + (size_t)t->post_count;

	for (int i = 0; i < t->post_count; i++)
		n += (size_t)t->posts[i].deed_count;
	return n;
}

struct story *story_play(struct arena *a, const struct town *t, int patient, int64_t now, struct str *why_r)
{
	struct story *s = arena_alloc(a, sizeof(*s));

	check(t != NULL && patient >= 0 && patient < t->patient_count && why_r != NULL);
	s->patient = patient;
	s->events = arena_array(a, most_events(t), sizeof(*s->events));
	s->members = arena_array(a, (size_t)t->member_count, sizeof(*s->members));
	s->posts = arena_array(a, (size_t)t->post_count, sizeof(*s->posts));
	add_members(s, t);
	add_posts(s, t, now);
	add_leavers(s, t);
	qsort(s->events, (size_t)s->event_count, sizeof(*s->events), compare_events);
	if (!play(a, s, t, why_r))
		return NULL;
	sort_posts(a, s);
	story_read_all(a, s, t, now);
	return s;
}

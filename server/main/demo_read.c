#include "base/check.h"
#include "main/demo_story_own.h"

#include <stdlib.h>

#define SECOND 1000LL
#define MINUTE (60 * SECOND)

/* One member's reading. */
struct visitor {
	const struct story_member *m;
	int64_t *visits; /* times */
	int visit_count;
	int64_t most_no; /* how far the town lets it read */
	int64_t last_at; /* nobody reads after having left, or in the future */
};

/* The same town is read in the same way each time it is built. */
static uint64_t dice(int hat, int64_t no)
{
	uint64_t x = (uint64_t)hat * 0x9e3779b97f4a7c15u + (uint64_t)no * 0xbf58476d1ce4e5b9u + 1;

	x ^= x >> 31;
	x *= 0x94d049bb133111ebu;
	return x ^ (x >> 29);
}

/* Two of five look within a quarter of an hour, the others when they come to it. */
static int64_t delay(int hat, int64_t no)
{
	uint64_t d = dice(hat, no);
	int64_t minutes = d % 5 < 2 ? 1 + (int64_t)(d / 5 % 14) : 15 + (int64_t)(d / 5 % 300);

	return minutes * MINUTE + (int64_t)(d / 7 % 60) * SECOND;
}

static void add_visit(struct visitor *v, int64_t at)
{
	v->visits[v->visit_count++] = at < v->last_at ? at : v->last_at;
}

static void add_looks(struct visitor *v, const struct story *s)
{
	int hat = v->m->m->hat;
	int64_t last = v->m->m->from_at + delay(hat, 0);

	add_visit(v, last);
	for (int i = 0; i < s->post_count; i++) {
		const struct story_post *p = &s->posts[i];

		if (p->p->at <= last || p->p->hat == hat)
			continue;
		last = p->p->at + delay(hat, p->no);
		add_visit(v, last);
	}
}

static void add_own_acts(struct visitor *v, const struct story *s)
{
	for (int i = 0; i < s->event_count; i++) {
		const struct story_event *e = &s->events[i];

		if (e->hat != v->m->m->hat || e->kind == STORY_MEMBER_ADD || e->kind == STORY_MEMBER_REMOVE)
			continue;
		add_visit(v, e->at);
		if (s->posts[e->index].no > v->most_no)
			v->most_no = s->posts[e->index].no;
	}
}

static int compare_times(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return a < b ? -1 : a > b;
}

static int64_t no_at(const struct story *s, int64_t at)
{
	int64_t no = 0;

	while (no < s->post_count && s->posts[no].p->at <= at)
		no++;
	return no;
}

static void add_move(struct story *s, int hat, bool opened, int64_t upto_no, int64_t at)
{
	s->moves[s->move_count++] = (struct story_move){hat, opened, upto_no, at};
}

static void walk(struct story *s, const struct visitor *v, int64_t now)
{
	int hat = v->m->m->hat;
	int64_t opened = v->m->first_no, newest = no_at(s, v->last_at);

	for (int i = 0; i < v->visit_count; i++) {
		int64_t upto = no_at(s, v->visits[i]), earlier = (int64_t)(dice(hat, upto) % 600) * SECOND;

		if (upto > v->most_no)
			upto = v->most_no;
		if (upto <= opened)
			continue;
		opened = upto;
		/* The device had it a little before, but not before it was there. */
		earlier = v->visits[i] - earlier;
		if (earlier < s->posts[upto - 1].p->at)
			earlier = s->posts[upto - 1].p->at;
		add_move(s, hat, false, upto, earlier);
		add_move(s, hat, true, upto, v->visits[i]);
	}
	if (opened < newest && dice(hat, newest) % 2 == 0 && v->last_at == now)
		add_move(s, hat, false, newest, s->posts[newest - 1].p->at + 5 * SECOND);
}

static int64_t most_no(const struct story *s, const struct town *t, int hat)
{
	for (int i = 0; i < t->opened_count; i++) {
		if (t->opened[i].patient != s->patient || t->opened[i].hat != hat)
			continue;
		for (int k = 0; k < s->post_count; k++)
			if (t->opened[i].post != TOWN_NONE && s->posts[k].p == &t->posts[t->opened[i].post])
				return s->posts[k].no;
		return 0;
	}
	return s->post_no;
}

void story_read_all(struct arena *a, struct story *s, const struct town *t, int64_t now)
{
	struct visitor v;
	size_t most_visits = (size_t)s->post_count + (size_t)s->event_count + 1;

	check(s->moves == NULL);
	s->moves = arena_array(a, (size_t)s->member_count * (most_visits * 2 + 1), sizeof(*s->moves));
	v.visits = arena_array(a, most_visits, sizeof(*v.visits));
	for (int i = 0; i < s->member_count; i++) {
		v.m = &s->members[i];
		v.visit_count = 0;
		v.most_no = most_no(s, t, v.m->m->hat);
		v.last_at = v.m->m->to_at != 0 ? v.m->m->to_at : now;
		add_looks(&v, s);
		add_own_acts(&v, s);
		qsort(v.visits, (size_t)v.visit_count, sizeof(*v.visits), compare_times);
		walk(s, &v, now);
	}
}

/* For tests only: leases asked for and waited for. */
#ifndef TASUKI_KEYS_TEST_LEASES_H
#define TASUKI_KEYS_TEST_LEASES_H

#include "keys/test_region.h"

static inline void on_answer(void *arg, enum err e)
{
	struct room *r = arg;

	if (e != ERR_OK || r->last == ERR_COUNT)
		r->last = e;
	if (--r->waiting == 0)
		loop_stop(r->loop);
}

/* The worst of the answers to what was asked since. */
static inline enum err wait_all(struct room *r)
{
	enum err e;

	if (r->waiting > 0)
		loop_run(r->loop);
	e = r->last;
	r->last = ERR_COUNT;
	return e;
}

static inline enum err want(struct room *r, const struct space_id *spaces, size_t n)
{
	r->last = ERR_COUNT;
	r->waiting = 1;
	leases_want(r->l, spaces, n, on_answer, r);
	return wait_all(r);
}

static inline enum err create(struct room *r, struct space_id space)
{
	r->last = ERR_COUNT;
	r->waiting = 1;
	leases_create_key(r->l, space, on_answer, r);
	return wait_all(r);
}

/* Whether both keys are the same one: what the first seals the second opens. */
static inline bool is_same(struct room *r, struct space_id space, const struct space_key *one, const struct space_key *other)
{
	struct seal_place at = {r->deployment, space, SEAL_BODY, id_new(), 1};
	struct phi out;

	return unseal(r->a, other, &at, seal(r->a, one, &at, (struct phi){STR("血圧 128/74")}), &out) == ERR_OK;
}

static inline void assert_key_survives(struct room *r, struct space_id space, const struct space_key *before)
{
	struct space_key *now;

	assert_int_equal(lease_now(r->socket, space, false, &now), ERR_OK);
	assert_true(is_same(r, space, before, now));
	space_key_destroy(&now);
}

struct watching {
	struct room *r;
	pid_t child;
	int status;
};

static inline void look_for_child(void *arg)
{
	struct watching *w = arg;

	if (waitpid(w->child, &w->status, WNOHANG) == w->child)
		loop_stop(w->r->loop);
}

/* Until the child, which the loop of this process must answer meanwhile, has ended; its exit status. */
static inline int run_until_exit(struct room *r, pid_t child)
{
	struct watching w = {r, child, 0};
	struct timer *t = timer_every(r->loop, 5, look_for_child, &w);

	loop_run(r->loop);
	timer_destroy(&t);
	assert_true(WIFEXITED(w.status));
	return WEXITSTATUS(w.status);
}

#endif

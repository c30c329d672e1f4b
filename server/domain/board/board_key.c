#include "domain/board/board.h"

#include "base/arena.h"
#include "base/check.h"
#include "call/app.h"
#include "db/bind.h"
#include "db/pool.h"
#include "db/row.h"
#include "keys/lease.h"
#include "loop/loop.h"

#include <stdlib.h>

#define AGAIN_MS 500

struct board_key {
	unsigned magic;
	struct app *app;
	struct arena *arena;
	struct timer *again;
	bool asking;   /* database or key holder */
	bool querying; /* the database: its answer comes in any case, if only as its pool ends */
	bool dead;     /* freed by that answer */
};

#define BOARD_KEY_MAGIC 0xb0a4dae1u

/* CONFLICT: it is there. Anything else is asked again. */
static void on_key(void *arg, enum err e)
{
	struct board_key *k = arg;

	check_magic(k, BOARD_KEY_MAGIC);
	k->asking = false;
	if (e == ERR_OK || e == ERR_CONFLICT)
		timer_destroy(&k->again);
}

static void free_key(struct board_key *k)
{
	k->magic = 0;
	arena_destroy(&k->arena);
	free(k);
}

static void on_space(void *arg, enum err e, const struct rows *r)
{
	struct board_key *k = arg;

	check_magic(k, BOARD_KEY_MAGIC);
	k->querying = false;
	if (k->dead)
		free_key(k);
	else if (e == ERR_OK && rows_count(r) == 1)
		leases_create_key(k->app->leases, (struct space_id){rows_id(r, 0, 0)}, on_key, k);
	else
		k->asking = false;
}

static void ask(void *arg)
{
	struct board_key *k = arg;
	struct query q;

	check_magic(k, BOARD_KEY_MAGIC);
	if (k->asking)
		return;
	k->asking = k->querying = true;
	arena_reset(k->arena);
	query_init(&q, k->arena, STMT_board_space);
	pool_query(k->app->read_pool, &q, on_space, k);
}

struct board_key *board_key_create(struct app *app)
{
	struct board_key *k = calloc(1, sizeof(*k));

	check(k != NULL && app != NULL);
	*k = (struct board_key){.magic = BOARD_KEY_MAGIC, .app = app, .arena = arena_create(512)};
	k->again = timer_every(app->loop, AGAIN_MS, ask, k);
	return k;
}

void board_key_destroy(struct board_key **k)
{
	if (*k == NULL)
		return;
	check_magic(*k, BOARD_KEY_MAGIC);
	timer_destroy(&(*k)->again);
	(*k)->dead = (*k)->querying;
	if (!(*k)->dead)
		free_key(*k);
	*k = NULL;
}

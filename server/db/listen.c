#include "db/listen.h"

#include "base/check.h"
#include "db/conn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LISTENER_MAGIC 0x6c697374u
#define PAYLOAD_MAX 7999
#define CHANNELS_MAX 16

struct listener {
	unsigned magic;
	struct listener_options o;
	struct conn *conn;
	char commands[CHANNELS_MAX][72];
	int count;
	bool up; /* LISTEN is in force */
};

static void ignore(const struct step *s, const struct answer *a)
{
	(void)s;
	(void)a;
}

static void in_force(const struct step *s, const struct answer *a)
{
	struct listener *l = s->owner;

	if (a->lost)
		return;
	check_magic(l, LISTENER_MAGIC);
	l->up = true;
	l->o.restored(l->o.arg);
}

static void came(void *arg, struct conn *c)
{
	struct listener *l = arg;
	struct step *s;

	check_magic(l, LISTENER_MAGIC);
	for (int i = 0; i < l->count; i++) {
		s = step_create(STEP_QUERY, "listen", NULL);
		s->text = l->commands[i];
		s->answer = ignore;
		conn_push(c, s);
	}
	s = step_create(STEP_SYNC, "listen", NULL);
	s->answer = in_force;
	s->owner = l;
	conn_push(c, s);
}

static void went(void *arg, struct conn *c)
{
	struct listener *l = arg;

	(void)c;
	check_magic(l, LISTENER_MAGIC);
	l->up = false;
}

static void noticed(void *arg, struct str channel, struct str payload)
{
	struct listener *l = arg;

	check_magic(l, LISTENER_MAGIC);
	l->o.notice(l->o.arg, channel, payload);
}

struct listener *listener_create(struct loop *loop, const struct listener_options *o)
{
	struct listener *l = calloc(1, sizeof(*l));

	check(l != NULL && o->notice != NULL && o->restored != NULL);
	l->magic = LISTENER_MAGIC;
	l->o = *o;
	for (; o->channels[l->count] != NULL; l->count++) {
		const char *name = o->channels[l->count];

		check(l->count < CHANNELS_MAX && strlen(name) < 64 &&
		      name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0');
		(void)snprintf(l->commands[l->count], sizeof(l->commands[0]), "listen %s", name);
	}
	l->conn = conn_create(loop, &(struct conn_options){
					    .conninfo = o->conninfo,
					    .name = "tasuki listen",
					    .up = came,
					    .down = went,
					    .notice = noticed,
					    .arg = l,
				    });
	return l;
}

/* conn_destroy answers steps as lost, which touches nothing of ours; a notice under way returns into the connection only. */
void listener_destroy(struct listener **lp)
{
	struct listener *l;

	check(lp != NULL);
	l = *lp;
	if (l == NULL)
		return;
	check_magic(l, LISTENER_MAGIC);
	*lp = NULL;
	conn_destroy(&l->conn);
	l->magic = 0;
	free(l);
}

bool listener_up(const struct listener *l)
{
	check_magic(l, LISTENER_MAGIC);
	return l->up;
}

static void notified(const struct step *s, const struct answer *a)
{
	(void)a;
	free(s->arg);
}

void listener_notify(struct listener *l, struct str channel, struct str payload)
{
	struct query q = {.count = 2};
	struct step *s;
	char *copy;

	check_magic(l, LISTENER_MAGIC);
	check(channel.n < 64 && payload.n <= PAYLOAD_MAX);
	if (!conn_up(l->conn))
		return;
	copy = malloc(channel.n + payload.n + 1);
	check(copy != NULL);
	memcpy(copy, channel.p, channel.n);
	if (payload.n > 0)
		memcpy(copy + channel.n, payload.p, payload.n);
	q.value[0] = copy;
	q.length[0] = (int)channel.n;
	q.value[1] = copy + channel.n;
	q.length[1] = (int)payload.n;
	s = step_create(STEP_SINGLE, "notify", &q);
	s->text = "select pg_notify($1::text, $2::text)";
	s->answer = notified;
	s->arg = copy;
	conn_push(l->conn, s);
}

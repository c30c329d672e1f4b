#include "net/sweep.h"

#include "base/check.h"
#include "base/clock.h"
#include "net/edge.h"
#include "net/listener.h"
#include "net/sock.h"

/* The lists of these phases are in the order of time, so that only the late ones are touched. */
static void late(struct net_server *s, enum phase phase, int64_t after_ms, void (*act)(struct edge *c))
{
	int64_t before = clock_steady_ms() - after_ms;
	struct edge *c;

	while ((c = s->lists[phase].first) != NULL && c->since <= before)
		act(c);
}

/* Progress is noted without a change of place in these, so all are looked at; they are few. */
static void stalled(struct net_server *s, enum phase phase, int64_t after_ms, bool sending)
{
	int64_t before = clock_steady_ms() - after_ms;

	for (struct edge *c = s->lists[phase].first, *next; c != NULL; c = next) {
		next = c->next;
		if (c->since <= before && (c->out.n > 0) == sending)
			edge_destroy(c);
	}
}

static void ping(struct edge *c)
{
	edge_phase(c, PHASE_PINGED);
	if (c->sock != NULL)
		sock_ping(c->sock);
}

void sweep(void *arg)
{
	struct net_server *s = arg;

	check_magic(s, NET_MAGIC);
	late(s, PHASE_HEAD, s->o.head_deadline_ms, edge_end);
	late(s, PHASE_ASKED, s->o.body_deadline_ms, edge_end);
	late(s, PHASE_BODY, s->o.body_deadline_ms, edge_end);
	late(s, PHASE_IDLE, s->o.idle_ms, edge_end);
	late(s, PHASE_PINGED, WS_DEAD_MS - WS_PING_MS, edge_destroy);
	late(s, PHASE_QUIET, WS_PING_MS, ping);
	stalled(s, PHASE_BUSY, STALL_MS, true);
	stalled(s, PHASE_LINGER, STALL_MS, true);
	stalled(s, PHASE_LINGER, LINGER_MS, false);
	listener_resume(s);
}

#include "screen/aho.h"

#include "base/check.h"
#include "screen/vault.h"

#include <stdlib.h>

/* Node 0 is the root. Edges live in one hash table of node numbers, keyed by the node's parent and letter. */
struct node {
	uint32_t parent, c;
	uint32_t fail, out; /* longest proper suffix that is a node; that or a further one that is a pattern */
	uint32_t value;
	uint32_t depth;
};

/* The hash beside the child spares most looks at nodes that are others, each a line of memory far away. */
struct slot {
	uint32_t child, hash;
};

struct aho {
	unsigned magic;
	bool finished;
	struct vault nodes, slots; /* before the first node: a bit for each letter that may begin a pattern, by its last BEGIN_BITS bits */
	uint32_t n, room, mask;
};

/* Most letters begin no pattern: they need no look at the table. */
enum { BEGIN_BITS = 12, BEGIN_BYTES = (1 << BEGIN_BITS) / 8 };

#define MAGIC_AHO 0x6f684141u

static struct node *nodes_of(const struct aho *a)
{
	return (struct node *)((char *)a->nodes.p + BEGIN_BYTES);
}

static struct slot *slots_of(const struct aho *a)
{
	return a->slots.p;
}

static uint32_t room_of(const struct aho *a)
{
	return (uint32_t)((a->nodes.n - BEGIN_BYTES) / sizeof(struct node));
}

struct aho *aho_create(bool secret, size_t letters)
{
	struct aho *a = calloc(1, sizeof(*a));

	check(a != NULL && letters < 1u << 28);
	a->magic = MAGIC_AHO;
	a->nodes.secret = a->slots.secret = secret;
	a->mask = 127;
	while (a->mask / 2 < letters)
		a->mask = a->mask * 2 + 1;
	vault_grow(&a->nodes, BEGIN_BYTES + (letters + 64) * sizeof(struct node));
	vault_grow(&a->slots, ((size_t)a->mask + 1) * sizeof(struct slot));
	a->room = room_of(a);
	a->n = 1;
	return a;
}

void aho_destroy(struct aho **a)
{
	check(a != NULL);
	if (*a == NULL)
		return;
	check_magic(*a, MAGIC_AHO);
	vault_empty(&(*a)->nodes);
	vault_empty(&(*a)->slots);
	free(*a);
	*a = NULL;
}

static uint32_t spread(uint32_t parent, uint32_t c)
{
	uint64_t h = ((uint64_t)parent << 32 | c) * 0x9e3779b97f4a7c15u;

	h = (h ^ h >> 29) * 0xbf58476d1ce4e5b9u;
	return (uint32_t)(h >> 32);
}

/* The child's slot, or the empty one where it would be. */
static struct slot *slot_of(const struct aho *a, uint32_t parent, uint32_t c)
{
	struct slot *slots = slots_of(a);
	const struct node *nodes = nodes_of(a);
	uint32_t hash = spread(parent, c), s = hash & a->mask;

	while (slots[s].child != 0 &&
	       (slots[s].hash != hash || nodes[slots[s].child].parent != parent || nodes[slots[s].child].c != c))
		s = (s + 1) & a->mask;
	return &slots[s];
}

static uint64_t *first_of(const struct aho *a, uint32_t c)
{
	return (uint64_t *)a->nodes.p + ((c & ((1u << BEGIN_BITS) - 1)) >> 6);
}

static bool may_begin(const struct aho *a, uint32_t c)
{
	return (*first_of(a, c) >> (c & 63) & 1) != 0;
}

static uint32_t child_of(const struct aho *a, uint32_t parent, uint32_t c)
{
	return slot_of(a, parent, c)->child;
}

static void slots_double(struct aho *a)
{
	struct vault old = a->slots;

	a->mask = a->mask * 2 + 1;
	a->slots = (struct vault){.secret = old.secret};
	vault_grow(&a->slots, ((size_t)a->mask + 1) * sizeof(struct slot));
	for (size_t i = 0; i < ((size_t)a->mask + 1) / 2; i++) {
		struct slot moved = ((struct slot *)old.p)[i];
		uint32_t s = moved.hash & a->mask;

		if (moved.child == 0)
			continue;
		while (slots_of(a)[s].child != 0)
			s = (s + 1) & a->mask;
		slots_of(a)[s] = moved;
	}
	vault_empty(&old);
}

static uint32_t child_made(struct aho *a, uint32_t parent, uint32_t c)
{
	struct slot *s = slot_of(a, parent, c);
	uint32_t made;

	if (s->child != 0)
		return s->child;
	if (a->n == a->room) {
		vault_grow(&a->nodes, 2 * a->nodes.n);
		a->room = room_of(a);
	}
	made = a->n++;
	nodes_of(a)[made] = (struct node){.parent = parent, .c = c, .depth = nodes_of(a)[parent].depth + 1};
	*s = (struct slot){.child = made, .hash = spread(parent, c)};
	if (a->n > a->mask / 2)
		slots_double(a);
	return made;
}

uint32_t *aho_add(struct aho *a, const uint32_t *c, size_t n)
{
	uint32_t at = 0;

	check_magic(a, MAGIC_AHO);
	check(!a->finished && n >= 1 && n <= AHO_PATTERN);
	for (size_t i = 0; i < n; i++)
		at = child_made(a, at, c[i]);
	return &nodes_of(a)[at].value;
}

/* What a node falls back to, known for everything nearer the root. */
static void link_node(struct aho *a, uint32_t i)
{
	struct node *nodes = nodes_of(a), *n = &nodes[i];
	uint32_t f = nodes[n->parent].fail, found;

	if (n->depth > 1) {
		while ((found = child_of(a, f, n->c)) == 0 && f != 0)
			f = nodes[f].fail;
		n->fail = found;
	}
	n->out = nodes[n->fail].value != 0 ? n->fail : nodes[n->fail].out;
}

void aho_finish(struct aho *a)
{
	uint32_t count[AHO_PATTERN + 2] = {0}, *order;

	check_magic(a, MAGIC_AHO);
	check(!a->finished);
	a->finished = true;
	order = calloc(a->n, sizeof(*order));
	check(order != NULL);
	for (uint32_t i = 1; i < a->n; i++) {
		const struct node *n = &nodes_of(a)[i];

		count[n->depth + 1]++;
		if (n->depth == 1)
			*first_of(a, n->c) |= 1ull << (n->c & 63);
	}
	for (size_t d = 1; d < AHO_PATTERN + 2; d++)
		count[d] += count[d - 1];
	for (uint32_t i = 1; i < a->n; i++)
		order[count[nodes_of(a)[i].depth]++] = i;
	for (uint32_t k = 0; k + 1 < a->n; k++)
		link_node(a, order[k]);
	free(order);
}

uint32_t aho_step(const struct aho *a, uint32_t state, uint32_t c)
{
	uint32_t next;

	while (state != 0) {
		if ((next = child_of(a, state, c)) != 0)
			return next;
		state = nodes_of(a)[state].fail;
	}
	return may_begin(a, c) ? child_of(a, 0, c) : 0;
}

uint32_t aho_first(const struct aho *a, uint32_t state)
{
	return nodes_of(a)[state].value != 0 ? state : nodes_of(a)[state].out;
}

uint32_t aho_next(const struct aho *a, uint32_t pattern)
{
	return nodes_of(a)[pattern].out;
}

size_t aho_length(const struct aho *a, uint32_t pattern)
{
	return nodes_of(a)[pattern].depth;
}

uint32_t aho_value(const struct aho *a, uint32_t pattern)
{
	return nodes_of(a)[pattern].value;
}

uint32_t aho_exact(const struct aho *a, const uint32_t *c, size_t n)
{
	uint32_t at = 0;

	for (size_t i = 0; i < n; i++)
		if ((at = child_of(a, at, c[i])) == 0)
			return 0;
	return nodes_of(a)[at].value;
}

size_t aho_bytes(const struct aho *a)
{
	return a->nodes.n + a->slots.n;
}

bool aho_locked(const struct aho *a)
{
	return (!a->nodes.secret || a->nodes.locked) && (!a->slots.secret || a->slots.locked);
}

#include "screen/look.h"

#include "base/check.h"

#include <stdlib.h>
#include <string.h>

void look_found(struct look *l, const struct finding *f)
{
	struct screen_found *out = l->found;

	check(f->from < f->to && f->to <= l->text.n);
	if (out->n == SCREEN_FINDINGS) {
		out->more = true;
		return;
	}
	out->findings[out->n++] = (struct screen_finding){
		.from = l->text.at[f->from],
		.to = l->text.end[f->to - 1],
		.kind = f->kind,
		.certainty = f->certainty,
		.reason = f->reason,
		.patient = f->patient,
		.own = f->own,
	};
}

/* By place; of two at one place the certain one first, then the longer one. */
static int by_place(const void *a, const void *b)
{
	const struct screen_finding *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->certainty != y->certainty)
		return x->certainty > y->certainty ? -1 : 1;
	return x->to == y->to ? (int)x->kind - (int)y->kind : x->to > y->to ? -1 : 1;
}

/* f says nothing that g does not say: it overlaps and is no surer. */
static bool is_covered(const struct screen_finding *f, const struct screen_finding *g)
{
	if (f->from >= g->to || f->to <= g->from)
		return false;
	if (f->certainty != g->certainty)
		return f->certainty < g->certainty;
	return f->from >= g->from && f->to <= g->to && (f->to - f->from < g->to - g->from || f > g);
}

void look_finish(struct look *l)
{
	struct screen_found *out = l->found;
	struct screen_finding kept[SCREEN_FINDINGS];
	size_t n = 0;

	if (out->n < 2)
		return;
	qsort(out->findings, out->n, sizeof(out->findings[0]), by_place);
	for (size_t i = 0; i < out->n; i++) {
		bool covered = false;

		for (size_t k = 0; k < out->n && !covered; k++)
			covered = k != i && is_covered(&out->findings[i], &out->findings[k]);
		if (!covered)
			kept[n++] = out->findings[i];
	}
	memcpy(out->findings, kept, n * sizeof(kept[0]));
	out->n = n;
}

/* Whose names count: the directory's, once a process; a poster's patients and colleagues, once a poster. */
#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "call/app.h"
#include "domain/guard/guard_own.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* A row of either list; rows live only in their callback. */
struct guard_row {
	struct space_id space;
	struct id128 ids[2]; /* patient and space; of a colleague its own id */
	uint32_t version;
	struct str sealed;
};

/* ---- registers, in locked memory ---- */

void guard_forget(struct known_register *k)
{
	screen_register_destroy(&k->patients);
	free(k->ids);
	*k = (struct known_register){{{{0}}}};
}

void guard_sweep(void *guard)
{
	struct guard *g = guard;
	int64_t now = clock_steady_ms();

	check_magic(g, GUARD_MAGIC);
	for (size_t i = 0; i < GUARD_REGISTERS; i++)
		if (g->registers[i].patients != NULL && now - g->registers[i].used_at > GUARD_IDLE_MS)
			guard_forget(&g->registers[i]);
}

struct known_register *guard_register(struct guard *g, struct hat_id hat)
{
	for (size_t i = 0; i < GUARD_REGISTERS; i++) {
		struct known_register *k = &g->registers[i];

		if (k->patients == NULL || !id_eq(k->hat.id, hat.id))
			continue;
		k->used_at = clock_steady_ms();
		return k;
	}
	return NULL;
}

/* The hat's own older one, a free place, or the one that was not used for longest. */
static struct known_register *place_for(struct guard *g, struct hat_id hat)
{
	struct known_register *best = &g->registers[0];

	for (size_t i = 0; i < GUARD_REGISTERS; i++) {
		struct known_register *k = &g->registers[i];

		if (k->patients != NULL && id_eq(k->hat.id, hat.id))
			return k;
		if (k->used_at < best->used_at)
			best = k;
	}
	return best;
}

static void keep(struct guard *g, struct hat_id hat, const char *print, struct screen_register *patients, struct id128 *ids)
{
	struct known_register *k = place_for(g, hat);

	guard_forget(k);
	k->hat = hat;
	memcpy(k->print, print, strlen(print) + 1);
	k->patients = patients;
	k->ids = ids;
	k->used_at = clock_steady_ms();
	if (!screen_register_locked(patients) && !g->told_unlocked) {
		g->told_unlocked = true;
		log_error("patients' names could not be locked in memory: raise the limit on locked memory",
			  LOG_INT("bytes", (int64_t)screen_register_bytes(patients)));
	}
}

static struct str member_of(struct arena *a, const json_t *identity, const char *name)
{
	const char *value = json_string_value(json_object_get(identity, name));

	return value != NULL ? arena_copy(a, str_of(value)) : STR("");
}

/* False: the space has no key any more. */
static bool read_patient(struct call *c, const struct guard_row *row, struct screen_patient *out)
{
	struct seal_place at = {.space = row->space, .kind = SEAL_IDENTITY, .row = row->ids[0], .version = row->version};
	struct phi identity;
	json_t *j;

	if (call_unseal(c, at, row->sealed, &identity) != ERR_OK)
		return false;
	j = json_loadb(identity.text.p, identity.text.n, 0, NULL);
	check(j != NULL);
	*out = (struct screen_patient){
		.person = {member_of(c->arena, j, "name"), member_of(c->arena, j, "kana")},
		.birth = member_of(c->arena, j, "birth"),
		.phones = {member_of(c->arena, j, "phone")},
		.insured = member_of(c->arena, j, "insured_no"),
		.care_insured = member_of(c->arena, j, "insured_no"),
		.chart = member_of(c->arena, j, "chart_no"),
		.ids = row->ids,
		.id_count = 2,
	};
	json_decref(j);
	return true;
}

static bool read_colleague(struct call *c, const struct guard_row *row, struct screen_person *out)
{
	struct seal_place at = {.space = row->space, .kind = SEAL_COLLEAGUE, .row = row->ids[0]};
	struct phi name;

	if (call_unseal(c, at, row->sealed, &name) != ERR_OK)
		return false;
	*out = (struct screen_person){.name = name.text, .kana = STR("")};
	return true;
}

static enum err build(struct call *c)
{
	struct checking *w = guard_checking(c);
	struct screen_patient *patients = arena_array(c->arena, w->row_n, sizeof(*patients));
	struct screen_person *colleagues = arena_array(c->arena, w->row_n, sizeof(*colleagues));
	struct id128 *ids = calloc(w->patient_n + 1, sizeof(*ids));
	size_t patient_n = 0, colleague_n = 0;

	check(ids != NULL);
	for (size_t i = 0; i < w->row_n; i++)
		if (i >= w->patient_n)
			colleague_n += read_colleague(c, &w->rows[i], &colleagues[colleague_n]);
		else if (read_patient(c, &w->rows[i], &patients[patient_n]))
			ids[patient_n++] = w->rows[i].ids[0];
	keep(w->guard, c->facts.session.hat, w->print, screen_register_create(patients, patient_n, colleagues, colleague_n), ids);
	return w->then_people(c);
}

static void add_row(struct call *c, struct guard_row *out, const struct rows *r, int i, bool patient)
{
	*out = (struct guard_row){
		.space = {rows_id(r, i, 0)},
		.ids = {rows_id(r, i, 1), rows_id(r, i, 0)},
		.version = patient ? (uint32_t)rows_i64(r, i, 2) : 0,
		.sealed = arena_copy(c->arena, rows_str(r, i, patient ? 3 : 2)),
	};
}

static enum err on_colleagues(struct call *c, const struct rows *r)
{
	struct checking *w = guard_checking(c);
	struct guard_row *all = arena_array(c->arena, w->patient_n + (size_t)rows_count(r) + 1, sizeof(*all));
	struct space_id *spaces = arena_array(c->arena, w->patient_n + (size_t)rows_count(r) + 1, sizeof(*spaces));

	if (w->patient_n > 0)
		memcpy(all, w->rows, w->patient_n * sizeof(*all));
	w->rows = all;
	for (int i = 0; i < rows_count(r); i++)
		add_row(c, &all[w->row_n++], r, i, false);
	for (size_t i = 0; i < w->row_n; i++)
		spaces[i] = all[i].space;
	call_keys(c, spaces, w->row_n, build);
	return ERR_OK;
}

static enum err on_patients(struct call *c, const struct rows *r)
{
	struct checking *w = guard_checking(c);
	struct query q;

	guard_set_print(w, rows_str(r, 0, 4));
	w->rows = arena_array(c->arena, (size_t)rows_count(r) + 1, sizeof(*w->rows));
	for (int i = 0; i < rows_count(r); i++)
		if (!rows_null(r, i, 0))
			add_row(c, &w->rows[w->patient_n++], r, i, true);
	w->row_n = w->patient_n;
	query_init(&q, c->arena, STMT_guard_colleagues);
	bind_id(&q, c->facts.session.hat.id);
	call_query(c, &q, on_colleagues);
	return ERR_OK;
}

static enum err need_register(struct call *c)
{
	struct checking *w = guard_checking(c);
	const struct known_register *known = guard_register(w->guard, c->facts.session.hat);
	struct query q;

	if (known != NULL && strcmp(known->print, w->print) == 0)
		return w->then_people(c);
	query_init(&q, c->arena, STMT_guard_patients);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_patients);
	return ERR_OK;
}

/* ---- who works in the region ---- */

static enum err on_facilities(struct call *c, const struct rows *r)
{
	struct checking *w = guard_checking(c);
	size_t n = (size_t)rows_count(r);
	struct screen_facility *facilities = arena_array(c->arena, n + 1, sizeof(*facilities));

	for (size_t i = 0; i < n; i++)
		facilities[i] = (struct screen_facility){.name = rows_str(r, (int)i, 0), .phones = {rows_str(r, (int)i, 1), rows_str(r, (int)i, 2)}};
	screen_directory_destroy(&w->guard->directory);
	w->guard->directory = screen_directory_create(w->staff, w->staff_n, facilities, n);
	w->guard->directory_at = c->facts.now;
	return need_register(c);
}

static enum err on_staff(struct call *c, const struct rows *r)
{
	struct checking *w = guard_checking(c);
	struct query q;

	w->staff_n = (size_t)rows_count(r);
	w->staff = arena_array(c->arena, w->staff_n + 1, sizeof(*w->staff));
	for (size_t i = 0; i < w->staff_n; i++)
		w->staff[i] = (struct screen_person){arena_copy(c->arena, rows_str(r, (int)i, 0)), arena_copy(c->arena, rows_str(r, (int)i, 1))};
	query_init(&q, c->arena, STMT_guard_facilities);
	call_query(c, &q, on_facilities);
	return ERR_OK;
}

enum err guard_people(struct call *c, call_then then)
{
	struct checking *w = guard_checking(c);
	int64_t age = c->facts.now - w->guard->directory_at;
	struct query q;

	w->then_people = then;
	if (w->guard->directory != NULL && age >= 0 && age < GUARD_STAFF_MS)
		return need_register(c);
	query_init(&q, c->arena, STMT_guard_staff);
	call_query(c, &q, on_staff);
	return ERR_OK;
}

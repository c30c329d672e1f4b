#include "domain/space/space.h"

#include "base/clock.h"
#include "call/app.h"
#include "crypt/sealed.h"
#include "keys/lease.h"
#include "policy/facts.h"

#include <jansson.h>

/* The columns of space_list. */
enum {
	ID, KIND, PATIENT, IDENTITY_VERSION, IDENTITY, CONSENT, ARCHIVED_AT, FROZEN_AT, READ_UNTIL, SEQ, POST_NO, OPENED_NO, DELIVERED_NO, UNREAD,
	LAST_AT, MEMBERS, FACILITY, ATTENDING, ATTENDING_NAME, ATTENDING_SEALED
};

static enum err open_sealed(const struct app *app, struct arena *a, struct seal_place at, struct str sealed, struct phi *out)
{
	const struct space_key *key = lease_key(app->leases, at.space);

	at.deployment = app->deployment;
	return key == NULL ? ERR_KEYS_DOWN : unseal(a, key, &at, sealed, out);
}

/* "山田 花子 様", made here so that every screen shows it alike. The identity is the program's own JSON. */
static void write_identity(struct out *o, struct id128 patient, struct phi identity)
{
	json_error_t error;
	json_t *j = json_loadb(identity.text.p, identity.text.n, 0, &error);
	const char *name = json_string_value(json_object_get(j, "name"));
	static const char *const members[] = {"name", "kana", "birth", "sex"};
	struct buf title = {0};

	buf_add_str(&title, str_of(name ? name : ""));
	buf_add_str(&title, STR(" 様"));
	out_key(o, "title");
	out_phi(o, (struct phi){buf_str(&title)});
	buf_finish(&title);
	out_key(o, "patient");
	out_object(o);
	out_key_id(o, "id", patient);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		const char *value = json_string_value(json_object_get(j, members[i]));

		out_key(o, members[i]);
		out_phi(o, (struct phi){str_of(value ? value : "")});
	}
	out_end(o);
	json_decref(j);
}

static enum err write_attending(const struct app *app, struct arena *a, struct space_id space, const struct rows *r, int i, struct out *o)
{
	struct phi outside = {{NULL, 0}};
	enum err e = ERR_OK;

	if (!rows_null(r, i, ATTENDING_SEALED))
		e = open_sealed(app, a, (struct seal_place){.space = space, .kind = SEAL_ATTENDING, .row = rows_id(r, i, PATIENT)},
		                rows_str(r, i, ATTENDING_SEALED), &outside);
	if (e != ERR_OK)
		return e;
	out_key(o, "attending");
	if (outside.text.p != NULL) {
		out_raw(o, outside.text); /* the program's own JSON {hat: null, name, phone} */
	} else if (rows_null(r, i, ATTENDING)) {
		out_null(o);
	} else {
		out_object(o);
		out_key_id(o, "hat", rows_id(r, i, ATTENDING));
		out_key_text(o, "name", rows_str(r, i, ATTENDING_NAME));
		out_key_text_or_null(o, "phone", (struct str){NULL, 0});
		out_end(o);
	}
	return ERR_OK;
}

static void write_may(struct out *o, enum space_state state)
{
	bool open = state == SPACE_OPEN;

	out_key(o, "may");
	out_raw(o, open ? STR("[\"post\",\"react\",\"reply\"]") : STR("[]"));
	out_key(o, "may_own");
	out_raw(o, open ? STR("[\"delete\",\"edit\"]") : STR("[]"));
}

static void write_counts(struct out *o, const struct rows *r, int i)
{
	out_key_i64(o, "seq", rows_i64(r, i, SEQ));
	out_key_i64(o, "post_no", rows_i64(r, i, POST_NO));
	out_key_i64(o, "opened_no", rows_i64(r, i, OPENED_NO));
	out_key_i64(o, "delivered_no", rows_i64(r, i, DELIVERED_NO));
	out_key_i64(o, "unread", rows_i64(r, i, UNREAD));
	out_key_i64_or_null(o, "last_at", rows_i64(r, i, LAST_AT));
	out_key_i64(o, "members", rows_i64(r, i, MEMBERS));
}

enum err space_write(const struct app *app, struct arena *a, const struct rows *r, int i, struct out *o)
{
	struct space_id space = {rows_id(r, i, ID)};
	struct seal_place at = {
	        .space = space, .kind = SEAL_IDENTITY, .row = rows_id(r, i, PATIENT), .version = (uint32_t)rows_i64(r, i, IDENTITY_VERSION)};
	struct space_columns columns = {rows_str(r, i, CONSENT), rows_i64(r, i, ARCHIVED_AT), rows_i64(r, i, FROZEN_AT), rows_i64(r, i, READ_UNTIL)};
	enum space_state state;
	bool readable;
	struct phi identity;
	enum err e = open_sealed(app, a, at, rows_str(r, i, IDENTITY), &identity);

	if (e != ERR_OK)
		return e;
	facts_space_state(&columns, clock_ms(), &state, &readable);
	out_object(o);
	out_key_id(o, "id", space.id);
	out_key_text(o, "kind", rows_str(r, i, KIND));
	write_identity(o, rows_id(r, i, PATIENT), identity);
	out_key(o, "facility");
	out_raw(o, rows_str(r, i, FACILITY));
	e = write_attending(app, a, space, r, i, o);
	if (e != ERR_OK)
		return e;
	out_key_text(o, "state", str_of(facts_space_state_word(state)));
	write_counts(o, r, i);
	write_may(o, state);
	out_end(o);
	return ERR_OK;
}

enum err space_write_member(const struct app *app, struct arena *a, struct space_id space, const struct rows *r, int i, struct out *o)
{
	struct seal_place at = {.space = space, .kind = SEAL_RELATION, .row = rows_id(r, i, 0)};
	struct phi relation = {STR("")};
	enum err e = rows_null(r, i, 2) ? ERR_OK : open_sealed(app, a, at, rows_str(r, i, 2), &relation);

	if (e != ERR_OK)
		return e;
	out_object(o);
	out_key_id(o, "hat", rows_id(r, i, 0));
	out_key(o, "person");
	out_raw(o, rows_str(r, i, 1));
	out_key(o, "relation");
	out_phi(o, relation);
	out_key_text(o, "role", rows_str(r, i, 3));
	out_key_i64(o, "from_at", rows_i64(r, i, 4));
	out_key_i64_or_null(o, "to_at", rows_i64(r, i, 5));
	out_key_text(o, "history", rows_bool(r, i, 6) ? STR("all") : STR("from_now"));
	out_key_i64(o, "delivered_no", rows_i64(r, i, 7));
	out_key_i64(o, "opened_no", rows_i64(r, i, 8));
	out_end(o);
	return ERR_OK;
}

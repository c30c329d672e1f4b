#include "main/demo_seed.h"

#include "base/check.h"
#include "crypt/sealed.h"
#include "db/direct.h"
#include "json/out.h"
#include "keys/lease.h"
#include "main/demo_talk.h"
#include "main/demo_write.h"

static enum err is_there(const struct demo_seed *s, const struct town *t, bool *there_r)
{
	struct query q;
	const struct rows *r;
	enum err e;

	query_init(&q, s->arena, STMT_demo_facility_there);
	bind_text(&q, t->facilities[t->patients[0].facility].ref);
	e = direct_query(s->d, &q, &r);
	if (e == ERR_OK)
		*there_r = rows_bool(r, 0, 0);
	return e;
}

static enum err write_region(const struct demo_seed *s, const struct town *t)
{
	struct query q;

	query_init(&q, s->arena, STMT_demo_region_names);
	bind_text(&q, t->region_name);
	bind_text(&q, t->network_name);
	bind_text(&q, t->association);
	bind_text(&q, t->office);
	bind_text(&q, t->committee);
	return direct_query(s->d, &q, NULL);
}

/* When everything was set up: before the oldest timeline. */
static int64_t founding(const struct demo_seed *s, const struct town *t)
{
	int64_t at = s->now;

	for (int i = 0; i < t->patient_count; i++)
		if (t->patients[i].opened_at < at)
			at = t->patients[i].opened_at;
	return at - 7 * 86400000LL;
}

static enum err write_facilities(const struct demo_seed *s, const struct town *t)
{
	size_t n = (size_t)t->facility_count;
	struct id128 *id = arena_array(s->arena, n, sizeof(*id));
	struct str *ref = arena_array(s->arena, n, sizeof(*ref)), *name = arena_array(s->arena, n, sizeof(*name)),
		   *kind = arena_array(s->arena, n, sizeof(*kind)), *day = arena_array(s->arena, n, sizeof(*day)),
		   *night = arena_array(s->arena, n, sizeof(*night)), *area = arena_array(s->arena, n, sizeof(*area));
	bool *outside = arena_array(s->arena, n, sizeof(*outside));
	struct query q;

	for (size_t i = 0; i < n; i++) {
		const struct town_facility *f = &t->facilities[i];

		id[i] = f->id.id;
		ref[i] = f->ref;
		name[i] = f->name;
		kind[i] = f->kind;
		outside[i] = f->outside;
		day[i] = f->phone_day;
		night[i] = f->phone_night;
		area[i] = f->area;
	}
	query_init(&q, s->arena, STMT_demo_facilities);
	bind_ids(&q, id, n);
	bind_texts(&q, ref, n);
	bind_texts(&q, name, n);
	bind_texts(&q, kind, n);
	bind_bools(&q, outside, n);
	bind_texts(&q, day, n);
	bind_texts(&q, night, n);
	bind_texts(&q, area, n);
	bind_i64(&q, founding(s, t));
	return direct_query(s->d, &q, NULL);
}

static enum err write_notices(const struct demo_seed *s, const struct town *t)
{
	enum err e = ERR_OK;

	for (int i = 0; i < t->notice_count && e == ERR_OK; i++) {
		struct query q;

		query_init(&q, s->arena, STMT_demo_public_notice);
		bind_text(&q, t->notices[i].title);
		bind_text(&q, t->notices[i].body);
		bind_i64(&q, t->notices[i].at);
		e = direct_query(s->d, &q, NULL);
	}
	return e;
}

static enum err write_applications(const struct demo_seed *s, const struct town *t)
{
	enum err e = ERR_OK;

	for (int i = 0; i < t->application_count && e == ERR_OK; i++) {
		const struct town_application *a = &t->applications[i];
		struct query q;

		query_init(&q, s->arena, STMT_demo_application);
		bind_text(&q, a->receipt);
		bind_text(&q, a->name);
		bind_text(&q, a->kind);
		bind_text(&q, a->relation);
		bind_text(&q, a->area);
		bind_text(&q, a->address);
		bind_text(&q, a->phone);
		bind_text(&q, a->person);
		bind_text(&q, a->kana);
		bind_text(&q, a->profession);
		bind_text(&q, a->words);
		bind_i64(&q, a->at);
		e = direct_query(s->d, &q, NULL);
	}
	return e;
}

static enum err write_patients(const struct demo_seed *s, const struct town *t)
{
	size_t most = (size_t)t->patient_count, n = 0;
	struct id128 *id = arena_array(s->arena, most, sizeof(*id)), *facility = arena_array(s->arena, most, sizeof(*facility));
	int64_t *at = arena_array(s->arena, most, sizeof(*at));
	struct query q;

	for (size_t i = 0; i < most; i++) {
		if (t->patients[i].beside != TOWN_NONE)
			continue;
		id[n] = t->patients[i].id.id;
		facility[n] = t->facilities[t->patients[i].facility].id.id;
		at[n++] = t->patients[i].opened_at;
	}
	query_init(&q, s->arena, STMT_demo_patients);
	bind_ids(&q, id, n);
	bind_ids(&q, facility, n);
	bind_i64s(&q, at, n);
	return direct_query(s->d, &q, NULL);
}

struct people_columns {
	size_t n;
	struct id128 *person, *account, *hat;
	struct str *name, *kana, *login, *side;
};

static struct people_columns people_columns(const struct demo_seed *s, const struct town *t)
{
	size_t n = (size_t)t->person_count;
	struct people_columns c = {
		.n = n,
		.person = arena_array(s->arena, n, sizeof(struct id128)),
		.account = arena_array(s->arena, n, sizeof(struct id128)),
		.hat = arena_array(s->arena, n, sizeof(struct id128)),
		.name = arena_array(s->arena, n, sizeof(struct str)),
		.kana = arena_array(s->arena, n, sizeof(struct str)),
		.login = arena_array(s->arena, n, sizeof(struct str)),
		.side = arena_array(s->arena, n, sizeof(struct str)),
	};

	for (size_t i = 0; i < n; i++) {
		const struct town_person *p = &t->people[i];
		const struct town_hat *h = &t->hats[p->first_hat];

		c.person[i] = p->id.id;
		c.account[i] = p->account.id;
		c.hat[i] = h->id.id;
		if (h->patient == TOWN_NONE) { /* who a relative is stands sealed in the hat */
			c.name[i] = p->name;
			c.kana[i] = p->kana;
		}
		c.login[i] = p->login;
		c.side[i] = h->patient == TOWN_NONE ? STR("staff") : STR("patient_side");
	}
	return c;
}

/* In the demo all accounts have one password: one hash of it does for all. */
static enum err write_accounts(const struct demo_seed *s, const struct town *t, const struct people_columns *c)
{
	char phc[160];
	struct query q;

	password_hash_now(s->cost, t->password, phc);
	query_init(&q, s->arena, STMT_demo_accounts);
	bind_ids(&q, c->account, c->n);
	bind_ids(&q, c->person, c->n);
	bind_texts(&q, c->side, c->n);
	bind_texts(&q, c->login, c->n);
	bind_text(&q, str_of(phc));
	bind_i64(&q, founding(s, t));
	bind_i64(&q, s->now - 30 * 86400000LL); /* old enough to approve deletions by, too new to be reminded of */
	return direct_query(s->d, &q, NULL);
}

/* The timeline's key; made when it is asked for first. */
static enum err key_of(const struct demo_seed *s, struct space_id space, struct space_key **key_r)
{
	enum err e = lease_now(s->keys_socket, space, true, key_r);

	return e == ERR_CONFLICT ? lease_now(s->keys_socket, space, false, key_r) : e;
}

/* Name and 続柄 of a relative, under the key of the family timeline. */
static enum err seal_kin(const struct demo_seed *s, const struct town *t, const struct town_hat *h, struct str *sealed_r)
{
	struct space_id space = t->patients[h->patient].space;
	struct seal_place at = {.deployment = s->deployment, .space = space, .kind = SEAL_KIN, .row = h->id.id};
	struct space_key *key = NULL;
	struct out o = {0};
	enum err e = key_of(s, space, &key);

	if (e != ERR_OK)
		return e;
	out_object(&o);
	out_key_text(&o, "name", t->people[h->person].name);
	out_key(&o, "relation");
	out_phi(&o, h->relation.text.p != NULL ? h->relation : (struct phi){STR("")});
	out_end(&o);
	*sealed_r = seal(s->arena, key, &at, (struct phi){out_done(&o)});
	out_finish(&o);
	space_key_destroy(&key);
	return ERR_OK;
}

static enum err write_hats(const struct demo_seed *s, const struct town *t)
{
	size_t n = (size_t)t->hat_count;
	struct id128 *id = arena_array(s->arena, n, sizeof(*id)), *account = arena_array(s->arena, n, sizeof(*account)),
		     *facility = arena_array(s->arena, n, sizeof(*facility)),
		     *patient = arena_array(s->arena, n, sizeof(*patient));
	struct str *kind = arena_array(s->arena, n, sizeof(*kind)), *profession = arena_array(s->arena, n, sizeof(*profession));
	struct str *sealed = arena_array(s->arena, n, sizeof(*sealed));
	bool *admin = arena_array(s->arena, n, sizeof(*admin)), *self = arena_array(s->arena, n, sizeof(*self)),
	     *key_person = arena_array(s->arena, n, sizeof(*key_person));
	struct query q;
	enum err e = ERR_OK;

	for (size_t i = 0; i < n && e == ERR_OK; i++) {
		const struct town_hat *h = &t->hats[i];

		id[i] = h->id.id;
		account[i] = t->people[h->person].account.id;
		kind[i] = h->kind;
		if (h->facility != TOWN_NONE)
			facility[i] = t->facilities[h->facility].id.id;
		if (h->patient != TOWN_NONE) {
			patient[i] = t->patients[h->patient].id.id;
			self[i] = h->relation.text.p == NULL;
			e = seal_kin(s, t, h, &sealed[i]);
		}
		key_person[i] = h->key_person;
		profession[i] = h->profession;
		admin[i] = h->admin;
	}
	if (e != ERR_OK)
		return e;
	query_init(&q, s->arena, STMT_demo_hats);
	bind_ids(&q, id, n);
	bind_ids(&q, account, n);
	bind_texts(&q, kind, n);
	bind_ids(&q, facility, n);
	bind_ids(&q, patient, n);
	bind_texts(&q, profession, n);
	bind_bools(&q, admin, n);
	bind_i64(&q, founding(s, t));
	bind_bytes_array(&q, sealed, n);
	bind_bools(&q, self, n);
	bind_bools(&q, key_person, n);
	return direct_query(s->d, &q, NULL);
}

static enum err write_people(const struct demo_seed *s, const struct town *t)
{
	struct people_columns c = people_columns(s, t);
	struct query q;
	enum err e;

	query_init(&q, s->arena, STMT_demo_people);
	bind_ids(&q, c.person, c.n);
	bind_texts(&q, c.name, c.n);
	bind_texts(&q, c.kana, c.n);
	bind_i64(&q, founding(s, t));
	e = direct_query(s->d, &q, NULL);
	if (e == ERR_OK)
		e = write_accounts(s, t, &c);
	if (e == ERR_OK)
		e = write_hats(s, t);
	if (e != ERR_OK)
		return e;
	query_init(&q, s->arena, STMT_demo_last_hats);
	bind_ids(&q, c.account, c.n);
	bind_ids(&q, c.hat, c.n);
	return direct_query(s->d, &q, NULL);
}

static enum err write_timeline(const struct demo_seed *s, const struct town *t, int patient, struct str *why_r)
{
	struct demo_place at = {.d = s->d, .a = arena_create(1 << 20), .town = t, .deployment = s->deployment};
	struct story *story = story_play(at.a, t, patient, s->now, why_r);
	struct space_key *key = NULL;
	enum err e = ERR_BAD_VALUE;

	if (story != NULL)
		e = key_of(s, t->patients[patient].space, &key);
	else
		*why_r = arena_copy(s->arena, *why_r);
	if (e == ERR_OK) {
		at.key = key;
		e = demo_write_story(&at, story);
		space_key_destroy(&key);
	}
	arena_destroy(&at.a);
	return e;
}

static enum err write_town(const struct demo_seed *s, const struct town *t, struct str *why_r)
{
	enum err (*const steps[])(const struct demo_seed *, const struct town *) = {write_region, write_facilities,
										    write_patients, write_people, write_notices, write_applications};
	bool there = false;
	enum err e = is_there(s, t, &there);

	if (e == ERR_OK && there)
		return ERR_CONFLICT;
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && e == ERR_OK; i++)
		e = steps[i](s, t);
	for (int i = 0; i < t->patient_count && e == ERR_OK; i++)
		e = write_timeline(s, t, i, why_r);
	return e == ERR_OK ? demo_write_talks(s, t) : e;
}

enum err demo_seed(const struct demo_seed *s, const struct town *t, struct str *why_r)
{
	enum err e;

	check(s != NULL && s->d != NULL && t != NULL && t->patient_count > 0 && why_r != NULL);
	e = direct_begin(s->d);
	if (e == ERR_OK)
		e = write_town(s, t, why_r);
	if (e == ERR_OK)
		e = direct_commit(s->d);
	else
		direct_rollback(s->d);
	return e;
}

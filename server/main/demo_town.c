#include "main/demo_town.h"

#include "base/check.h"
#include "json/tree.h"

#include <string.h>

#define MINUTE 60000LL
#define DAY (24 * 60 * MINUTE)
#define JAPAN (9 * 60 * MINUTE)
#define DAYS_MAX 20000
#define MINUTES_MAX 1000000

struct reader {
	struct arena *a;
	struct town *t;
	int64_t now;
};

static struct str keep(struct reader *r, struct str s)
{
	return s.p == NULL ? s : arena_copy(r->a, s);
}

static struct str text(struct reader *r, struct node n, const char *name)
{
	return keep(r, node_text(n, name));
}

static struct str text_or_none(struct reader *r, struct node n, const char *name)
{
	return keep(r, node_text_or_none(n, name));
}

/* Nothing of the past lies in the future: what the file puts later today has happened a minute ago. */
static int64_t not_later(const struct reader *r, int64_t at)
{
	return at < r->now - MINUTE ? at : r->now - MINUTE;
}

/* A time of day in Japan, so many days before today. */
static int64_t day_time(const struct reader *r, int64_t days_ago, int64_t minute_of_day)
{
	int64_t today = (r->now + JAPAN) / DAY;

	return not_later(r, (today - days_ago) * DAY - JAPAN + minute_of_day * MINUTE);
}

static int64_t clock_minutes(struct node n, const char *name)
{
	struct str s = node_text(n, name);
	long long hour = 24, minute = 60;

	if (s.n == 5 && s.p[2] == ':' && str_to_i64(str_part(s, 0, 2), &hour) && str_to_i64(str_part(s, 3, 5), &minute) &&
	    hour < 24 && minute < 60)
		return hour * 60 + minute;
	tree_fault(n, "time must be HH:MM");
	return 0;
}

/* References: `ref` members are looked up in what was read before.
 * ----------------------------------------------------------------- */

static int hat_index(struct reader *r, struct node n, const char *name)
{
	struct str ref = node_text(n, name);

	for (int i = 0; i < r->t->hat_count; i++)
		if (str_eq(r->t->hats[i].ref, ref))
			return i;
	tree_fault(n, "names a hat that is not there");
	return 0;
}

static int facility_index(struct reader *r, struct node n, struct str ref)
{
	for (int i = 0; i < r->t->facility_count; i++)
		if (str_eq(r->t->facilities[i].ref, ref))
			return i;
	tree_fault(n, "names a facility that is not there");
	return 0;
}

static int patient_index(struct reader *r, struct node n, struct str ref)
{
	for (int i = 0; i < r->t->patient_count; i++)
		if (str_eq(r->t->patients[i].ref, ref))
			return i;
	tree_fault(n, "names a patient that is not there");
	return 0;
}

static int post_index(struct reader *r, struct node n, struct str ref)
{
	for (int i = 0; i < r->t->post_count; i++)
		if (str_eq(r->t->posts[i].ref, ref))
			return i;
	tree_fault(n, "names a post that does not stand before it");
	return TOWN_NONE;
}

/* One function a kind of thing.
 * ---------------------------------------------------------------------------------------------------- */

static void read_region(struct reader *r, struct node root)
{
	struct node n = node_object(root, "region");

	r->t->region_name = text(r, n, "name");
	r->t->network_name = text(r, n, "network_name");
	r->t->association = text(r, n, "association");
	r->t->office = text(r, n, "office");
	r->t->committee = text(r, n, "committee");
	r->t->password = text(r, root, "password");
}

static void read_facility(struct reader *r, struct node n)
{
	r->t->facilities[r->t->facility_count++] = (struct town_facility){
		.id = {id_new()},
		.ref = text(r, n, "ref"),
		.name = text(r, n, "name"),
		.kind = text(r, n, "kind"),
		.phone_day = text_or_none(r, n, "phone_day"),
		.phone_night = text_or_none(r, n, "phone_night"),
		.area = text_or_none(r, n, "area"),
		.outside = node_bool_or(n, "outside", false),
	};
}

static void read_notice(struct reader *r, struct node n)
{
	r->t->notices[r->t->notice_count++] = (struct town_notice){
		.title = text(r, n, "title"),
		.body = text(r, n, "body"),
		.at = day_time(r, node_int(n, "days_ago", 1, DAYS_MAX), 10 * 60),
	};
}

static void read_application(struct reader *r, struct node n)
{
	r->t->applications[r->t->application_count++] = (struct town_application){
		.receipt = text(r, n, "receipt"),
		.name = text(r, n, "name"),
		.kind = text(r, n, "kind"),
		.relation = text(r, n, "relation"),
		.area = text(r, n, "area"),
		.address = text(r, n, "address"),
		.phone = text(r, n, "phone_day"),
		.person = text(r, n, "person"),
		.kana = text(r, n, "kana"),
		.profession = text(r, n, "profession"),
		.words = text_or_none(r, n, "words"),
		.at = day_time(r, node_int(n, "days_ago", 1, DAYS_MAX), 15 * 60),
	};
}

static void read_hat(struct reader *r, struct node n, int person)
{
	struct str facility = node_text_or_none(n, "facility"), patient = node_text_or_none(n, "patient");

	r->t->hats[r->t->hat_count++] = (struct town_hat){
		.id = {id_new()},
		.ref = text(r, n, "ref"),
		.kind = text(r, n, "kind"),
		.profession = text_or_none(r, n, "profession"),
		.person = person,
		.facility = facility.p == NULL ? TOWN_NONE : facility_index(r, n, facility),
		.patient = patient.p == NULL ? TOWN_NONE : patient_index(r, n, patient),
		.admin = node_bool_or(n, "admin", false),
		.relation = {text_or_none(r, n, "relation")},
		.key_person = node_bool_or(n, "key_person", false),
	};
}

static void read_person(struct reader *r, struct node n)
{
	r->t->people[r->t->person_count++] = (struct town_person){
		.id = {id_new()},
		.account = {id_new()},
		.name = text(r, n, "name"),
		.kana = text(r, n, "kana"),
		.login = text(r, n, "login"),
		.first_hat = TOWN_NONE,
	};
}

static struct str text_or(struct reader *r, struct node n, const char *name, const char *usual)
{
	struct str said = text_or_none(r, n, name);

	return said.p == NULL ? str_of(usual) : said;
}

/* The same patient, in a space of its own. */
static void read_beside(struct reader *r, struct node n, int beside)
{
	struct town_patient *p = &r->t->patients[r->t->patient_count++];

	*p = r->t->patients[beside];
	p->beside = beside;
	p->space.id = id_new();
	p->ref = text(r, n, "ref");
	p->opened_at = day_time(r, node_int(n, "opened_days_ago", 0, DAYS_MAX), 8 * 60);
}

static void read_patient(struct reader *r, struct node n)
{
	struct str beside = node_text_or_none(n, "beside");
	int withdrawn = (int)node_int_or(n, "withdrawn_days_ago", 1, DAYS_MAX, 0);
	struct node archived = node_object(n, "archived");
	bool is_archived = node_there(archived);

	if (beside.p != NULL) {
		read_beside(r, n, patient_index(r, n, beside));
		return;
	}
	r->t->patients[r->t->patient_count++] = (struct town_patient){
		.id = {id_new()},
		.beside = TOWN_NONE,
		.space = {id_new()},
		.ref = text(r, n, "ref"),
		.name = {text(r, n, "name")},
		.kana = {text(r, n, "kana")},
		.birth = {text(r, n, "birth")},
		.sex = {text(r, n, "sex")},
		.facility = facility_index(r, n, node_text(n, "facility")),
		.consent = text_or(r, n, "consent", "recorded"),
		.instruction = text_or(r, n, "instruction", "own"),
		.archive_reason = is_archived ? text(r, archived, "reason") : (struct str){NULL, 0},
		.opened_at = day_time(r, node_int(n, "opened_days_ago", 0, DAYS_MAX), 8 * 60),
		.withdrawn_at = withdrawn == 0 ? 0 : day_time(r, withdrawn, 17 * 60),
		.archived_at = is_archived ? day_time(r, node_int(archived, "days_ago", 1, DAYS_MAX), 19 * 60) : 0,
	};
}

static void read_member(struct reader *r, struct node n, int patient)
{
	int64_t opened = r->t->patients[patient].opened_at,
		from = day_time(r, node_int(n, "from_days_ago", 0, DAYS_MAX), 8 * 60 + 10);
	int64_t to = node_int_or(n, "to_days_ago", 0, DAYS_MAX, -1);
	struct str history = node_text_or_none(n, "history");

	r->t->members[r->t->member_count++] = (struct town_member){
		.patient = patient,
		.hat = hat_index(r, n, "hat"),
		.relation = {text_or_none(r, n, "relation")},
		.role = text(r, n, "role"),
		.from_at = from > opened ? from : opened,
		.to_at = to < 0 ? 0 : day_time(r, to, 20 * 60),
		.all_history = history.p == NULL || str_eq(history, STR("all")),
	};
}

static void read_invited(struct reader *r, struct node n, int patient)
{
	struct str history = node_text_or_none(n, "history");

	r->t->invited[r->t->invited_count++] = (struct town_invited){
		.patient = patient,
		.hat = hat_index(r, n, "hat"),
		.by = hat_index(r, n, "by"),
		.relation = {text(r, n, "relation")},
		.at = day_time(r, node_int(n, "days_ago", 1, DAYS_MAX), 18 * 60),
		.all_history = history.p == NULL || str_eq(history, STR("all")),
	};
}

static void add_deed(struct town_post *p, struct town_deed d)
{
	p->deeds[p->deed_count++] = d;
}

static int64_t after(struct node n)
{
	return node_int(n, "after_minutes", 0, MINUTES_MAX) * MINUTE;
}

static void read_deeds(struct reader *r, struct node n, struct town_post *p)
{
	struct node edits = node_list(n, "edits"), reactions = node_list(n, "reactions"), deleted = node_object(n, "deleted");

	p->deeds = arena_array(r->a, node_count(edits) + node_count(reactions) + 1, sizeof(*p->deeds));
	for (size_t i = 0; i < node_count(edits); i++) {
		struct node e = node_at(edits, i);

		add_deed(p, (struct town_deed){
				    .what = DEED_EDIT, .hat = p->hat, .after_ms = after(e), .text = {text(r, e, "body")}});
	}
	for (size_t i = 0; i < node_count(reactions); i++) {
		struct node e = node_at(reactions, i);

		add_deed(p, (struct town_deed){.what = DEED_REACT,
					       .hat = hat_index(r, e, "hat"),
					       .after_ms = after(e),
					       .kind = text(r, e, "kind")});
	}
	if (node_there(deleted))
		add_deed(p, (struct town_deed){.what = DEED_DELETE,
					       .hat = p->hat,
					       .after_ms = after(deleted),
					       .text = {text_or_none(r, deleted, "reason")}});
}

static int64_t post_time(struct reader *r, struct node n)
{
	int64_t minutes_ago = node_int_or(n, "minutes_ago", 1, MINUTES_MAX, 0);

	if (minutes_ago > 0)
		return r->now - minutes_ago * MINUTE;
	return day_time(r, node_int(n, "days_ago", 0, DAYS_MAX), clock_minutes(n, "time"));
}

static void read_post(struct reader *r, struct node n)
{
	struct str reply_to = node_text_or_none(n, "reply_to");
	struct town_post *p = &r->t->posts[r->t->post_count];

	*p = (struct town_post){
		.id = {id_new()},
		.ref = text(r, n, "ref"),
		.patient = patient_index(r, n, node_text(n, "patient")),
		.hat = hat_index(r, n, "hat"),
		.reply_to = reply_to.p == NULL ? TOWN_NONE : post_index(r, n, reply_to),
		.at = post_time(r, n),
		.body = {text(r, n, "body")},
	};
	if (p->reply_to != TOWN_NONE && r->t->posts[p->reply_to].at >= p->at)
		p->at = r->t->posts[p->reply_to].at + 1000;
	if (p->reply_to != TOWN_NONE && r->t->posts[p->reply_to].reply_to != TOWN_NONE)
		p->reply_to = r->t->posts[p->reply_to].reply_to; /* always a root */
	read_deeds(r, n, p);
	r->t->post_count++;
}

static void read_opened(struct reader *r, struct node n)
{
	struct str up_to = node_text_or_none(n, "up_to");

	r->t->opened[r->t->opened_count++] = (struct town_opened){
		.patient = patient_index(r, n, node_text(n, "patient")),
		.hat = hat_index(r, n, "hat"),
		.post = up_to.p == NULL ? TOWN_NONE : post_index(r, n, up_to),
	};
}

/* How many elements the lists `inner` of all of outer's elements have together. */
static size_t count_within(struct node outer, const char *inner)
{
	size_t n = 0;

	for (size_t i = 0; i < node_count(outer); i++)
		n += node_count(node_list(node_at(outer, i), inner));
	return n;
}

static void read_people(struct reader *r, struct node root)
{
	struct node people = node_list(root, "people"), patients = node_list(root, "patients");

	r->t->people = arena_array(r->a, node_count(people), sizeof(*r->t->people));
	r->t->hats = arena_array(r->a, count_within(people, "hats"), sizeof(*r->t->hats));
	r->t->patients = arena_array(r->a, node_count(patients), sizeof(*r->t->patients));
	for (size_t i = 0; i < node_count(patients); i++)
		read_patient(r, node_at(patients, i));
	for (size_t i = 0; i < node_count(people); i++) {
		struct node hats = node_list(node_at(people, i), "hats");

		read_person(r, node_at(people, i));
		r->t->people[i].first_hat = r->t->hat_count;
		for (size_t k = 0; k < node_count(hats); k++)
			read_hat(r, node_at(hats, k), (int)i);
		if (node_count(hats) == 0)
			tree_fault(node_at(people, i), "needs a hat");
	}
}

static void read_members(struct reader *r, struct node root)
{
	struct node patients = node_list(root, "patients");

	r->t->members = arena_array(r->a, count_within(patients, "members"), sizeof(*r->t->members));
	r->t->invited = arena_array(r->a, count_within(patients, "invited"), sizeof(*r->t->invited));
	for (size_t i = 0; i < node_count(patients); i++) {
		struct node one = node_at(patients, i), members = node_list(one, "members"), invited = node_list(one, "invited");

		r->t->patients[i].attending = hat_index(r, one, "attending");
		r->t->patients[i].handover_at = day_time(r, 1, 12 * 60);
		r->t->patients[i].handover_to = node_text_or_none(one, "handover_to").p == NULL ? TOWN_NONE : hat_index(r, one, "handover_to");
		for (size_t k = 0; k < node_count(invited); k++)
			read_invited(r, node_at(invited, k), (int)i);
		r->t->patients[i].opener = str_eq(r->t->patients[i].instruction, STR("waiting")) && node_count(members) > 0
			? hat_index(r, node_at(members, 0), "hat")
			: r->t->patients[i].attending;
		for (size_t k = 0; k < node_count(members); k++)
			read_member(r, node_at(members, k), (int)i);
	}
}

static void read_talk(struct reader *r, struct node n, int tie)
{
	struct node confirmed = node_list(n, "confirmed");
	struct town_talk *k = &r->t->talks[r->t->talk_count++];

	*k = (struct town_talk){
		.id = {id_new()},
		.tie = tie,
		.hat = hat_index(r, n, "hat"),
		.at = post_time(r, n),
		.body = {text(r, n, "body")},
		.confirmed = arena_array(r->a, node_count(confirmed), sizeof(*k->confirmed)),
	};
	for (size_t i = 0; i < node_count(confirmed); i++) {
		struct node one = node_at(confirmed, i);

		k->confirmed[k->confirmed_count++] = (struct town_deed){.what = DEED_REACT, .hat = hat_index(r, one, "hat"), .after_ms = after(one)};
	}
}

static void read_tie(struct reader *r, struct node n)
{
	struct node posts = node_list(n, "posts");

	r->t->ties[r->t->tie_count] = (struct town_tie){
		.space = {id_new()},
		.from = hat_index(r, n, "from"),
		.to = hat_index(r, n, "to"),
		.at = day_time(r, node_int(n, "days_ago", 1, DAYS_MAX), 8 * 60),
	};
	for (size_t i = 0; i < node_count(posts); i++)
		read_talk(r, node_at(posts, i), r->t->tie_count);
	r->t->tie_count++;
}

static void read_talks(struct reader *r, struct node root)
{
	struct node ties = node_list(root, "ties"), board = node_list(root, "board");

	r->t->ties = arena_array(r->a, node_count(ties), sizeof(*r->t->ties));
	r->t->talks = arena_array(r->a, count_within(ties, "posts") + node_count(board), sizeof(*r->t->talks));
	for (size_t i = 0; i < node_count(ties); i++)
		read_tie(r, node_at(ties, i));
	for (size_t i = 0; i < node_count(board); i++)
		read_talk(r, node_at(board, i), TOWN_NONE);
}

static void read_all(struct reader *r, struct node root)
{
	struct node facilities = node_list(root, "facilities"), posts = node_list(root, "posts"),
		    opened = node_list(root, "opened"), notices = node_list(root, "public_notices"),
		    applications = node_list(root, "applications");

	read_region(r, root);
	r->t->facilities = arena_array(r->a, node_count(facilities), sizeof(*r->t->facilities));
	for (size_t i = 0; i < node_count(facilities); i++)
		read_facility(r, node_at(facilities, i));
	r->t->notices = arena_array(r->a, node_count(notices), sizeof(*r->t->notices));
	for (size_t i = 0; i < node_count(notices); i++)
		read_notice(r, node_at(notices, i));
	r->t->applications = arena_array(r->a, node_count(applications), sizeof(*r->t->applications));
	for (size_t i = 0; i < node_count(applications); i++)
		read_application(r, node_at(applications, i));
	read_people(r, root);
	if (r->t->hat_count == 0 || r->t->patient_count == 0)
		tree_fault(root, "a town needs people and patients");
	else
		read_members(r, root);
	r->t->posts = arena_array(r->a, node_count(posts), sizeof(*r->t->posts));
	for (size_t i = 0; i < node_count(posts); i++)
		read_post(r, node_at(posts, i));
	r->t->opened = arena_array(r->a, node_count(opened), sizeof(*r->t->opened));
	for (size_t i = 0; i < node_count(opened); i++)
		read_opened(r, node_at(opened, i));
	read_talks(r, root);
}

struct town *town_read(struct arena *a, struct str json, int64_t now, struct str *why_r)
{
	struct tree *tree = tree_create(json);
	struct reader r = {.a = a, .t = arena_alloc(a, sizeof(struct town)), .now = now};
	bool good;

	check(a != NULL && why_r != NULL);
	if (tree_why(tree).p == NULL)
		read_all(&r, tree_root(tree));
	good = tree_why(tree).p == NULL;
	if (!good)
		*why_r = arena_copy(a, tree_why(tree));
	tree_destroy(&tree);
	return good ? r.t : NULL;
}

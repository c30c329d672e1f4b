#include "domain/space/space_person.h"

#include "base/log.h"
#include "call/app.h"
#include "crypt/sealed.h"
#include "keys/lease.h"

#include <jansson.h>
#include <string.h>

static bool has_relatives(struct str json)
{
	static const char mark[] = "\"sealed\"";

	return json.n > sizeof(mark) && memmem(json.p, json.n, mark, sizeof(mark) - 1) != NULL;
}

static struct str text_of(const json_t *person, const char *member)
{
	return str_of(json_string_value(json_object_get(person, member)));
}

/* One person or a list: the i-th, NULL behind the last. */
static json_t *person_at(json_t *people, size_t i)
{
	return json_is_array(people) ? json_array_get(people, i) : i == 0 ? people : NULL;
}

static unsigned from_hex(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static struct str bytes_of(struct arena *a, struct str hex)
{
	char *out = arena_alloc(a, hex.n / 2 + 1);

	for (size_t i = 0; i < hex.n / 2; i++)
		out[i] = (char)(from_hex(hex.p[2 * i]) << 4 | from_hex(hex.p[2 * i + 1]));
	return (struct str){out, hex.n / 2};
}

static void open_one(const struct app *app, struct arena *a, json_t *person)
{
	struct seal_place at = {.deployment = app->deployment, .kind = SEAL_KIN};
	const struct space_key *key;
	struct phi who;

	if (json_is_null(json_object_get(person, "space")) || !id_parse(text_of(person, "space"), &at.space.id) || !id_parse(text_of(person, "hat"), &at.row))
		return;
	key = lease_key(app->leases, at.space);
	if (key == NULL)
		return;
	if (unseal(a, key, &at, bytes_of(a, text_of(person, "sealed")), &who) == ERR_OK) {
		json_t *j = json_loadb(who.text.p, who.text.n, 0, NULL); /* the program's own JSON {name, relation} */

		json_object_set(person, "name", json_object_get(j, "name"));
		json_object_set(person, "relation", json_object_get(j, "relation"));
		json_decref(j);
	} else {
		log_error("relative_not_opened", LOG_ID("space", at.space));
	}
}

struct str space_people_open(const struct app *app, struct arena *a, struct str json)
{
	json_t *people, *person;
	struct str out;
	char *text;

	if (!has_relatives(json))
		return json;
	people = json_loadb(json.p, json.n, 0, NULL);
	for (size_t i = 0; (person = person_at(people, i)) != NULL; i++)
		if (json_object_get(person, "sealed") != NULL) {
			open_one(app, a, person);
			json_object_del(person, "sealed");
			json_object_del(person, "space");
		}
	text = json_dumps(people, JSON_COMPACT);
	out = arena_copy(a, str_of(text));
	explicit_bzero(text, out.n);
	free(text);
	json_decref(people);
	return out;
}

struct str space_person_name(struct arena *a, struct str json)
{
	json_t *person = json_loadb(json.p, json.n, 0, NULL);
	struct str name = arena_copy(a, text_of(person, "name"));

	json_decref(person);
	return name;
}

size_t space_people_keys(struct str json, struct space_id *out, size_t max)
{
	json_t *people, *person;
	size_t n = 0;

	if (!has_relatives(json))
		return 0;
	people = json_loadb(json.p, json.n, 0, NULL);
	for (size_t i = 0; (person = person_at(people, i)) != NULL && n < max; i++) {
		const char *space = json_string_value(json_object_get(person, "space"));

		if (space != NULL && id_parse(str_of(space), &out[n].id))
			n++;
	}
	json_decref(people);
	return n;
}

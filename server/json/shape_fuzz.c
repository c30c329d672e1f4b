/* Any bytes as a request's body: what is accepted keeps every limit of its row. */
#include "json/shape.h"

#include "base/check.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sample {
	struct id128 key;
	bool has_key;
	struct phi body;
	bool has_body;
	struct str login;
	bool has_login;
	int64_t version;
	bool has_version;
	int kind;
	bool has_kind;
	struct seqs spaces;
	bool has_spaces;
	bool flag;
	bool has_flag;
	struct str day;
	bool has_day;
	struct ids people;
	bool has_people;
	struct str name;
	bool has_name;
};

static const char *const words[] = {"seen", "acknowledged", NULL};
#define ROW(name, type, need, min, max) \
	{#name, FIELD_##type, need, min, max, words, offsetof(struct sample, name), offsetof(struct sample, has_##name)}
static const struct field fields[] = {
        ROW(key, ID, REQUIRED, 0, 0),     ROW(body, PHI, OPTIONAL, 1, 20),    ROW(login, TEXT, OPTIONAL, 1, 10),
        ROW(version, INT, OPTIONAL, 1, 9), ROW(kind, WORD, OPTIONAL, 0, 0), ROW(spaces, SEQS, OPTIONAL, 0, 3),
        ROW(flag, BOOL, OPTIONAL, 0, 0),   ROW(day, DATE, OPTIONAL, 0, 0),
        ROW(people, IDS, OPTIONAL, 1, 3),  ROW(name, LINE, OPTIONAL, 1, 10),
};
static const struct shape shape = {"sample", fields, sizeof(fields) / sizeof(fields[0]), sizeof(struct sample)};

static void check_text(struct str s, size_t max)
{
	check(utf8_valid(s) && utf8_printable(s));
	check(utf8_length(s) >= 1 && utf8_length(s) <= max);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(512);
	struct str detail;
	void *out;

	if (shape_read(a, &shape, (struct str){(const char *)data, size}, &out, &detail) == ERR_OK) {
		const struct sample *s = out;

		check(s->has_key && detail.p == NULL);
		if (s->has_body)
			check_text(s->body.text, 20);
		if (s->has_login)
			check_text(s->login, 10);
		check(!s->has_version || (s->version >= 1 && s->version <= 9));
		check(!s->has_kind || (s->kind >= 0 && s->kind <= 1));
		check(s->spaces.count <= 3);
		check(!s->has_people || (s->people.count >= 1 && s->people.count <= 3));
		for (size_t i = 0; i < s->spaces.count; i++)
			check(s->spaces.seqs[i] >= 0);
	}
	arena_destroy(&a);
	return 0;
}

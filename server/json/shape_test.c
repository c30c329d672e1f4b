#include "json/shape.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct sample {
	struct id128 id;
	bool has_id;
	struct str text;
	bool has_text;
	struct phi phi;
	bool has_phi;
	int64_t number;
	bool has_number;
	int word;
	bool has_word;
	struct seqs seqs;
	bool has_seqs;
	bool flag;
	bool has_flag;
	struct str day;
	bool has_day;
	struct ids ids;
	bool has_ids;
	struct str line;
	bool has_line;
};

static const char *const words[] = {"seen", "done", NULL};
#define ROW(name, type, need, min, max) \
	{#name, FIELD_##type, need, min, max, words, offsetof(struct sample, name), offsetof(struct sample, has_##name)}
static const struct field fields[] = {
        ROW(id, ID, REQUIRED, 0, 0),        ROW(text, TEXT, OPTIONAL, 1, 5), ROW(phi, PHI, OPTIONAL, 0, 3),
        ROW(number, INT, OPTIONAL, -2, 10), ROW(word, WORD, OPTIONAL, 0, 0), ROW(seqs, SEQS, OPTIONAL, 0, 2),
        ROW(flag, BOOL, OPTIONAL, 0, 0),    ROW(day, DATE, OPTIONAL, 0, 0),
        ROW(ids, IDS, OPTIONAL, 1, 2),      ROW(line, LINE, OPTIONAL, 1, 12),
};
static const struct shape shape = {"sample", fields, sizeof(fields) / sizeof(fields[0]), sizeof(struct sample)};

#define ID "\"id\":\"12345678-9abc-4def-8001-020304050607\""

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_create(4096);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_destroy(&arena);
	return 0;
}

static const struct sample *read_good(const char *json)
{
	struct str detail;
	void *out = NULL;

	assert_int_equal(shape_read(arena, &shape, str_of(json), &out, &detail), ERR_OK);
	assert_null(detail.p);
	return out;
}

/* field NULL: no field is named. */
static void refuse_bytes(struct str json, enum err want, const char *field)
{
	struct str detail;
	void *out = &detail;

	assert_string_equal(err_code(shape_read(arena, &shape, json, &out, &detail)), err_code(want));
	assert_ptr_equal(out, &detail);
	if (field == NULL)
		assert_null(detail.p);
	else
		assert_true(str_eq(detail, str_of(field)));
}

static void refuse(const char *json, enum err want, const char *field)
{
	refuse_bytes(str_of(json), want, field);
}

static void test_all(void **state)
{
	const struct sample *s = read_good("{" ID ",\"text\":\"a\\nb\",\"phi\":\"山田\",\"number\":-2,\"word\":\"done\","
	                                   "\"seqs\":{\"12345678-9ABC-4def-8001-020304050607\":7}}");

	(void)state;
	assert_int_equal(s->id.b[0], 0x12);
	assert_true(s->has_text && str_eq(s->text, STR("a\nb")));
	assert_true(s->has_phi && str_eq(s->phi.text, STR("山田")));
	assert_true(s->has_number && s->number == -2);
	assert_true(s->has_word && s->word == 1);
	assert_true(s->has_seqs && s->seqs.count == 1 && s->seqs.seqs[0] == 7 && s->seqs.ids[0].b[15] == 7);
}

static void test_absent(void **state)
{
	const struct sample *s = read_good("{" ID ",\"text\":null}");

	(void)state;
	assert_true(s->has_id);
	assert_false(s->has_text || s->has_phi || s->has_number || s->has_word || s->has_seqs);
	assert_null(s->text.p);
	refuse("{}", ERR_FIELD_MISSING, "id");
	refuse("{\"id\":null}", ERR_FIELD_MISSING, "id");
}

static void test_flags_and_days(void **state)
{
	static const char *const bad_days[] = {"2026-02-29", "2025-13-01", "2025-00-01", "2025-04-31", "2025-04-00", "1849-12-31", "2200-01-01",
	                                       "2025-4-01",  "2025/04/01", "20250401",   "",           "2025-04-0a", "-025-04-01"};
	const struct sample *s = read_good("{" ID ",\"flag\":false,\"day\":\"2024-02-29\"}");
	char json[120];

	(void)state;
	assert_true(s->has_flag && !s->flag && s->has_day && str_eq(s->day, STR("2024-02-29")));
	assert_true(read_good("{" ID ",\"flag\":true}")->flag);
	refuse("{" ID ",\"flag\":1}", ERR_TYPE_WRONG, "flag");
	refuse("{" ID ",\"day\":20250401}", ERR_TYPE_WRONG, "day");
	for (size_t i = 0; i < sizeof(bad_days) / sizeof(bad_days[0]); i++) {
		(void)snprintf(json, sizeof(json), "{" ID ",\"day\":\"%s\"}", bad_days[i]);
		refuse(json, ERR_BAD_VALUE, "day");
	}
}

static void test_ids(void **state)
{
#define ONE "\"12345678-9ABC-4def-8001-020304050607\""
	const struct sample *s = read_good("{" ID ",\"ids\":[" ONE ",\"12345678-9abc-4def-8001-020304050608\"]}");

	(void)state;
	assert_true(s->has_ids && s->ids.count == 2 && s->ids.list[0].b[15] == 7 && s->ids.list[1].b[15] == 8);
	refuse("{" ID ",\"ids\":{}}", ERR_TYPE_WRONG, "ids");
	refuse("{" ID ",\"ids\":[1]}", ERR_TYPE_WRONG, "ids");
	refuse("{" ID ",\"ids\":[\"x\"]}", ERR_BAD_VALUE, "ids");
	refuse("{" ID ",\"ids\":[]}", ERR_BAD_VALUE, "ids");
	refuse("{" ID ",\"ids\":[" ONE "," ONE "," ONE "]}", ERR_TOO_LONG, "ids");
#undef ONE
}

static void test_malformed(void **state)
{
	static const char *const bad[] = {"",        "{",       "[]",        "\"x\"",        "null",        "{" ID "} x", "{" ID ",}",
	                                  "{'id':1}", "{\"id\"}", "{\"a\":01}", "{" ID "," ID "}", "{\"text\":\"\\ud800\"}", "{\"text\":\"a\nb\"}"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		refuse(bad[i], ERR_JSON_MALFORMED, NULL);
}

static void test_unknown(void **state)
{
	(void)state;
	refuse("{" ID ",\"role\":\"attending\"}", ERR_FIELD_UNKNOWN, NULL);
	refuse("{" ID ",\"role\":null}", ERR_FIELD_UNKNOWN, NULL);
	refuse("{" ID ",\"ID\":1}", ERR_FIELD_UNKNOWN, NULL);
}

static void test_types(void **state)
{
	(void)state;
	refuse("{\"id\":1}", ERR_TYPE_WRONG, "id");
	refuse("{\"id\":\"1\"}", ERR_BAD_VALUE, "id");
	refuse("{\"id\":\"12345678-9abc-4def-8001-02030405060\"}", ERR_BAD_VALUE, "id");
	refuse("{" ID ",\"text\":1}", ERR_TYPE_WRONG, "text");
	refuse("{" ID ",\"phi\":[\"a\"]}", ERR_TYPE_WRONG, "phi");
	refuse("{" ID ",\"number\":\"1\"}", ERR_TYPE_WRONG, "number");
	refuse("{" ID ",\"number\":1.0}", ERR_TYPE_WRONG, "number");
	refuse("{" ID ",\"number\":true}", ERR_TYPE_WRONG, "number");
	refuse("{" ID ",\"word\":1}", ERR_TYPE_WRONG, "word");
	refuse("{" ID ",\"word\":\"Seen\"}", ERR_BAD_VALUE, "word");
	refuse("{" ID ",\"seqs\":[]}", ERR_TYPE_WRONG, "seqs");
	refuse("{" ID ",\"seqs\":{\"x\":1}}", ERR_BAD_VALUE, "seqs");
	refuse("{" ID ",\"seqs\":{\"12345678-9abc-4def-8001-020304050607\":-1}}", ERR_BAD_VALUE, "seqs");
	refuse("{" ID ",\"seqs\":{\"12345678-9abc-4def-8001-020304050607\":\"1\"}}", ERR_TYPE_WRONG, "seqs");
}

static void test_limits(void **state)
{
	(void)state;
	(void)read_good("{" ID ",\"text\":\"12345\",\"number\":10}");
	(void)read_good("{" ID ",\"text\":\"あいうえ😀\"}");
	refuse("{" ID ",\"text\":\"\"}", ERR_BAD_VALUE, "text");
	refuse("{" ID ",\"text\":\"123456\"}", ERR_TOO_LONG, "text");
	(void)read_good("{" ID ",\"phi\":\"\"}");
	refuse("{" ID ",\"phi\":\"あいうえ\"}", ERR_TOO_LONG, "phi");
	refuse("{" ID ",\"number\":11}", ERR_BAD_VALUE, "number");
	refuse("{" ID ",\"number\":-3}", ERR_BAD_VALUE, "number");
	refuse("{" ID ",\"number\":99999999999999999999}", ERR_JSON_MALFORMED, NULL);
	refuse("{" ID ",\"seqs\":{\"00000000-0000-4000-8000-000000000001\":1,\"00000000-0000-4000-8000-000000000002\":1,"
	       "\"00000000-0000-4000-8000-000000000003\":1}}", ERR_TOO_LONG, "seqs");
}

static void test_text(void **state)
{
	(void)state;
	refuse("{" ID ",\"text\":\"a\\u0000\"}", ERR_TEXT_INVALID, "text");
	refuse("{" ID ",\"text\":\"\\r\"}", ERR_TEXT_INVALID, "text");
	refuse("{" ID ",\"text\":\"\\u0085\"}", ERR_TEXT_INVALID, "text");
	refuse("{" ID ",\"text\":\"\\u007f\"}", ERR_TEXT_INVALID, "text");
	refuse("{" ID ",\"text\":\"\xc3\x28\"}", ERR_TEXT_INVALID, NULL);
	refuse("{" ID ",\"text\":\"\xed\xa0\x80\"}", ERR_TEXT_INVALID, NULL);
	refuse_bytes((struct str){"{\"id\0\":1}", 9}, ERR_JSON_MALFORMED, NULL);
	(void)read_good("{" ID ",\"text\":\"\\t\\n \\u00a0\"}");
}

/* A name of any script; nothing that ends the line, turns what follows it, or is not seen. */
static void test_lines(void **state)
{
	static const char *const good[] = {"髙﨑 𠮷", "محمد علي", "मीरा", "葛󠄀飾", "a\\u00a0b", "\\u200eعلي", "👩🏽‍⚕️ さ", "l’été", "　x　"};
	static const char *const bad[] = {"a\\nb", "a\\tb", "a\\u2028b", "a\\u2029b", "a\\u202eb", "\\u202ab", "a\\u2066b", "a\\u2069", " ", "　", "\\u200b\\ufeff", "\\u2060 \\u00a0"};
	char json[160];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		(void)snprintf(json, sizeof(json), "{" ID ",\"line\":\"%s\"}", good[i]);
		assert_true(read_good(json)->has_line);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		(void)snprintf(json, sizeof(json), "{" ID ",\"line\":\"%s\"}", bad[i]);
		refuse(json, ERR_BAD_VALUE, "line");
	}
	refuse("{" ID ",\"line\":\"\"}", ERR_BAD_VALUE, "line");
	refuse("{" ID ",\"line\":\"1234567890123\"}", ERR_TOO_LONG, "line");
	refuse("{" ID ",\"line\":\"a\\r\"}", ERR_TEXT_INVALID, "line");
}

/* Depth and size that a reader of trees could fall over. */
static void test_hostile(void **state)
{
	size_t n = 200000, big = 1024 * 1024 + 1;
	char *deep = malloc(n), *long_text = calloc(1, big);

	(void)state;
	assert_non_null(deep);
	assert_non_null(long_text);
	memset(deep, '[', n);
	refuse_bytes((struct str){deep, n}, ERR_JSON_MALFORMED, NULL);
	for (size_t i = 0; i + 5 <= n; i += 5)
		memcpy(deep + i, "{\"a\":", 5);
	refuse_bytes((struct str){deep, n}, ERR_JSON_MALFORMED, NULL);
	memset(long_text, ' ', big);
	refuse_bytes((struct str){long_text, big}, ERR_TOO_LONG, NULL);
	free(deep);
	free(long_text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(test_absent), cmocka_unit_test(test_all),  cmocka_unit_test(test_hostile), cmocka_unit_test(test_limits),
	        cmocka_unit_test(test_flags_and_days), cmocka_unit_test(test_ids), cmocka_unit_test(test_lines),
	        cmocka_unit_test(test_malformed), cmocka_unit_test(test_text), cmocka_unit_test(test_types),   cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

#include "screen/register.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t points(const char *text, uint32_t *out)
{
	struct str s = {text, strlen(text)};
	size_t n = 0;

	for (size_t at = 0; at < s.n;)
		at = utf8_next(s, at, &out[n++]);
	return n;
}

static uint32_t mask_of(const struct screen_register *r, const char *text)
{
	uint32_t c[64], entry = aho_exact(r->aho, c, points(text, c));

	return entry != 0 ? register_entry(r, entry)->mask : 0;
}

static void test_spellings(void **state)
{
	struct screen_patient p = {.person = {str_of("髙橋　文子"), str_of("たかはし ふみこ")},
				   .birth = str_of("1938-04-02"),
				   .phones = {str_of("090-1111-2222")},
				   .chart = str_of("33170")};
	struct screen_register *r = screen_register_create(&p, 1, NULL, 0);

	(void)state;
	assert_int_equal(mask_of(r, "高橋文子"), PART_FULL);
	assert_int_equal(mask_of(r, "たかはしふみこ"), PART_FULL_KANA);
	assert_int_equal(mask_of(r, "高橋ふみこ"), PART_FULL);
	assert_int_equal(mask_of(r, "takahasihumiko"), PART_FULL_LATIN);
	assert_int_equal(mask_of(r, "humikotakahasi"), PART_FULL_LATIN);
	assert_int_equal(mask_of(r, "高橋"), PART_SURNAME);
	assert_int_equal(mask_of(r, "ふみこ"), PART_GIVEN | PART_ONE_KANA);
	assert_int_equal(mask_of(r, "09011112222"), PART_NUMBER);
	assert_int_equal(mask_of(r, "33170"), PART_CHART);
	assert_int_equal(mask_of(r, "19380402"), PART_BIRTH);
	assert_int_equal(mask_of(r, "高"), 0);
	screen_register_destroy(&r);
	assert_null(r);
}

static void test_shared_names(void **state)
{
	struct screen_patient p[3] = {{.person = {str_of("佐藤 清"), str_of("さとう きよし")}},
				      {.person = {str_of("佐藤 花子"), str_of("さとう はなこ")}},
				      {.person = {str_of("清 一"), str_of("せい はじめ")}}};
	struct screen_register *r = screen_register_create(p, 3, NULL, 0);
	uint32_t c[8], entry;

	(void)state;
	entry = aho_exact(r->aho, c, points("佐藤", c));
	assert_true(register_fits(r, entry, PART_SURNAME, 0));
	assert_true(register_fits(r, entry, PART_SURNAME, 1));
	assert_false(register_fits(r, entry, PART_SURNAME, 2));
	assert_int_equal(mask_of(r, "清"), PART_SURNAME | PART_GIVEN); /* one's given name, another's surname */
	screen_register_destroy(&r);
}

static void test_odd_names(void **state)
{
	struct screen_patient p[5] = {{.person = {str_of(""), str_of("")}},
				      {.person = {str_of("   "), str_of("!?")}},
				      {.person = {str_of("一語だけ"), str_of("")}},
				      {.person = {str_of("Smith John"), str_of("すみす じょん")}},
				      {.person = {str_of("長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長 名"), str_of("\xff")}}};
	struct screen_register *r = screen_register_create(p, 5, NULL, 0);

	(void)state;
	assert_int_equal(mask_of(r, "一語だけ"), PART_FULL); /* without a space it is one name */
	assert_int_equal(mask_of(r, "smithjohn"), PART_FULL);
	screen_register_destroy(&r);
	r = screen_register_create(NULL, 0, NULL, 0);
	assert_int_equal(mask_of(r, "山田"), 0);
	screen_register_destroy(&r);
}

static void test_staff(void **state)
{
	struct screen_person staff = {str_of("佐藤 美咲"), str_of("さとう みさき")}, colleague = {str_of("石田"), str_of("")};
	struct screen_facility facility = {str_of("中村クリニック"), {str_of("042-555-0111")}};
	struct screen_ask ask = {.directory = screen_directory_create(&staff, 1, &facility, 1),
				 .patients = screen_register_create(NULL, 0, &colleague, 1)};
	uint32_t c[16];

	(void)state;
	assert_int_equal(register_staff(&ask, c, points("佐藤", c)), STAFF_SURNAME);
	assert_int_equal(register_staff(&ask, c, points("佐藤美咲", c)), STAFF_FULL);
	assert_int_equal(register_staff(&ask, c, points("みさき", c)), STAFF_GIVEN);
	assert_int_equal(register_staff(&ask, c, points("石田", c)), STAFF_SURNAME | STAFF_FULL);
	assert_int_equal(register_staff(&ask, c, points("山田", c)), 0);
	screen_register_destroy((struct screen_register **)&ask.patients);
	screen_directory_destroy((struct screen_directory **)&ask.directory);
}

static void test_ids(void **state)
{
	struct id128 ids[2] = {id_new(), id_new()};
	struct screen_patient p[2] = {{.person = {str_of("山田 花子"), str_of("")}, .ids = ids, .id_count = 1},
				      {.person = {str_of("川田 茂"), str_of("")}, .ids = ids + 1, .id_count = 1}};
	struct screen_register *r = screen_register_create(p, 2, NULL, 0);

	(void)state;
	assert_int_equal(register_id(r, ids[0]), 0);
	assert_int_equal(register_id(r, ids[1]), 1);
	assert_int_equal(register_id(r, id_new()), SCREEN_NOBODY);
	assert_int_equal(register_id(NULL, ids[0]), SCREEN_NOBODY);
	screen_register_destroy(&r);
}

/* True when the kernel says of the memory at p what `flag` stands for (VmFlags of /proc/self/smaps). */
static bool has_flag(const void *p, const char *flag)
{
	FILE *f = fopen("/proc/self/smaps", "r");
	char line[512];
	bool inside = false, found = false;

	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		char *dash, *space;
		unsigned long from = strtoul(line, &dash, 16), to = *dash == '-' ? strtoul(dash + 1, &space, 16) : 0;

		if (to > from && *space == ' ')
			inside = (unsigned long)p >= from && (unsigned long)p < to;
		else if (inside && strncmp(line, "VmFlags:", 8) == 0)
			found = found || strstr(line, flag) != NULL;
	}
	(void)fclose(f);
	return found;
}

static void test_memory(void **state)
{
	struct screen_patient p = {.person = {str_of("山田 花子"), str_of("やまだ はなこ")}};
	struct screen_register *r = screen_register_create(&p, 1, NULL, 0);

	(void)state;
	assert_true(has_flag(r->entries.p, " dd")); /* left out of core dumps */
	if (screen_register_locked(r))
		assert_true(has_flag(r->entries.p, " lo"));
	assert_true(screen_register_bytes(r) >= 4096);
	screen_register_destroy(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spellings), cmocka_unit_test(test_shared_names), cmocka_unit_test(test_odd_names),
		cmocka_unit_test(test_staff),	  cmocka_unit_test(test_ids),	       cmocka_unit_test(test_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

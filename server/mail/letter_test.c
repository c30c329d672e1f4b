#include "mail/letter.h"

#include "base/arena.h"
#include "mail/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void addresses_that_fit(void **state)
{
	static const char *const good[] = {"a@b.jp", "Hana.Arai+x@mail.example.co.jp", "abc..def.@docomo.ne.jp", "o'brien@example.jp", "1_2-3@4.example"};
	static const char *const bad[] = {"", "a", "@b.jp", "a@", "a@b", "a@b..jp", "a@.jp", "a@-b.jp", "a@b-.jp", ".a@b.jp", "-a@b.jp", "a b@c.jp", "a@b.jp\r\nRCPT TO:<x@y.jp>",
					  "a\n@b.jp", "a@b.jp>", "<a@b.jp>", "\"a b\"@c.jp", "a@b@c.jp", "あ@b.jp", "a@日本.jp", "a@b.jp,c@d.jp", "a(x)@b.jp", "a;b@c.jp", "a@[192.0.2.1]"};
	char longest[ADDRESS_MAX + 2];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(address_fits(str_of(good[i])));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(address_fits(str_of(bad[i])));
	assert_false(address_fits((struct str){"a\0b@c.jp", 8}));
	memset(longest, 'a', sizeof(longest));
	memcpy(longest, "x@", 2);
	for (size_t i = 60; i < ADDRESS_MAX; i += 60)
		longest[i] = '.';
	assert_true(address_fits((struct str){longest, ADDRESS_MAX}));
	assert_false(address_fits((struct str){longest, ADDRESS_MAX + 1}));
	memset(longest, 'a', 65);
	memcpy(longest + 65, "@b.jp", 5);
	assert_false(address_fits((struct str){longest, 70}));
	assert_true(address_fits((struct str){longest + 1, 69}));
}

static const struct letter base = {
	.from = {"no-reply@example.jp", 19},
	.network = {"在宅医療の連絡網", 24},
	.to = {"arai@example.jp", 15},
	.origin = {"https://tasuki.example.jp", 25},
	.token = {"TOKEN", 5},
	.link_days = 14,
};

static struct str write(struct letter l, struct arena *a)
{
	struct buf out = {0};
	struct str text;

	letter_write(&l, a, &out);
	text = arena_copy(a, buf_str(&out));
	buf_finish(&out);
	return text;
}

static const char *const kinds[] = {"activation", "address", "application", "application_state", "codes", "confirm", "facility_end", "factor", "password", "password_link"};

static void every_kind_is_plain_ascii(void **state)
{
	struct arena *a = arena_create(4096);

	(void)state;
	assert_false(letter_known(STR("party")));
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		struct letter l = base;
		struct str text;

		l.kind = str_of(kinds[k]);
		assert_true(letter_known(l.kind));
		text = write(l, a);
		for (size_t i = 0, line = 0; i < text.n; i++, line++) {
			assert_true((text.p[i] >= ' ' && text.p[i] <= '~') || text.p[i] == '\r' || text.p[i] == '\n');
			assert_true((text.p[i] == '\n') == (i > 0 && text.p[i - 1] == '\r'));
			if (text.p[i] == '\n')
				line = 0;
			assert_true(line < 90);
		}
		assert_true(text.n > 2 && memcmp(text.p + text.n - 2, "\r\n", 2) == 0);
	}
	arena_destroy(&a);
}

static void links_are_behind_the_hash(void **state)
{
	struct arena *a = arena_create(4096);
	struct letter l = base;

	(void)state;
	l.kind = STR("activation");
	assert_non_null(strstr(letter_text(&l, a).p, "https://tasuki.example.jp/activate#TOKEN\n"));
	l.kind = STR("confirm");
	assert_non_null(strstr(letter_text(&l, a).p, "https://tasuki.example.jp/mail#TOKEN\n"));
	l.kind = STR("password_link");
	assert_non_null(strstr(letter_text(&l, a).p, "https://tasuki.example.jp/password#TOKEN\n（24時間有効です / valid for 24 hours）\n"));
	l.kind = STR("application");
	l.receipt = STR("abcdefghjk");
	assert_non_null(strstr(letter_text(&l, a).p, "https://tasuki.example.jp/apply#abcdefghjk.TOKEN.mail\n"));
	l.kind = STR("password");
	assert_null(strstr(letter_text(&l, a).p, "TOKEN"));
	arena_destroy(&a);
}

/* Whatever a name holds, the head has the same fields, one of each. */
static void names_never_leave_their_field(void **state)
{
	static const struct str names[] = {{"x\r\nBcc: a@b.jp", 14}, {"x\n\nbody", 7}, {"\"<evil@b.jp>,", 13}, {"=?UTF-8?B?eA==?=", 16}, {"a\0b", 3}, {"", 0}};
	struct arena *a = arena_create(4096);

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct letter l = base;
		struct str text, head;
		int fields = 0;

		l.kind = STR("activation");
		l.name = l.network = names[i];
		text = write(l, a);
		head = str_part(text, 0, (size_t)(strstr(text.p, "\r\n\r\n") - text.p));
		for (size_t at = 0; at < head.n; at++)
			fields += (at == 0 || head.p[at - 1] == '\n') && head.p[at] != ' ';
		assert_int_equal(fields, 9);
		assert_null(strstr(text.p, "Bcc"));
		assert_null(strstr(text.p, "evil"));
	}
	arena_destroy(&a);
}

/* An encoded word of at most 75 characters, of whole characters. */
static void long_names_are_folded(void **state)
{
	struct arena *a = arena_create(4096);
	struct letter l = base;
	char name[400];
	struct str text;

	(void)state;
	l.kind = STR("activation");
	for (size_t n = 0; n < 399; n += 3)
		memcpy(name + n, "齋", 3);
	l.name = (struct str){name, 300};
	text = write(l, a);
	for (size_t at = 0; (at = (size_t)(strstr(text.p + at, "=?") - text.p)) < text.n && strstr(text.p + at, "?=") != NULL;) {
		size_t end = (size_t)(strstr(text.p + at + 10, "?=") - text.p) + 2;

		assert_true(end - at <= 75);
		assert_int_equal((end - at - 12) % 4, 0);
		at = end;
		if (strstr(text.p + at, "=?") == NULL)
			break;
	}
	arena_destroy(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_that_fit),
		cmocka_unit_test(every_kind_is_plain_ascii),
		cmocka_unit_test(links_are_behind_the_hash),
		cmocka_unit_test(names_never_leave_their_field),
		cmocka_unit_test(long_names_are_folded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

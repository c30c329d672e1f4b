/* Honorifics, and what only looks like one. */
#include "screen/persons_own.h"

#include "base/utf8.h"
#include "screen/fold.h"

static uint32_t letter(const struct scene *s, uint32_t at)
{
	return at >= s->sentence->from && at < s->sentence->to ? s->look->text.c[at] : 0;
}

struct honorific {
	const char *text;        /* small letters */
	const char *never_after; /* letters that, following, make another word of it */
};

static const struct honorific honorifics[] = {
	{"様", "子式々相態体変"}, {"さま", "ざ"}, {"サマ", "ー"}, {"さん", "ざ"}, {"サン", "ーゴ"}, {"氏", "名神子族素"}, {"殿", "部堂"},
	{"くん", ""}, {"クン", "ー"}, {"君", "臨主"}, {"ちゃん", "とぽ"}, {"チャン", "スネー"}, {"翁", ""}, {"女史", ""}, {"夫妻", ""},
	{"のじいちゃん", ""}, {"のばあちゃん", ""}, {"のおじいちゃん", ""}, {"のおばあちゃん", ""}, {"のじいさん", ""}, {"のばあさん", ""},
	{"のおじいさん", ""}, {"のおばあさん", ""}, {"のおじい", "ちさ"}, {"のおばあ", "ちさ"}, {"ご夫妻", ""}, {"ご夫婦", ""}, {"御夫妻", ""},
	{"-san", ""}, {" san", ""}, {"-sama", ""}, {" sama", ""}, {"san", ""}, {"sama", ""},
};

uint32_t person_literal(const struct scene *s, uint32_t at, const char *literal)
{
	struct str text = str_of(literal);
	uint32_t n = 0;

	for (size_t i = 0; i < text.n; n++) {
		uint32_t c, there = letter(s, at + n);

		i = utf8_next(text, i, &c);
		if (there != c && (there < 'A' || there > 'Z' || there + 0x20 != c))
			return 0;
	}
	return n;
}

bool person_is_one_of(uint32_t c, const char *letters)
{
	struct str text = str_of(letters);
	uint32_t each;

	for (size_t i = 0; i < text.n;) {
		i = utf8_next(text, i, &each);
		if (c == each)
			return true;
	}
	return false;
}

/* さん set apart, as the letters of the name before it are: 幸 子 さ ん. */
static uint32_t spaced_honorific(const struct scene *s, uint32_t at)
{
	return person_literal(s, at, "さ ん") + person_literal(s, at, "さ ま");
}

/* Nearly no two letters begin an honorific: 様 さま さん サマ サン 氏 殿 くん クン 君 ちゃん チャン 翁 女史 夫妻, のじ のば のお, ご夫 御夫, and san, sama. */
static bool may_begin_honorific(uint32_t c, uint32_t next)
{
	switch (c) {
	case 0x69d8: case 0x6c0f: case 0x6bbf: case 0x541b: case 0x7fc1:
		return true;
	case 0x3055:
		return next == 0x307e || next == 0x3093 || next == ' ';
	case 0x30b5:
		return next == 0x30de || next == 0x30f3;
	case 0x304f:
		return next == 0x3093;
	case 0x30af:
		return next == 0x30f3;
	case 0x3061:
		return next == 0x3083;
	case 0x30c1:
		return next == 0x30e3;
	case 0x5973:
		return next == 0x53f2;
	case 0x592b:
		return next == 0x59bb;
	case 0x306e:
		return next == 0x3058 || next == 0x3070 || next == 0x304a;
	case 0x3054: case 0x5fa1:
		return next == 0x592b;
	case '-': case ' ':
		return (next | 0x20) == 's';
	case 's': case 'S':
		return (next | 0x20) == 'a';
	default:
		return false;
	}
}

/* サン in サンプル, san in sandwich: an honorific in katakana or Latin letters ends its run. */
static bool goes_on(uint32_t last, uint32_t next)
{
	enum script script = fold_script(last);

	return next != 0 && (script == SCRIPT_KATAKANA || script == SCRIPT_LATIN) && fold_script(next) == script;
}

uint32_t person_honorific(const struct scene *s, uint32_t at)
{
	if (!may_begin_honorific(letter(s, at), letter(s, at + 1)))
		return at;
	for (size_t i = 0; i < sizeof(honorifics) / sizeof(honorifics[0]); i++) {
		uint32_t n = person_literal(s, at, honorifics[i].text), next;

		if (n == 0)
			continue;
		next = letter(s, at + n);
		if (next != 0 && person_is_one_of(next, honorifics[i].never_after))
			continue;
		if (goes_on(letter(s, at + n - 1), next))
			continue;
		return at + n;
	}
	return at + spaced_honorific(s, at);
}

/*
 * How much processor time finding patient data takes: µs a post of 24 and of 290 letters, of one of 10,000, and of hostile ones, with 10,000 registered
 * patients; how long the register takes to build; how much memory. One line a figure: name, value, unit, the limit where it has one; fails when one is
 * missed. Medians of many rounds, of this thread's own processor time: a busy machine does not show.
 *
 *   screen_bench [PATIENTS] [DICTIONARY]
 *
 * ninja -C build-release server/screen_bench && build-release/server/screen_bench
 */
#include "base/check.h"
#include "base/buf.h"
#include "screen/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 41 };

/* 24 letters, 290 letters, the register of 10,000 patients, memory all in all. */
#define SHORT_US 50
#define LONG_US 1000
#define BUILD_MS 100
#define RESIDENT_KIB (100 * 1024)

static bool missed;

/* " <= 50 holds"; nothing where there is no limit. */
static void print_limit(double value, double limit)
{
	if (limit > 0)
		(void)printf(" <= %.0f %s", limit, value <= limit ? "holds" : "MISSED");
	missed = missed || (limit > 0 && value > limit);
	(void)printf("\n");
}

static double now_us(void)
{
	struct timespec t;

	check(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) == 0);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double median(double *each)
{
	qsort(each, ROUNDS, sizeof(*each), by_size);
	return each[ROUNDS / 2];
}

/* Made-up people, nearly no two of the same name, so that the register is as large as one of real names can get. */
static const char *const kanji[] = {"山", "川", "田", "中", "村", "木", "林", "森", "原", "野", "沢", "島", "崎", "本", "上", "下", "西", "東", "大", "小",
				    "花", "正", "千", "清", "幸", "茂", "和", "文", "勝", "義", "光", "節", "久", "美", "静", "英", "栄", "貞", "武", "昭"};
static const char *const kana[] = {"あ", "い", "う", "え", "お", "か", "き", "く", "け", "こ", "さ", "し", "す", "せ", "そ", "た", "ち", "つ", "て", "と",
				   "な", "に", "ぬ", "ね", "の", "は", "ひ", "ふ", "へ", "ほ", "ま", "み", "む", "め", "も", "や", "ゆ", "よ", "ら", "り"};

struct people {
	struct screen_patient *patients;
	char (*text)[128];
	size_t n;
};

static struct people people_create(size_t n)
{
	struct people p = {calloc(n, sizeof(*p.patients)), calloc(n, sizeof(*p.text)), n};

	check(p.patients != NULL && p.text != NULL);
	for (size_t i = 0; i < n; i++) {
		char *name = p.text[i], *read = p.text[i] + 64;
		size_t u = i % 40, v = i / 40 % 40, w = i / 1600 % 40;

		(void)snprintf(name, 64, "%s%s %s%s", kanji[u], kanji[v], kanji[(w + u) % 40], kanji[(u + v) % 40]);
		(void)snprintf(read, 64, "%s%s%s %s%s%s", kana[u], kana[v], kana[w], kana[(w + v) % 40], kana[(u + w) % 40], kana[(u + v) % 40]);
		p.patients[i].person = (struct screen_person){str_of(name), str_of(read)};
	}
	return p;
}

static void time_text(struct screen *s, const struct screen_register *r, const char *name, struct str text, double limit)
{
	struct screen_ask ask = {.text = text, .patients = r, .own = SCREEN_NOBODY};
	struct screen_found found;
	double each[ROUNDS];
	int repeat = text.n > 5000 ? 1 : 100;

	for (int i = 0; i < ROUNDS; i++) {
		double begun = now_us();

		for (int k = 0; k < repeat; k++)
			screen_text(s, &ask, &found);
		each[i] = (now_us() - begun) / repeat;
	}
	(void)printf("%-28s %10.1f us (%zu bytes, %zu findings%s)", name, median(each), text.n, found.n, found.incomplete ? ", incomplete" : "");
	print_limit(median(each), limit);
}

static struct str repeated(struct buf *b, const char *piece, size_t bytes)
{
	buf_finish(b);
	while (b->n < bytes)
		buf_add_str(b, str_of(piece));
	return buf_str(b);
}

static const char short_post[] = "利用者の方の食事介助について、工夫を教えてください";
static const char long_post[] =
	"先日の勉強会では、誤嚥を防ぐ食事介助について学びました。姿勢は軽くあごを引き、一口量はティースプーン一杯、飲み込みを確認してから次の一口です。"
	"とろみの濃さは職員によって差が出やすいので、計量スプーンと攪拌の時間を決めて表にしました。資料は事務局（03-5555-0155）へ申し込んでください。"
	"歯科衛生士の木村さんからは、食前の口腔体操と義歯の手入れを教わりました。食後30分は上体を起こし、むせが続くときや37.5度以上の熱があるときは、"
	"看護師に連絡してください。次回は12月18日(木)18時30分から、会場は市民会館 第2会議室です。皆さんの施設での工夫も、ぜひこのグループで教えてください。お待ちしています。";

static void time_build(const struct people *p)
{
	double each[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		double begun = now_us();
		struct screen_register *r = screen_register_create(p->patients, p->n, NULL, 0);

		each[i] = now_us() - begun;
		screen_register_destroy(&r);
	}
	(void)printf("%-28s %10.1f ms (%zu patients)", "register build", median(each) / 1000, p->n);
	print_limit(median(each) / 1000, p->n <= 10000 ? BUILD_MS : 0);
}

static long resident_kib(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	long pages = 0;

	check(f != NULL && fscanf(f, "%*d %ld", &pages) == 1);
	(void)fclose(f);
	return pages * 4;
}

int main(int argc, char **argv)
{
	struct people p = people_create(argc > 1 ? (size_t)atol(argv[1]) : 10000);
	const char *why;
	double begun = now_us();
	struct screen *s = screen_create(argc > 2 ? argv[2] : SCREEN_DICTIONARY, &why);
	struct screen_register *r;
	struct screen_info info;
	struct buf b = {0};

	if (s == NULL) {
		(void)fprintf(stderr, "screen_bench: %s\n", why);
		return 1;
	}
	(void)printf("%-28s %10.1f ms\n", "start", (now_us() - begun) / 1000);
	time_build(&p);
	r = screen_register_create(p.patients, p.n, NULL, 0);
	screen_info(s, &info);
	time_text(s, r, "short post", str_of(short_post), SHORT_US);
	time_text(s, r, "long post", str_of(long_post), LONG_US);
	time_text(s, r, "10,000 letters of posts", repeated(&b, long_post, 30000), 0);
	time_text(s, r, "10,000 kanji, no end", repeated(&b, "様田", 30000), 0);
	time_text(s, r, "10,000 digits", repeated(&b, "0", 10000), 0);
	time_text(s, r, "10,000 hyphens and digits", repeated(&b, "0-1", 10000), 0);
	time_text(s, r, "10,000 marks", repeated(&b, "\xcc\x80\xcc\xa7", 20000), 0);
	time_text(s, r, "10,000 kanji numerals", repeated(&b, "千一", 30000), 0);
	time_text(s, r, "10,000 at signs", repeated(&b, "a@a.", 10000), 0);
	time_text(s, r, "10,000 honorifics", repeated(&b, "山田さん", 30000), 0);
	time_text(s, r, "10,000 addresses", repeated(&b, "横浜市中区1-1", 30000), 0);
	(void)printf("%-28s %10zu KiB (%s)\n", "register memory", screen_register_bytes(r) / 1024, screen_register_locked(r) ? "locked" : "not locked");
	(void)printf("%-28s %10zu KiB\n", "tables", info.table_bytes / 1024);
	(void)printf("%-28s %10zu KiB (a file, shared)\n", "dictionary", info.dictionary_bytes / 1024);
	(void)printf("%-28s %10ld KiB", "resident, all in all", resident_kib());
	print_limit((double)resident_kib(), RESIDENT_KIB);
	(void)printf("%-28s %10s\n", "patterns as machine code", info.fast ? "yes" : "no");
	buf_finish(&b);
	screen_register_destroy(&r);
	screen_destroy(&s);
	free(p.patients);
	free(p.text);
	return missed ? 1 : 0;
}

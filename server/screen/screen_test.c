#include "screen/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct screen *screen;
static struct screen_directory *directory;
static struct screen_register *patients;
static struct id128 space;

static int set_up(void **state)
{
	const char *why;
	const struct screen_person staff[] = {{str_of("佐藤 美咲"), str_of("さとう みさき")}, {str_of("山田 誠"), str_of("やまだ まこと")}};
	const struct screen_facility facilities[] = {{str_of("中村クリニック"), {str_of("042-555-0111")}}};
	struct screen_patient p[4] = {{.person = {str_of("山田 花子"), str_of("やまだ はなこ")}, .birth = str_of("1938-04-02")},
				      {.person = {str_of("林 静"), str_of("はやし しず")}, .phones = {str_of("090-1111-2222")}},
				      {.person = {str_of("中村 勝"), str_of("なかむら まさる")}},
				      {.person = {str_of("髙﨑 ヨシ"), str_of("たかさき よし")}}};

	(void)state;
	space = id_new();
	p[2].ids = &space;
	p[2].id_count = 1;
	screen = screen_create(SCREEN_DICTIONARY, &why);
	if (screen == NULL)
		fail_msg("%s", why);
	directory = screen_directory_create(staff, 2, facilities, 1);
	patients = screen_register_create(p, 4, NULL, 0);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	screen_destroy(&screen);
	screen_directory_destroy(&directory);
	screen_register_destroy(&patients);
	return 0;
}

static void look(const char *text, struct screen_found *out)
{
	struct screen_ask ask = {.text = str_of(text), .directory = directory, .patients = patients, .own = 0};

	screen_text(screen, &ask, out);
}

/* Exactly one finding: its kind, certainty and words. */
static void expect(const char *text, enum screen_kind kind, enum screen_certainty certainty, const char *words)
{
	struct screen_found f;

	look(text, &f);
	if (f.n != 1)
		fail_msg("%zu findings in %s", f.n, text);
	assert_int_equal(f.findings[0].kind, kind);
	assert_int_equal(f.findings[0].certainty, certainty);
	assert_int_equal(f.findings[0].to - f.findings[0].from, strlen(words));
	assert_memory_equal(text + f.findings[0].from, words, strlen(words));
}

static void expect_none(const char *text)
{
	struct screen_found f;

	look(text, &f);
	if (f.n != 0)
		fail_msg("%s (%s) in %s", screen_kind_word(f.findings[0].kind), screen_reason_word(f.findings[0].reason), text);
}

/* Places are those of the text as it was typed, whatever its letters became on the way. */
static void test_places(void **state)
{
	(void)state;
	expect("㍻の話：ﾔﾏﾀﾞ ﾊﾅｺ様の件", SCREEN_NAME, SCREEN_CERTAIN, "ﾔﾏﾀﾞ ﾊﾅｺ");
	expect("高崎ヨシさん", SCREEN_NAME, SCREEN_CERTAIN, "高崎ヨシ");
	expect("山\xe2\x80\x8b田花\xcc\xb2子 82歳", SCREEN_NAME, SCREEN_CERTAIN, "山\xe2\x80\x8b田花\xcc\xb2子");
	expect("山 田 花 子 さ ん、発熱", SCREEN_NAME, SCREEN_CERTAIN, "山 田 花 子");
	expect("携帯は〇九〇−四四一二−七七八八（長男）", SCREEN_PHONE, SCREEN_CERTAIN, "〇九〇−四四一二−七七八八");
}

static void test_register(void **state)
{
	(void)state;
	expect("Hanako Yamada様のデータ", SCREEN_NAME, SCREEN_CERTAIN, "Hanako Yamada");
	expect("花子さん、食欲なし", SCREEN_NAME_PART, SCREEN_CERTAIN, "花子");
	expect("昭和13年4月2日の件", SCREEN_BIRTH, SCREEN_CERTAIN, "昭和13年4月2日");
	expect("090 1111 2222に電話を", SCREEN_PHONE, SCREEN_CERTAIN, "090 1111 2222");
	expect_none("林道が通行止めです");
	expect_none("静脈血栓の林檎");
	expect_none("若林先生と小林静香看護師の講義");
}

/* One surname, two people: what is said of them decides, and where nothing does the writer is asked. */
static void test_same_surname(void **state)
{
	(void)state;
	expect_none("山田先生、往診ありがとうございました");
	expect("山田さん、転倒して受診", SCREEN_NAME_PART, SCREEN_GUESS, "山田");
	expect_none("山田さん、会議の資料をありがとう");
	expect("利用者の山田さん", SCREEN_NAME_PART, SCREEN_GUESS, "山田");
}

static void test_strangers(void **state)
{
	(void)state;
	expect("沼田さん、昨夜から発熱39度", SCREEN_NAME_OTHER, SCREEN_GUESS, "沼田");
	expect_none("ケアマネの沼田さんに確認済み");
	expect_none("沼田さん（訪問薬剤師）に依頼しました");
	expect_none("看護師の佐藤さんと沼田さんが講師です");
	expect("新規紹介 宮里盛吉 79歳 肝細胞癌", SCREEN_NAME_OTHER, SCREEN_GUESS, "宮里盛吉");
	expect_none("山田団地 80代の方が多い地区です");
	expect_none("沼田さんが会計、岸さんが監事です");
	expect_none("市の担当が沼田さんから新保さんに代わりました");
	expect("担当が休みのため、林さんに代わりのヘルパーが伺います", SCREEN_NAME_PART, SCREEN_CERTAIN, "林");
	expect("担当が休みのため、沼田さんに代わりのヘルパーが伺います", SCREEN_NAME_OTHER, SCREEN_GUESS, "沼田");
	expect("担当が沼田さんに代わり、発熱", SCREEN_NAME_OTHER, SCREEN_GUESS, "沼田");
	expect_none("沼田さん、車の鍵を事務所に返してください");
	expect("沼田さん、鍵をなくされました", SCREEN_NAME_OTHER, SCREEN_GUESS, "沼田");
	expect("新規：清原 武 85歳 肺癌末期", SCREEN_NAME_OTHER, SCREEN_GUESS, "清原 武");
	expect_none("渋沢栄一の新札が発行されます");
	expect_none("葛飾北斎は90歳近くまで描いたそうで、フレイル予防の鑑です");
	expect("夏目漱石様、訪問は14時です", SCREEN_NAME_OTHER, SCREEN_GUESS, "夏目漱石");
	expect("夏目漱石さんが転倒されました", SCREEN_NAME_OTHER, SCREEN_GUESS, "夏目漱石");
	expect("葛飾北斎 90歳 発熱", SCREEN_NAME_OTHER, SCREEN_GUESS, "葛飾北斎");
	expect_none("遅番の沼田さんへ、鍵はポストに入れました");
	expect_none("雷鳥苑さんの夏祭り、ボランティア足りてますか");
	expect_none("中村クリニックさんで発熱外来を開始");
	expect_none("山本様（仮名）の事例");
}

/* Kana is a name where it is read like one; an honorific may be part of its run. */
static void test_readings(void **state)
{
	(void)state;
	expect("タナカ様 デイ休み", SCREEN_NAME_OTHER, SCREEN_GUESS, "タナカ");
	expect("ﾏﾂｼﾏｻﾝ ﾈﾂ38.2", SCREEN_NAME_OTHER, SCREEN_GUESS, "ﾏﾂｼﾏ");
	expect("ﾔﾏﾀﾞﾊﾅｺｻﾝ 転倒", SCREEN_NAME, SCREEN_CERTAIN, "ﾔﾏﾀﾞﾊﾅｺ");
	expect("はやししずさん、食欲なし", SCREEN_NAME, SCREEN_CERTAIN, "はやししず");
	expect("昨日のまつもとさん、食欲なし", SCREEN_NAME_OTHER, SCREEN_GUESS, "まつもと");
	expect("重松のじいちゃん、また飲み忘れ", SCREEN_NAME_OTHER, SCREEN_GUESS, "重松");
	expect("小石様、昨夜より嘔吐", SCREEN_NAME_OTHER, SCREEN_GUESS, "小石");
	expect_none("ﾄﾗﾈｷｻﾑｻﾝ 250mg 内服");
	expect_none("山田サンプルの評価、褥瘡予防に");
	expect_none("うちのじいちゃん、昨夜より嘔吐");
	expect_none("団体様、発熱のある方は受付へ");
	expect_none("ケアマネ様、ユーザー様へ");
	expect_none("沼田と申します。褥瘡の担当です");
	expect_none("看護師会の会長は沼田さんです");
	expect("主治医は沼田さんに説明しました", SCREEN_NAME_OTHER, SCREEN_GUESS, "沼田");
}

/* A number is that of the office or colleague named beside it. */
static void test_owners(void **state)
{
	(void)state;
	expect("連絡先 080-5512-3390", SCREEN_PHONE, SCREEN_CERTAIN, "080-5512-3390");
	expect("佐藤さん、080-5512-3390に電話を", SCREEN_PHONE, SCREEN_CERTAIN, "080-5512-3390");
	expect("看護師さんに、長女の携帯は080-5512-3390と伝えて", SCREEN_PHONE, SCREEN_CERTAIN, "080-5512-3390");
	expect("〇八〇の五五一二の三三九〇", SCREEN_PHONE, SCREEN_CERTAIN, "〇八〇の五五一二の三三九〇");
	expect("電話ください→093-681-2257", SCREEN_PHONE, SCREEN_CERTAIN, "093-681-2257");
	expect("担当ケアマネ経由ではなく娘さん直通080-5512-3390", SCREEN_PHONE, SCREEN_CERTAIN, "080-5512-3390");
	expect("奥さん（看護師）の携帯080-5512-3390", SCREEN_PHONE, SCREEN_CERTAIN, "080-5512-3390");
	expect("施設入居中のお母様の部屋直通 080-5512-3390", SCREEN_PHONE, SCREEN_CERTAIN, "080-5512-3390");
	expect("次女様 080-5512-3390、LINEはされません", SCREEN_PHONE, SCREEN_CERTAIN, "080-5512-3390");
	expect("ご遺族へのカードの送付先 doi.taku@example.com", SCREEN_EMAIL, SCREEN_CERTAIN, "doi.taku@example.com");
	expect_none("私のメールは chiharu@example.com です");
	expect_none("世話人会のアドレスを作りました saigawakai@example.com");
	expect_none("認知症初期集中支援チーム nintisho@city.example.lg.jp");
	expect_none("FAX番号の訂正：088-555-0186が正しいです");
	expect_none("当薬局の時間外連絡先：080-5512-3390");
	expect_none("時間外は080-5512-3390（当番薬剤師）");
	expect_none("佐藤の携帯080-5512-3390");
	expect_none("中村クリニック往診専用携帯 080-5512-3390");
	expect("山田の携帯080-5512-3390", SCREEN_PHONE, SCREEN_CERTAIN, "080-5512-3390");
	expect_none("次回から sugiura@minato-clinic.example.jp に送ってください");
	expect("次回から sugiura@minato.example.jp に送ってください", SCREEN_EMAIL, SCREEN_CERTAIN, "sugiura@minato.example.jp");
	expect("次回から sugiura@minato.example.st に送ってください", SCREEN_EMAIL, SCREEN_CERTAIN, "sugiura@minato.example.st");
	expect("昨日話題になった方の電話は080-5512-3390", SCREEN_PHONE, SCREEN_CERTAIN, "080-5512-3390");
	expect_none("職場のメールが sugiura@minato.example.jp に変わりました");
	expect("折り返しは045-681-3377まで", SCREEN_PHONE, SCREEN_CERTAIN, "045-681-3377");
	expect_none("往診車の携帯 080-5512-3390");
	expect("往診車、金沢市片町2-3-4の前に停めて", SCREEN_ADDRESS, SCREEN_CERTAIN, "金沢市片町2-3-4");
	expect("消防署を右、表札の番地は片町1-22-6", SCREEN_ADDRESS, SCREEN_CERTAIN, "片町1-22-6");
	expect("Kt.No 88214", SCREEN_CHART, SCREEN_CERTAIN, "88214");
	expect_none("KT 37.2");
	expect("薬歴No 15902 残薬28日分", SCREEN_CHART, SCREEN_CERTAIN, "15902");
	expect("入院番号24-06318の方", SCREEN_CHART, SCREEN_CERTAIN, "24-06318");
	expect("登録番号 B-3319 の方", SCREEN_CHART, SCREEN_CERTAIN, "B-3319");
	expect_none("整理番号 1204 の方からご案内します");
	expect("ご自宅は22-8417（市外局番0846）です", SCREEN_PHONE, SCREEN_CERTAIN, "22-8417");
	expect_none("事務局の電話 22-8417");
	expect("大字甲山字下原1204です", SCREEN_ADDRESS, SCREEN_CERTAIN, "大字甲山字下原1204");
	expect_none("文字数1204まで");
	expect("退院先：飯田市上村下栗1162", SCREEN_ADDRESS, SCREEN_CERTAIN, "飯田市上村下栗1162");
	expect_none("飯田市の会員1162");
	expect("成年後見人さんの携帯、080-4410-9927に変わったそうです", SCREEN_PHONE, SCREEN_CERTAIN, "080-4410-9927");
	expect_none("欠席連絡は当番の業務携帯 080-4410-9927 へ");
	expect("正しくは昭和14年10月9日の方です", SCREEN_BIRTH, SCREEN_CERTAIN, "昭和14年10月9日");
	expect_none("5月12日お誕生日おめでとうございます");
	expect("新しい番号は05184205（後期）", SCREEN_INSURANCE, SCREEN_CERTAIN, "05184205");
	expect_none("ナイチンゲールの誕生日1820年5月12日は看護の日です");
	expect("生年月日 1833(昭和8)年9月9日", SCREEN_BIRTH, SCREEN_CERTAIN, "1833(昭和8)年9月9日");
	expect("特養けやき203号室の方", SCREEN_ADDRESS, SCREEN_CERTAIN, "特養けやき203号室の方");
	expect("当院ID 55820", SCREEN_CHART, SCREEN_CERTAIN, "55820");
	expect("昭和8年(1933)9月9日生", SCREEN_BIRTH, SCREEN_CERTAIN, "昭和8年(1933)9月9日生");
	expect_none("平成12年4月生まれの制度");
	expect_none("ナイチンゲールの誕生日5月12日は看護の日です");
	expect("誕生日が5月12日のおばあちゃん", SCREEN_BIRTH, SCREEN_CERTAIN, "5月12日");
	expect("津幡町字加賀爪ニ 22 になりました", SCREEN_ADDRESS, SCREEN_CERTAIN, "津幡町字加賀爪ニ 22");
	expect_none("金沢市片町2丁目交差点で工事です");
}

static void test_care_insurance(void **state)
{
	(void)state;
	expect("介護の番号わかりました、000 419 6035 です", SCREEN_CARE_INSURANCE, SCREEN_CERTAIN, "000 419 6035");
	expect("介護保険の番号はH000091526だそうです", SCREEN_CARE_INSURANCE, SCREEN_CERTAIN, "H000091526");
	expect("H000038174 の方のケアプラン", SCREEN_CARE_INSURANCE, SCREEN_CERTAIN, "H000038174");
	expect_none("型番 H000038174 の電池");
	expect_none("AH000038174");
}

/* What one sentence tells is no evidence for the next. */
static void test_sentences(void **state)
{
	struct screen_found f;

	(void)state;
	expect_none("事務局住所\n金沢市片町2-3-4"); /* a label is no sentence */
	expect_none("峰診療所が移転します。新住所：大町市大町3887-1");
	expect("峰診療所に連絡しました。新住所：大町市大町3887-1", SCREEN_ADDRESS, SCREEN_CERTAIN, "大町市大町3887-1");
	expect("事務局に届けました\n金沢市片町2-3-4", SCREEN_ADDRESS, SCREEN_CERTAIN, "金沢市片町2-3-4");
	expect("会議の資料をありがとうございます。沼田さん、発熱39度", SCREEN_NAME_OTHER, SCREEN_GUESS, "沼田");
	expect_none("渋沢栄一の本を読みました。昨夜から発熱している方がいます");
	look("看護師の皆様へ\n沼田さん", &f);
	assert_int_equal(f.n, 1);
}

static void test_links(void **state)
{
	char text[128] = "https://localhost:8443/spaces/", id[ID_TEXT + 1];
	struct screen_found f;

	(void)state;
	id_format(space, id);
	memcpy(text + strlen(text), id, sizeof(id));
	look(text, &f);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.findings[0].kind, SCREEN_LINK);
	assert_int_equal(f.findings[0].patient, 2);
	id_format(id_new(), id);
	expect_none(id);
	expect_none("番号は add206ad-98dd-41b9-90fc-0843379925db です"); /* looks like a telephone number */
	expect_none("番号は e99d4067-7075-4964-a89e-3ff16fb3a117 です"); /* My Number */
	expect_none("番号は 9bbf04a5-c0cb-4616-bead-8b0099719987 です"); /* care insurance */
	look("番号は add206ad-98dd-41b9-90fc-0843379925db です。娘さん 084-337-9925", &f);
	assert_int_equal(f.n, 1);
	assert_int_equal(f.findings[0].kind, SCREEN_PHONE);
}

static void test_wrong_patient(void **state)
{
	struct screen_found f;

	(void)state;
	look("山田花子様の件", &f);
	assert_int_equal(f.findings[0].patient, 0);
	assert_true(f.findings[0].own);
	assert_int_equal(screen_decide(SCREEN_IN_CARE, &f, false), SCREEN_PASSES);
	look("中村勝様の件", &f);
	assert_int_equal(f.findings[0].patient, 2);
	assert_false(f.findings[0].own);
	assert_int_equal(screen_decide(SCREEN_IN_CARE, &f, false), SCREEN_ASKS_PATIENT);
	look("妹の沼田さん", &f);
	assert_int_equal(screen_decide(SCREEN_IN_CARE, &f, false), SCREEN_PASSES);
}

static void test_odd_input(void **state)
{
	struct screen_ask ask = {.text = {"\xe5\xb1", 2}, .own = SCREEN_NOBODY};
	struct screen_found f;
	char *text = malloc(SCREEN_BYTES + 1);

	(void)state;
	assert_non_null(text);
	screen_text(screen, &ask, &f);
	assert_true(f.invalid && f.n == 0);
	expect_none("");
	expect_none("。。\n\n！？");
	memset(text, 'a', SCREEN_BYTES + 1);
	ask.text = (struct str){text, SCREEN_BYTES + 1};
	screen_text(screen, &ask, &f);
	assert_true(f.incomplete);
	/* more than fits is said to be so */
	for (size_t i = 0; i < 100; i++)
		memcpy(text + 10 * i, "\xe6\xb2\xbc\xe7\x94\xb0\xe6\xa7\x98\n", 10);
	ask.text.n = 1000;
	screen_text(screen, &ask, &f);
	assert_int_equal(f.n, SCREEN_FINDINGS);
	assert_true(f.more);
	free(text);
}

/* Ten thousand letters of what makes a careless rule try everything: looked at to the end, within the limits of work. */
static void test_hostile(void **state)
{
	static const char *const pieces[] = {"様田", "山田さん", "0", "0-1", "a@a.", "千一", "横浜市中区1-1", "\xcc\x80\xcc\xa7", "\xe2\x80\xae", "\xe2\x80\x8b", "ｶﾞ",
					     "の携帯", "ケアマネの", "生年月日", "(", "ああ"};
	enum { BYTES = 30000 };
	char *text = malloc(BYTES);
	struct screen_ask ask = {.directory = directory, .patients = patients, .own = SCREEN_NOBODY};
	struct screen_found f;

	(void)state;
	assert_non_null(text);
	for (size_t k = 0; k < sizeof(pieces) / sizeof(pieces[0]); k++) {
		size_t n = strlen(pieces[k]);

		ask.text = (struct str){text, 0};
		for (; ask.text.n + n <= BYTES; ask.text.n += n)
			memcpy(text + ask.text.n, pieces[k], n);
		screen_text(screen, &ask, &f);
		if (f.invalid || f.incomplete)
			fail_msg("%s", pieces[k]);
	}
	free(text);
}

static void test_without_lists(void **state)
{
	struct screen_ask ask = {.text = str_of("沼田様、下痢。090-1234-5678"), .own = SCREEN_NOBODY};
	struct screen_found f;

	(void)state;
	screen_text(screen, &ask, &f);
	assert_int_equal(f.n, 2);
	assert_int_equal(f.findings[0].patient, SCREEN_NOBODY);
}

static void test_tables(void **state)
{
	struct screen *second = screen_share(screen);
	struct screen_info info;
	const char *why;

	(void)state;
	screen_info(second, &info);
	assert_true(info.dictionary_bytes > 10u << 20);
	assert_true(info.table_bytes < 10u << 20);
	screen_destroy(&second);
	assert_null(second);
	assert_null(screen_create("/nonexistent", &why));
	assert_string_equal(why, "the dictionary mecab-ipadic-utf8 is not there");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),	  cmocka_unit_test(test_register), cmocka_unit_test(test_same_surname), cmocka_unit_test(test_strangers),
		cmocka_unit_test(test_sentences), cmocka_unit_test(test_links),	   cmocka_unit_test(test_wrong_patient), cmocka_unit_test(test_odd_input),
		cmocka_unit_test(test_hostile),	   cmocka_unit_test(test_care_insurance),
		cmocka_unit_test(test_without_lists), cmocka_unit_test(test_tables), cmocka_unit_test(test_readings), cmocka_unit_test(test_owners),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}

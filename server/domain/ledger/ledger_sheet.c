/* The ledger as a sheet. */
#include "base/sheet.h"
#include "call/app.h"
#include "call/call.h"
#include "domain/ledger/ledger_own.h"
#include "domain/ledger/ledger_rows.h"

struct words {
	const char *code, *words;
};

/* {NULL, 0} stays it; a code that is not among the words stands as it is. */
static struct str in_words(const struct words *known, size_t n, struct str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(str_of(known[i].code), code))
			return str_of(known[i].words);
	return code;
}

#define IN_WORDS(table, code) in_words(table, sizeof(table) / sizeof((table)[0]), code)

static const struct words professions[] = {
        {"care_manager", "ケアマネジャー"}, {"clerk", "事務"},
        {"dental_hygienist", "歯科衛生士"}, {"dentist", "歯科医師"},
        {"dietitian", "管理栄養士"},        {"helper", "ヘルパー"},
        {"nurse", "看護師"},                {"occupational_therapist", "作業療法士"},
        {"other", "その他の職種"},          {"pharmacist", "薬剤師"},
        {"physical_therapist", "理学療法士"}, {"physician", "医師"},
        {"social_worker", "相談員"},        {"speech_therapist", "言語聴覚士"},
        {"visiting_nurse", "訪問看護師"},
};
static const struct words states[] = {
        {"absent", "休職中"}, {"active", "利用中"}, {"ended", "退職・登録の終了"}, {"invited", "招待中"}, {"stopped", "停止中"}, {"waiting", "利用開始前の手続き中"},
};
static const struct words pledges[] = {{"earlier", "取り交わし済み"}, {"signed", "署名"}};
static const struct words trainings[] = {{"attended", "研修会に出席"}, {"together", "施設でまとめて視聴"}, {"video", "動画を視聴"}};

/* How a column of the rows is said. */
enum form { TEXT, NUMBER, IS_ADMIN, IS_ENROLLED, PROFESSION, STATE, PLEDGE, TRAINING };

static const struct column {
	const char *head;
	enum form form;
	int col;
} columns[] = {
        {"氏名", TEXT, LEDGER_NAME},
        {"ふりがな", TEXT, LEDGER_KANA},
        {"職種", PROFESSION, LEDGER_PROFESSION},
        {"ログイン名", TEXT, LEDGER_LOGIN},
        {"施設管理者", IS_ADMIN, LEDGER_ADMIN},
        {"状態", STATE, LEDGER_STATE},
        {"登録日", TEXT, LEDGER_FROM_ON},
        {"終了日", TEXT, LEDGER_ENDED_ON},
        {"誓約書（様式4）", PLEDGE, LEDGER_PLEDGE},
        {"誓約日", TEXT, LEDGER_PLEDGED_ON},
        {"留意事項の版", NUMBER, LEDGER_EDITION},
        {"留意事項の確認日", TEXT, LEDGER_CONFIRMED_ON},
        {"研修", TRAINING, LEDGER_TRAINING},
        {"研修日", TEXT, LEDGER_TRAINED_ON},
        {"2要素認証", IS_ENROLLED, LEDGER_FACTOR},
        {"最後に利用した日", TEXT, LEDGER_USED_ON},
        {"定期的な教育の日", TEXT, LEDGER_EDUCATED_ON},
        {"定期的な教育の題名", TEXT, LEDGER_EDUCATION},
        {"トラブル連絡の件数", NUMBER, LEDGER_INCIDENTS},
};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

static struct str said(struct call *c, const struct rows *r, int i, const struct column *of)
{
	switch (of->form) {
	case NUMBER:
		return rows_null(r, i, of->col) ? STR("") : arena_printf(c->arena, "%lld", (long long)rows_i64(r, i, of->col));
	case IS_ADMIN:
		return rows_bool(r, i, of->col) ? STR("はい") : STR("");
	case IS_ENROLLED: /* who has left may have gone on elsewhere with the same account */
		return !rows_null(r, i, LEDGER_ENDED_ON) ? STR("") : rows_bool(r, i, of->col) ? STR("登録済み") : STR("未登録");
	case PROFESSION:
		return IN_WORDS(professions, rows_str(r, i, of->col));
	case STATE:
		return IN_WORDS(states, rows_str(r, i, of->col));
	case PLEDGE:
		return IN_WORDS(pledges, rows_str(r, i, of->col));
	case TRAINING:
		return IN_WORDS(trainings, rows_str(r, i, of->col));
	case TEXT:
		break;
	}
	return rows_str(r, i, of->col);
}

static enum err on_people(struct call *c, const struct rows *r)
{
	struct buf *b = &c->out.buf;

	sheet_begin(b);
	for (size_t k = 0; k < COLUMNS; k++)
		sheet_field(b, str_of(columns[k].head), k == COLUMNS - 1);
	for (int i = 0; i < rows_count(r); i++)
		for (size_t k = 0; k < COLUMNS; k++)
			sheet_field(b, said(c, r, i, &columns[k]), k == COLUMNS - 1);
	c->page = "text/csv; charset=utf-8";
	c->file = STR("ledger.csv");
	return ERR_OK;
}

/* GET /api/ledger.csv: all of it, as a file to be kept (Art. 14-2); audited by its own rule. NOT_FOUND: no 施設管理者. */
enum err ledger_sheet(struct call *c)
{
	struct query q;

	query_init(&q, c->arena, STMT_ledger_people);
	bind_id(&q, c->facts.session.hat.id);
	bind_i64(&q, c->facts.now);
	call_query(c, &q, on_people);
	return ERR_OK;
}

/* The list of facilities in use, as a table of HTML and as a sheet. */
#include "base/sheet.h"
#include "domain/public/public_own.h"

enum { KIND, NAME, OUTSIDE, AREA, PHONE };

static struct str kind_in_words(struct str kind)
{
	static const struct {
		const char *kind, *words;
	} known[] = {
	        {"care_manager_office", "居宅介護支援事業所"},
	        {"clinic", "診療所"},
	        {"community_support_center", "地域包括支援センター"},
	        {"day_service", "通所介護事業所"},
	        {"dental_clinic", "歯科診療所"},
	        {"home_helper", "訪問介護事業所"},
	        {"hospital", "病院"},
	        {"pharmacy", "薬局"},
	        {"visiting_nurse_station", "訪問看護ステーション"},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_eq(str_of(known[i].kind), kind))
			return str_of(known[i].words);
	return STR("その他の施設・事業所");
}

struct public_cells public_cells_read(const struct rows *r, int i)
{
	return (struct public_cells){
	        .name = rows_str(r, i, NAME),
	        .kind = kind_in_words(rows_str(r, i, KIND)),
	        .area = rows_str(r, i, AREA),
	        .phone = rows_str(r, i, PHONE),
	        .outside = rows_bool(r, i, OUTSIDE),
	};
}

static void put_row(struct buf *b, struct public_cells cells)
{
	public_put(b, "<tr><th scope=\"row\">");
	public_put_text(b, cells.name);
	public_put(b, cells.outside ? "<span class=\"outside\">（市外）</span></th><td>" : "</th><td>");
	buf_add_str(b, cells.kind);
	public_put(b, "</td><td>");
	public_put_text(b, cells.area);
	public_put(b, "</td><td>");
	public_put_text(b, cells.phone);
	public_put(b, "</td></tr>\n");
}

void public_put_table(struct buf *b, const struct rows *r)
{
	if (rows_count(r) == 0) {
		public_put(b, "<p>掲載に同意いただいた施設・事業所は、まだありません。</p>\n");
		return;
	}
	public_put(b, "<table>\n<thead><tr><th scope=\"col\">施設・事業所</th><th scope=\"col\">種別</th><th scope=\"col\">地域</th>"
	              "<th scope=\"col\">電話</th></tr></thead>\n<tbody>\n");
	for (int i = 0; i < rows_count(r); i++)
		put_row(b, public_cells_read(r, i));
	public_put(b, "</tbody>\n</table>\n");
}

void public_put_sheet(struct buf *b, const struct rows *r)
{
	sheet_begin(b);
	public_put(b, "\"施設・事業所\",\"種別\",\"市内・市外\",\"地域\",\"電話\"\r\n");
	for (int i = 0; i < rows_count(r); i++) {
		struct public_cells cells = public_cells_read(r, i);

		sheet_field(b, cells.name, false);
		sheet_field(b, cells.kind, false);
		sheet_field(b, cells.outside ? STR("市外") : STR("市内"), false);
		sheet_field(b, cells.area, false);
		sheet_field(b, cells.phone, true);
	}
}

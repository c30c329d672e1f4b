/* 完全削除依頼書, blank, for whoever has no account: printed from the browser and filled in by hand. */
#include "domain/public/public_own.h"

static const char blank_day[] = "　　　　年　　　月　　　日";

static void put_line(struct buf *b, const char *label, const char *words)
{
	public_put(b, "<tr><th scope=\"row\">");
	public_put(b, label);
	public_put(b, "</th><td>");
	public_put(b, words);
	public_put(b, "</td></tr>\n");
}

static void put_lines(struct buf *b)
{
	public_put(b, "<table class=\"form\">\n");
	put_line(b, "依頼日", blank_day);
	put_line(b, "患者さんのお名前", "");
	put_line(b, "生年月日", blank_day);
	put_line(b, "依頼する方のお名前（署名）", "");
	put_line(b, "患者さんとの続柄", "");
	put_line(b, "お電話番号", "");
	put_line(b, "かかりつけの診療所・主治医", "");
	public_put(b, "</table>\n");
}

static void put_points(struct buf *b)
{
	static const char *const points[] = {
		"医療・介護の方のタイムラインと、患者・家族タイムラインの両方が消えます。",
		"消えたあとは、だれにも元に戻せません。",
		"診療録に書き写されたもの、印刷されたものは残ります。",
		"事務局からお電話をかけ直し、ご本人確認をします。実行されるまでは取り下げられます。",
	};

	public_put(b, "<h2>お確かめください</h2>\n<ul class=\"boxes\">\n");
	for (size_t i = 0; i < sizeof(points) / sizeof(points[0]); i++) {
		public_put(b, "<li>☐ ");
		public_put(b, points[i]);
		public_put(b, "</li>\n");
	}
	public_put(b, "</ul>\n");
}

static void put_office(struct buf *b)
{
	public_put(b, "<h2>事務局記入欄</h2>\n<table class=\"form\">\n");
	put_line(b, "受付番号", "");
	put_line(b, "ご本人確認", "☐ 対面　☐ 書面　☐ 電話");
	put_line(b, "かけ直した日", blank_day);
	put_line(b, "担当者", "");
	public_put(b, "</table>\n<p>この書面は事務局が保管します。パソコンなどにお名前は登録しません。</p>\n");
}

void public_put_wish(struct buf *b, const struct rows *region)
{
	enum { NETWORK = 1, ASSOCIATION, OFFICE };

	public_put_top(b, STR("完全削除依頼書"), false);
	public_put(b, "<main>\n<p class=\"ways\"><a href=\"/public\">戻る</a></p>\n<p class=\"hint\">A4の紙に印刷し、手書きでご記入のうえ、");
	public_put_text(b, rows_str(region, 0, OFFICE));
	public_put(b, "へお出しください。印刷は、お使いのブラウザーのメニューの「印刷」からできます。お電話でのご依頼もお受けしています。</p>\n"
	              "<section class=\"sheet\">\n<h1>完全削除依頼書</h1>\n<p>");
	public_put_text(b, rows_str(region, 0, ASSOCIATION));
	public_put(b, " 御中</p>\n<p>");
	public_put_text(b, rows_str(region, 0, NETWORK));
	public_put(b, "に書かれた次の患者さんについての内容を、すべて完全に削除することを依頼します。</p>\n");
	put_lines(b);
	put_points(b);
	put_office(b);
	public_put(b, "</section>\n</main>\n</body>\n</html>\n");
}

#include "paper/paper.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

/* Points. */
#define PAGE_WIDTH 595.276
#define PAGE_HEIGHT 841.89
#define MARGIN 42.0
#define BOTTOM (PAGE_HEIGHT - MARGIN - 18)
#define PAD 4.0
#define FONT "Noto Sans CJK JP, sans-serif" /* names of people and places have rare characters */

struct sink {
	paper_write write;
	void *arg;
};

struct page {
	cairo_t *cr;
	PangoContext *context;
	const struct paper_list *list;
	double y;
	int number;
};

static cairo_status_t on_bytes(void *arg, const unsigned char *bytes, unsigned n)
{
	const struct sink *s = arg;

	s->write(s->arg, bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static PangoLayout *lay(struct page *p, const char *text, double size, bool bold, double width)
{
	PangoLayout *l = pango_layout_new(p->context);
	PangoFontDescription *font = pango_font_description_from_string(FONT);
	PangoAttrList *attributes = pango_attr_list_new();

	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(l, font);
	pango_font_description_free(font);
	pango_layout_set_width(l, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE)); /* a name is copied from here: nothing is put into it */
	pango_layout_set_attributes(l, attributes);
	pango_attr_list_unref(attributes);
	pango_layout_set_text(l, text, -1);
	return l;
}

static double height_of(PangoLayout *l)
{
	int height;

	pango_layout_get_size(l, NULL, &height);
	return (double)height / PANGO_SCALE;
}

static void show(struct page *p, const char *tag, PangoLayout *l, double x, double y)
{
	cairo_tag_begin(p->cr, tag, NULL);
	cairo_move_to(p->cr, x, y);
	pango_cairo_show_layout(p->cr, l);
	cairo_tag_end(p->cr, tag);
}

static void put_line(struct page *p, const char *tag, const char *text, double size, bool bold)
{
	PangoLayout *l = lay(p, text, size, bold, PAGE_WIDTH - 2 * MARGIN);

	show(p, tag, l, MARGIN, p->y);
	p->y += height_of(l) + PAD;
	g_object_unref(l);
}

static void rule(struct page *p, double x1, double y1, double x2, double y2)
{
	cairo_move_to(p->cr, x1, y1);
	cairo_line_to(p->cr, x2, y2);
	cairo_stroke(p->cr);
}

/* The height a row needs, or, drawn, has used. */
static double row(struct page *p, const char *const *cells, bool head, bool drawn)
{
	double high = 0, x = MARGIN;

	if (drawn)
		cairo_tag_begin(p->cr, "TR", NULL);
	for (size_t i = 0; i < p->list->columns; i++) {
		double wide = p->list->widths[i] * (PAGE_WIDTH - 2 * MARGIN);
		PangoLayout *l = lay(p, cells[i], 9.5, head, wide - 2 * PAD);
		double needed = height_of(l) + 2 * PAD;

		if (drawn)
			show(p, head || i == 0 ? "TH" : "TD", l, x + PAD, p->y + PAD);
		high = needed > high ? needed : high;
		x += wide;
		g_object_unref(l);
	}
	if (drawn)
		cairo_tag_end(p->cr, "TR");
	return high;
}

static void rules_around(struct page *p, double high)
{
	double x = MARGIN;

	rule(p, MARGIN, p->y, PAGE_WIDTH - MARGIN, p->y);
	rule(p, MARGIN, p->y + high, PAGE_WIDTH - MARGIN, p->y + high);
	for (size_t i = 0; i <= p->list->columns; i++) {
		rule(p, x, p->y, x, p->y + high);
		x += i < p->list->columns ? p->list->widths[i] * (PAGE_WIDTH - 2 * MARGIN) : 0;
	}
}

static void put_row(struct page *p, const char *const *cells, bool head)
{
	double high = row(p, cells, head, false);

	if (head) {
		cairo_set_source_rgb(p->cr, .93, .93, .93);
		cairo_rectangle(p->cr, MARGIN, p->y, PAGE_WIDTH - 2 * MARGIN, high);
		cairo_fill(p->cr);
		cairo_set_source_rgb(p->cr, 0, 0, 0);
	}
	rules_around(p, high);
	(void)row(p, cells, head, true);
	p->y += high;
}

/* The number below is no part of the text. */
static void put_number(struct page *p)
{
	char words[32];
	PangoLayout *l;

	(void)snprintf(words, sizeof(words), "%d", p->number);
	l = lay(p, words, 9, false, PAGE_WIDTH - 2 * MARGIN);
	pango_layout_set_alignment(l, PANGO_ALIGN_CENTER);
	cairo_move_to(p->cr, MARGIN, PAGE_HEIGHT - MARGIN - 6);
	pango_cairo_show_layout(p->cr, l);
	g_object_unref(l);
}

static void put_table(struct page *p)
{
	const struct paper_list *list = p->list;

	cairo_tag_begin(p->cr, "Table", NULL);
	put_row(p, list->heads, true);
	for (size_t i = 0; i < list->rows; i++) {
		const char *const *cells = &list->cells[i * list->columns];

		if (p->y + row(p, cells, false, false) > BOTTOM) {
			put_number(p);
			cairo_show_page(p->cr);
			p->number++;
			p->y = MARGIN;
			put_row(p, list->heads, true);
		}
		put_row(p, cells, false);
	}
	cairo_tag_end(p->cr, "Table");
	put_number(p);
}

/*
 * What the libraries lose is no leak of ours: fontconfig a few hundred bytes once a process, when it reads its configuration; cairo 768 bytes of each font
 * that it embeds (its CFF subsets). A paper is set only when something in it has changed.
 */
static void leaks_are(bool theirs)
{
#ifdef __SANITIZE_ADDRESS__
	if (theirs)
		__lsan_disable();
	else
		__lsan_enable();
#else
	(void)theirs;
#endif
}

static bool ready_fonts(void)
{
	bool good;

	leaks_are(true);
	good = FcInit() == FcTrue;
	leaks_are(false);
	return good;
}

bool paper_set(const struct paper_list *list, paper_write write, void *arg)
{
	struct sink sink = {write, arg};
	bool fonts_there = ready_fonts();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(on_bytes, &sink, PAGE_WIDTH, PAGE_HEIGHT);
	PangoFontMap *fonts = pango_cairo_font_map_new();
	struct page p = {.cr = cairo_create(surface), .context = pango_font_map_create_context(fonts), .list = list, .y = MARGIN, .number = 1};
	cairo_status_t status;

	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, list->title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, list->made_at);
	pango_context_set_language(p.context, pango_language_from_string("ja"));
	cairo_set_line_width(p.cr, .5);
	cairo_tag_begin(p.cr, "Document", NULL);
	put_line(&p, "H1", list->title, 16, true);
	put_line(&p, "P", list->line, 9.5, false);
	p.y += PAD;
	put_table(&p);
	cairo_tag_end(p.cr, "Document");
	cairo_show_page(p.cr);
	g_object_unref(p.context);
	cairo_destroy(p.cr);
	leaks_are(true);
	cairo_surface_finish(surface);
	leaks_are(false);
	status = cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	g_object_unref(fonts);
	return fonts_there && status == CAIRO_STATUS_SUCCESS;
}

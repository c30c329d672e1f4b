#include "screen/morph.h"

#include "base/check.h"
#include "screen/fold.h"
#include "screen/full_name.h"

#include <mecab.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_LIMIT = 4 * MORPH_LETTERS };

struct morph_model {
	mecab_model_t *mecab;
	bool known;
};

struct morph {
	const struct morph_model *model;
	mecab_t *tagger;
	mecab_lattice_t *lattice;
	const struct view *view;
	char text[TEXT_LIMIT + 1];
	uint32_t letter[TEXT_LIMIT + 1]; /* of the first view, by byte; the last is where the sentence ends */
	struct token tokens[MORPH_LETTERS];
	size_t n, bytes;
	uint32_t from, to;
};

/* The numbers of parts of speech in IPADIC's pos-id.def. */
enum {
	POS_ADJECTIVE = 10, POS_PARTICLE = 13, POS_AUXILIARY = 25, POS_VERB = 31, POS_VERB_LAST = 33, POS_NOUN = 36,
	POS_PROPER = 41, POS_PERSON = 42, POS_SURNAME = 43, POS_GIVEN = 44, POS_ORG = 45, POS_PLACE = 46, POS_COUNTRY = 47, POS_NUMBER = 48,
	POS_SUFFIX = 50, POS_SUFFIX_LAST = 58, POS_TIME = 67, POS_NOUN_LAST = 67,
};

static uint32_t kind_of(unsigned pos)
{
	switch (pos) {
	case POS_PROPER:
		return TOKEN_NOUN | TOKEN_PROPER;
	case POS_PERSON:
		return TOKEN_NOUN | TOKEN_PERSON;
	case POS_SURNAME:
		return TOKEN_NOUN | TOKEN_SURNAME;
	case POS_GIVEN:
		return TOKEN_NOUN | TOKEN_GIVEN;
	case POS_ORG:
		return TOKEN_NOUN | TOKEN_ORG;
	case POS_PLACE:
	case POS_COUNTRY:
		return TOKEN_NOUN | TOKEN_PLACE;
	case POS_NUMBER:
		return TOKEN_NOUN | TOKEN_NUMBER;
	case POS_TIME:
		return TOKEN_NOUN | TOKEN_TIME;
	default:
		break;
	}
	if (pos >= POS_SUFFIX && pos <= POS_SUFFIX_LAST)
		return TOKEN_NOUN | TOKEN_SUFFIX;
	if (pos >= POS_NOUN && pos <= POS_NOUN_LAST)
		return TOKEN_NOUN;
	if (pos >= POS_PARTICLE && pos < POS_AUXILIARY)
		return TOKEN_PARTICLE;
	return (pos >= POS_ADJECTIVE && pos < POS_PARTICLE) || pos == POS_AUXILIARY || (pos >= POS_VERB && pos <= POS_VERB_LAST) ? TOKEN_VERBAL
																 : 0;
}

/* IPADIC has nine fields; the eighth is the reading. */
static struct str reading_of(const char *feature)
{
	const char *p = feature, *end;

	for (int comma = 0; comma < 7; comma++) {
		p = strchr(p, ',');
		if (p == NULL)
			return (struct str){"", 0};
		p++;
	}
	end = strchr(p, ',');
	return (struct str){p, end != NULL ? (size_t)(end - p) : strlen(p)};
}

static bool is_ipadic(struct morph_model *m)
{
	static const char sample[] = "山田花子様";
	mecab_t *tagger = mecab_model_new_tagger(m->mecab);
	mecab_lattice_t *lattice = mecab_model_new_lattice(m->mecab);
	bool good = false;

	if (tagger != NULL && lattice != NULL) {
		const mecab_node_t *n;

		mecab_lattice_set_sentence2(lattice, sample, sizeof(sample) - 1);
		good = mecab_parse_lattice(tagger, lattice) != 0;
		n = good ? mecab_lattice_get_bos_node(lattice)->next : NULL;
		good = n != NULL && n->posid == POS_SURNAME && n->next != NULL && n->next->posid == POS_GIVEN && reading_of(n->feature).n > 0;
	}
	mecab_lattice_destroy(lattice);
	mecab_destroy(tagger);
	return good;
}

static size_t words_of(const struct morph_model *m)
{
	size_t n = 0;

	for (const mecab_dictionary_info_t *d = mecab_model_dictionary_info(m->mecab); d != NULL; d = d->next)
		n += d->size;
	return n;
}

struct morph_model *morph_model_open(const char *folder, const char **why_r)
{
	struct morph_model *m = calloc(1, sizeof(*m));
	char dictionary[512], program[] = "mecab", rc[] = "-r", no_rc[] = "/dev/null", dic[] = "-d";
	char *argv[] = {program, rc, no_rc, dic, dictionary, NULL}; /* an rc file of the system's would name another dictionary */

	check(m != NULL);
	(void)snprintf(dictionary, sizeof(dictionary), "%s", folder);
	m->mecab = mecab_model_new(5, argv);
	*why_r = "the dictionary mecab-ipadic-utf8 is not there";
	if (m->mecab != NULL) {
		*why_r = "the dictionary is not IPADIC in UTF-8";
		m->known = full_name_knows(words_of(m));
		if (is_ipadic(m))
			return m;
	}
	morph_model_close(&m);
	return NULL;
}

void morph_model_close(struct morph_model **m)
{
	if (*m == NULL)
		return;
	if ((*m)->mecab != NULL)
		mecab_model_destroy((*m)->mecab);
	free(*m);
	*m = NULL;
}

struct morph *morph_create(struct morph_model *m)
{
	struct morph *p = calloc(1, sizeof(*p));

	check(p != NULL);
	p->model = m;
	p->tagger = mecab_model_new_tagger(m->mecab);
	p->lattice = mecab_model_new_lattice(m->mecab);
	check(p->tagger != NULL && p->lattice != NULL);
	return p;
}

bool morph_known(const struct morph *m)
{
	return m->model->known;
}

void morph_destroy(struct morph **m)
{
	if (*m == NULL)
		return;
	morph_wipe(*m);
	mecab_lattice_destroy((*m)->lattice);
	mecab_destroy((*m)->tagger);
	free(*m);
	*m = NULL;
}

void morph_wipe(struct morph *m)
{
	mecab_lattice_clear(m->lattice);
	explicit_bzero(m->text, sizeof(m->text));
	m->n = m->bytes = 0;
}

static size_t put_utf8(char *p, uint32_t c)
{
	if (c < 0x80) {
		p[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		p[0] = (char)(0xc0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		p[0] = (char)(0xe0 | c >> 12);
		p[1] = (char)(0x80 | (c >> 6 & 0x3f));
		p[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	p[0] = (char)(0xf0 | c >> 18);
	p[1] = (char)(0x80 | (c >> 12 & 0x3f));
	p[2] = (char)(0x80 | (c >> 6 & 0x3f));
	p[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

static bool is_japanese(const struct view *t, uint32_t at, uint32_t from, uint32_t to)
{
	enum script s;

	if (at < from || at >= to)
		return false;
	s = fold_script(t->c[at]);
	return s == SCRIPT_HAN || s == SCRIPT_HIRAGANA || s == SCRIPT_KATAKANA;
}

/* "伊 藤 幸 子": a space between two letters that each stand alone is dropped. */
static bool is_letter_space(const struct view *t, uint32_t at, uint32_t from, uint32_t to)
{
	if (t->c[at] != ' ' || at <= from || !is_japanese(t, at - 1, from, to) || !is_japanese(t, at + 1, from, to))
		return false;
	/* one of the two neighbours must have a space on its other side too */
	return (at >= from + 2 && t->c[at - 2] == ' ' && is_japanese(t, at - 1, from, to) && at >= from + 3 && is_japanese(t, at - 3, from, to)) ||
	       (at + 2 < to && t->c[at + 2] == ' ' && is_japanese(t, at + 3, from, to));
}

/* IPADIC knows punctuation in its wide forms only. */
static uint32_t known_form(uint32_t c)
{
	bool letter = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');

	if (c > ' ' && c < 0x7f && !letter)
		return c + 0xfee0;
	return c == 0 ? ' ' : fold_narrow(c);
}

size_t morph_letters(const struct view *text, uint32_t from, uint32_t to, uint32_t *out, bool *spaced_r)
{
	size_t n = 0;

	*spaced_r = false;
	for (uint32_t i = from; i < to && n < MORPH_LETTERS; i++) {
		if (is_letter_space(text, i, from, to))
			*spaced_r = true;
		else
			out[n++] = known_form(text->c[i]);
	}
	return n;
}

static void write_text(struct morph *m, const struct view *t, uint32_t from, uint32_t to)
{
	m->bytes = 0;
	for (uint32_t i = from; i < to; i++) {
		size_t k;

		if (is_letter_space(t, i, from, to))
			continue;
		k = put_utf8(m->text + m->bytes, known_form(t->c[i]));
		for (size_t b = 0; b < k; b++)
			m->letter[m->bytes + b] = i;
		m->bytes += k;
	}
	m->text[m->bytes] = '\0';
	m->letter[m->bytes] = to;
}

static void take_tokens(struct morph *m)
{
	m->n = 0;
	for (const mecab_node_t *n = mecab_lattice_get_bos_node(m->lattice); n != NULL && m->n < MORPH_LETTERS; n = n->next) {
		size_t at;

		if (n->stat != MECAB_NOR_NODE && n->stat != MECAB_UNK_NODE)
			continue;
		at = (size_t)(n->surface - m->text);
		m->tokens[m->n++] = (struct token){
			.from = m->letter[at],
			.to = m->letter[at + n->length - 1] + 1,
			.kind = kind_of(n->posid) | (n->stat == MECAB_UNK_NODE ? (uint32_t)TOKEN_UNKNOWN : 0),
			.reading = n->stat == MECAB_UNK_NODE ? (struct str){"", 0} : reading_of(n->feature),
		};
	}
}

uint32_t morph_cut(struct morph *m, const struct view *text, uint32_t from, uint32_t to)
{
	uint32_t end = to - from > MORPH_LETTERS ? from + MORPH_LETTERS : to;

	check(from <= to && to <= text->n);
	m->view = text;
	m->from = from;
	m->to = end;
	write_text(m, text, from, end);
	mecab_lattice_set_sentence2(m->lattice, m->text, m->bytes);
	check(mecab_parse_lattice(m->tagger, m->lattice) != 0);
	take_tokens(m);
	return end;
}

const struct token *morph_tokens(const struct morph *m, size_t *n_r)
{
	*n_r = m->n;
	return m->tokens;
}

size_t morph_beginning(const struct morph *m, uint32_t at)
{
	size_t low = 0, high = m->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (m->tokens[middle].from < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < m->n && m->tokens[low].from == at ? low : SIZE_MAX;
}

size_t morph_ending(const struct morph *m, uint32_t at)
{
	size_t low = 0, high = m->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (m->tokens[middle].to < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < m->n && m->tokens[low].to == at ? low : SIZE_MAX;
}

/* The byte after letter at - 1. */
static size_t byte_after(const struct morph *m, uint32_t at)
{
	size_t low = 0, high = m->bytes;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (m->letter[middle] < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool morph_name_ending(const struct morph *m, uint32_t at, uint32_t least, uint32_t kinds, uint32_t *from_r)
{
	size_t byte = byte_after(m, at);
	bool found = false;

	if (byte == 0 || at <= m->from || at > m->to)
		return false;
	for (const mecab_node_t *n = mecab_lattice_get_end_nodes(m->lattice, byte); n != NULL; n = n->enext) {
		uint32_t from;

		if (n->stat != MECAB_NOR_NODE || (kind_of(n->posid) & kinds) == 0)
			continue;
		from = m->letter[(size_t)(n->surface - m->text)];
		if (from >= least && (!found || from < *from_r)) {
			*from_r = from;
			found = true;
		}
	}
	return found;
}

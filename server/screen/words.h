/* Words that tell what a sentence is about (words.def), found in one pass, and the sentences themselves. */
#ifndef TASUKI_SCREEN_WORDS_H
#define TASUKI_SCREEN_WORDS_H

#include "screen/view.h"

enum word_class {
	WORD_ROLE = 1 << 0,     /* somebody who works here; before or after a name */
	WORD_TITLE = 1 << 1,    /* the same, or a public person; only after a name */
	WORD_FACILITY = 1 << 2, /* where they work */
	WORD_PATIENT = 1 << 3,  /* somebody who is cared for; before a name */
	WORD_KIN = 1 << 4,      /* a relation: no name before an honorific */
	WORD_GENERIC = 1 << 5,  /* no name before an honorific */
	WORD_EVENT = 1 << 6,    /* something that happens to one person */
	WORD_TOPIC = 1 << 7,    /* something of care that one may also only study */
	WORD_STUDY = 1 << 8,    /* study, books, public life */
	WORD_GREET = 1 << 9,    /* courtesy among colleagues */
	WORD_WORK = 1 << 10,    /* meetings and careers */
	WORD_HOME = 1 << 11,    /* beside a number or address: a private person's */
	WORD_OFFICE = 1 << 12,  /* the same: an office's */
	WORD_SEX = 1 << 13,
	WORD_FICTION = 1 << 14, /* beside a name: it is invented */
	WORD_EPONYM = 1 << 15,  /* a surname that is a disease */
	WORD_ORDER = 1 << 16,   /* beside a number: not a person's */
	WORD_NAMING = 1 << 18,  /* a name follows; says nothing of a number */
	WORD_CONTACT = 1 << 19, /* a private number follows, unless the word before says whose it is */
	WORD_LINE = 1 << 20,    /* between a number and whose it is: 電話番号 */
	WORD_SELF = 1 << 21,    /* before a number: the writer's own, who works here */
	WORD_VEHICLE = 1 << 22, /* an office's car: its telephone is the office's, where it goes is not */
	WORD_PUBLIC = 1 << 23,  /* a full name that everybody knows, and hardly anybody has */
	WORD_OPENING = 1 << 24, /* an office moves or opens */
	WORD_OURS = 1 << 17,    /* not of words.def: the name of a facility of this region */
};

struct words;

/* The table's automaton; read by any number of threads. */
struct words *words_create(void);
void words_destroy(struct words **w);
size_t words_bytes(const struct words *w);

struct word {
	uint32_t from, to; /* letters of the first view */
	uint32_t classes;
};

struct sentence {
	uint32_t from, to; /* letters of the first view, without its end mark */
	uint32_t word, words; /* index of the first word in it, how many */
	uint32_t classes;     /* of all its words together */
};

struct word_list {
	struct word *words; /* by `from` */
	size_t n;
	struct sentence *sentences;
	size_t sentence_count;
};

/* Finds the words (the longest of each class at a place) and cuts the sentences at 。 ! ? and line ends, but for lines
 * that only say what the next one holds (事務局住所). Latin words must stand alone.
 * `more` (by `from`) are words found elsewhere that are put among them. */
void words_find(const struct words *w, struct arena *a, const struct view *text, const struct word_list *more, struct word_list *out);
/* A word of one of these classes that ends at `at` (or begins there); NULL: none. The longest one. */
const struct word *words_ending(const struct word_list *l, uint32_t at, uint32_t classes);
const struct word *words_beginning(const struct word_list *l, uint32_t at, uint32_t classes);
/* The sentence that letter `at` is in. */
const struct sentence *words_sentence(const struct word_list *l, uint32_t at);

#endif

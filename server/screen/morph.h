/*
 * Words of a sentence and what kind they are, from MeCab with the IPADIC dictionary, which is given by its folder and never by the system's
 * default. The model is read-only and shared; a lattice belongs to one thread.
 */
#ifndef TASUKI_SCREEN_MORPH_H
#define TASUKI_SCREEN_MORPH_H

#include "screen/view.h"

struct morph_model;
struct morph;

enum token_kind {
	TOKEN_SURNAME = 1 << 0,
	TOKEN_GIVEN = 1 << 1,
	TOKEN_PERSON = 1 << 2, /* a person's name that is neither of the two */
	TOKEN_PLACE = 1 << 3,
	TOKEN_ORG = 1 << 4,
	TOKEN_PROPER = 1 << 5,
	TOKEN_NOUN = 1 << 6, /* every noun, names too */
	TOKEN_UNKNOWN = 1 << 7,
	TOKEN_PARTICLE = 1 << 8,
	TOKEN_VERBAL = 1 << 9, /* verbs, adjectives, auxiliaries */
	TOKEN_SUFFIX = 1 << 10,
	TOKEN_NUMBER = 1 << 11,
	TOKEN_TIME = 1 << 12, /* 本日, 昨夜: what follows begins a word */
	TOKEN_ANY_NAME = TOKEN_SURNAME | TOKEN_GIVEN | TOKEN_PERSON,
};

struct token {
	uint32_t from, to; /* letters of the first view */
	uint32_t kind;
	struct str reading; /* katakana, of the dictionary; empty where it has none */
};

/* Opens the dictionary in `folder`. NULL: it is not there or is another one; *why_r says so (static). */
struct morph_model *morph_model_open(const char *folder, const char **why_r);
void morph_model_close(struct morph_model **m);

struct morph *morph_create(struct morph_model *m);
/* The names of its dictionary are those of full_name.h. */
bool morph_known(const struct morph *m);
void morph_destroy(struct morph **m);

/* Cuts letters [from, to) of the text; the tokens are valid until the next call. At most MORPH_LETTERS are looked at; returns where it
 * stopped. */
enum { MORPH_LETTERS = 400 };
uint32_t morph_cut(struct morph *m, const struct view *text, uint32_t from, uint32_t to);
/* The letters that the dictionary would be given, at most MORPH_LETTERS into out; *spaced_r: some of the text's were left out. */
size_t morph_letters(const struct view *text, uint32_t from, uint32_t to, uint32_t *out, bool *spaced_r);
const struct token *morph_tokens(const struct morph *m, size_t *n_r);
/* The token that begins (or ends) at letter `at`; its index, or SIZE_MAX. */
size_t morph_beginning(const struct morph *m, uint32_t at);
size_t morph_ending(const struct morph *m, uint32_t at);
/* The longest name of these kinds that the dictionary knows to end at `at` and that begins at or after `least`, whether or not the best
 * reading of the sentence has it there. False: none. */
bool morph_name_ending(const struct morph *m, uint32_t at, uint32_t least, uint32_t kinds, uint32_t *from_r);
/* Forgets the sentence. */
void morph_wipe(struct morph *m);

#endif

/*
 * One text seen in five ways, each letter with the place it came from. The first is the text after NFKC without what cannot be seen; its
 * places are bytes of the original. The others are made from it and their places are letters of the first.
 */
#ifndef TASUKI_SCREEN_VIEW_H
#define TASUKI_SCREEN_VIEW_H

#include "base/arena.h"

#include <stdint.h>

struct view {
	uint32_t *c;        /* code points */
	uint32_t *at, *end; /* [at, end) of the text below: bytes for the first view, letters for the others */
	size_t n, room;
};

/* Stands where comparing must not go on: a sentence's end, a comma. No pattern has it. */
#define VIEW_WALL 0x10ffffu

/* NFKC, invisible characters and loose marks dropped. False: the text is not UTF-8. */
bool view_text(struct arena *a, struct str utf8, struct view *out);
/* For comparing names: letters and digits in one form (fold_wide), walls at punctuation, everything else dropped. */
void view_compare(struct arena *a, const struct view *text, struct view *out);
/* For patterns of numbers: kanji numerals are digits, every kind of hyphen between digits is one. */
void view_digits(struct arena *a, const struct view *text, struct view *out);
/* Runs of digits of the third view, through hyphens, dots, brackets and spaces; walls between them. Places are those of the first. */
void view_runs(struct arena *a, const struct view *digits, struct view *out);
/* Latin words in one romaji, walls at sentence ends; edge_r[i] is true where a word begins (also edge_r[n]). */
void view_latin(struct arena *a, const struct view *text, struct view *out, bool **edge_r);

#endif

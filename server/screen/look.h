/* One text under the eye: its views, words and what was found so far. Shared by the recognisers of this folder only. */
#ifndef TASUKI_SCREEN_LOOK_H
#define TASUKI_SCREEN_LOOK_H

#include "screen/morph.h"
#include "screen/pattern.h"
#include "screen/screen.h"
#include "screen/words.h"

struct look {
	const struct screen_ask *ask;
	struct arena *arena;
	struct morph *morph;
	struct pattern_run *run;
	struct view text, compare, digits;
	struct word_list words;
	struct screen_found *found;
};

struct finding {
	uint32_t from, to; /* letters of the first view */
	enum screen_kind kind;
	enum screen_certainty certainty;
	enum screen_reason reason;
	uint32_t patient;
	bool own;
};

/* Keeps a finding (at most SCREEN_FINDINGS). */
void look_found(struct look *l, const struct finding *f);
/* Sorts, drops what lies inside another. */
void look_finish(struct look *l);

/* names.c: the register's names and numbers; facilities and their telephone numbers. */
struct name_hit {
	uint32_t from, to;  /* letters of the first view */
	uint32_t mask;      /* PART_… of every patient it fits */
	uint32_t entry;     /* first of the register's chain */
};
struct name_hits {
	struct name_hit *hits;
	size_t n, room;
};
/* Words of class WORD_OURS, to be put among the others. */
void names_facilities(struct look *l, struct word_list *out);
void names_find(struct look *l, struct name_hits *out);
/* Numbers of the register: certain wherever they stand. */
void names_numbers(struct look *l);

/* persons.c: judges every name, sentence by sentence. */
void persons_find(struct look *l, const struct name_hits *hits);

/* numbers.c, address.c: patterns with the words beside them. */
void numbers_find(struct look *l);
void address_find(struct look *l);

/* cue.c: whose is it? The words that lead up to it or the bracket after it say so; where they do not, the nearer word of the sentence. */
enum cue { CUE_NONE, CUE_HOME, CUE_OFFICE };
enum cue cue_owner(const struct look *l, uint32_t from, uint32_t to);
/* `more`: classes of words that speak for an office as well, from afar. */
enum cue cue_nearest(const struct look *l, uint32_t from, uint32_t to, uint32_t more);
/* True when the sentence is about meetings, study or careers and about nobody's care. */
bool cue_work(const struct look *l, uint32_t at);
/* True when a word of these classes stands within `reach` letters of the place, in its sentence. */
bool cue_near(const struct look *l, uint32_t from, uint32_t to, uint32_t classes, uint32_t reach);

#endif

/* What the files that judge names share: persons.c (the sentence), person_honorific.c, person_find.c (candidates),
 * person_judge.c (evidence). */
#ifndef TASUKI_SCREEN_PERSONS_OWN_H
#define TASUKI_SCREEN_PERSONS_OWN_H

#include "screen/look.h"

struct person {
	uint32_t from, to;             /* the name, letters of the first view */
	uint32_t honor_from, honor_to; /* the honorific after it; equal: none */
	uint32_t surname_to;           /* where the surname ends in a full name; from: not known */
	bool full;                     /* surname and given name */
	uint32_t mask, entry;          /* of the register; 0: not in it */
};

/* Looking at one sentence (or 400 letters of it). */
struct scene {
	struct look *look;
	const struct sentence *sentence;
	uint32_t from, to;    /* letters that are cut into tokens */
	uint32_t staff_until; /* end of the last person who was shown to work here; 0: none */
};

/* person_honorific.c */
/* The honorific that begins at `at`; where it ends, or `at`. */
uint32_t person_honorific(const struct scene *s, uint32_t at);
/* Length in letters of a UTF-8 literal (its Latin letters small) that stands at `at`, 0 when it does not. */
uint32_t person_literal(const struct scene *s, uint32_t at, const char *literal);
/* Is c one of these letters? */
bool person_is_one_of(uint32_t c, const char *letters);

/* person_find.c */
/* The name before the honorific [honor_from, honor_to). False: what stands there is no name. */
bool person_before(const struct scene *s, uint32_t honor_from, uint32_t honor_to, struct person *out);
/* A full name that begins with token i, without an honorific. */
bool person_full(const struct scene *s, size_t i, struct person *out);
/* The name before an age whose digits begin at `age`: 清原 武 85歳, 清原 85歳. */
bool person_before_age(const struct scene *s, uint32_t age, struct person *out);
/* True when a word of the sentence may begin (end) at this letter. */
bool person_edge(const struct scene *s, uint32_t at);
/* Skips spaces forwards. */
uint32_t person_skip(const struct scene *s, uint32_t at);
/* 82歳, (86), 90代 at this letter: true. */
bool person_age_at(const struct scene *s, uint32_t at);

/* person_judge.c */
enum judgement {
	JUDGE_NOBODY,  /* works here, is invented, is known to the public */
	JUDGE_GUESS,
	JUDGE_CERTAIN,
};
/* With an honorific the default is a patient; without, something must show it. */
enum judgement person_judge(struct scene *s, const struct person *p, enum screen_reason *reason_r);

#endif

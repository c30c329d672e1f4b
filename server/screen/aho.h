/*
 * Aho–Corasick over code points: finds every one of many patterns in one pass over a text, however they overlap. A pattern has a value,
 * which its owner keeps (the head of a list, a set of bits).
 */
#ifndef TASUKI_SCREEN_AHO_H
#define TASUKI_SCREEN_AHO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct aho;

/* secret: its memory is locked and not dumped. letters: room for so many (those of all patterns, a common beginning once) without growing. */
struct aho *aho_create(bool secret, size_t letters);
/* Wipes what is secret. Null-safe; nulls. */
void aho_destroy(struct aho **a);

/* The value of a pattern (1 to AHO_PATTERN letters), 0 when it is new; valid until the next call. Only before aho_finish. */
#define AHO_PATTERN 64
uint32_t *aho_add(struct aho *a, const uint32_t *c, size_t n);
/* Patterns are all there: makes the automaton. */
void aho_finish(struct aho *a);

/* The state after letter c; AHO_START at the beginning. */
#define AHO_START 0u
uint32_t aho_step(const struct aho *a, uint32_t state, uint32_t c);
/* The patterns that end in a state, longest first: for (p = aho_first(a, s); p != 0; p = aho_next(a, p)). */
uint32_t aho_first(const struct aho *a, uint32_t state);
uint32_t aho_next(const struct aho *a, uint32_t pattern);
size_t aho_length(const struct aho *a, uint32_t pattern);
uint32_t aho_value(const struct aho *a, uint32_t pattern);
/* The value of exactly these letters, 0 when they are no pattern. */
uint32_t aho_exact(const struct aho *a, const uint32_t *c, size_t n);

size_t aho_bytes(const struct aho *a);
/* True when nothing of it is secret, or all of that is locked. */
bool aho_locked(const struct aho *a);

#endif

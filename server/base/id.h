/*
 * One struct per kind of id, so that a wrong one does not compile. All are 128 random bits, written as UUID text (36 bytes,
 * lower case) on the wire and as uuid in the database.
 */
#ifndef TASUKI_BASE_ID_H
#define TASUKI_BASE_ID_H

#include "base/str.h"

#include <stdint.h>

#define ID_TEXT 36

struct id128 {
	uint8_t b[16];
};

/* The kinds. Each is struct <kind>_id {struct id128 id}. */
#define ID_KIND(kind)                                                                                                            \
	struct kind##_id {                                                                                                       \
		struct id128 id;                                                                                                 \
	}
ID_KIND(account);
ID_KIND(deployment);
ID_KIND(facility);
ID_KIND(hat);
ID_KIND(patient);
ID_KIND(person);
ID_KIND(post);
ID_KIND(session);
ID_KIND(space);

/* A fresh random id (UUID version 4 bits set). */
struct id128 id_new(void);
/* True when s is exactly one UUID in canonical text (either case); else *out_r is left alone. */
bool id_parse(struct str s, struct id128 *out_r);
/* Writes ID_TEXT bytes and a terminating 0. */
void id_format(struct id128 id, char out[ID_TEXT + 1]);
bool id_eq(struct id128 a, struct id128 b);
bool id_is_zero(struct id128 id);
/* Byte order, for sorting what is locked. */
int id_cmp(struct id128 a, struct id128 b);
/* A well-spread 64-bit hash (the ids are random already). */
uint64_t id_hash(struct id128 id);

#endif

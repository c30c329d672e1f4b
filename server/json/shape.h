/*
 * JSON into a struct by a table: names, types, limits. The rows stand in the nouns' .def files:
 *
 *     SHAPE_BEGIN(post_create)
 *     FIELD(post_create, ID, key, REQUIRED, 0, 0)
 *     FIELD(post_create, PHI, body, REQUIRED, 1, 10000)
 *     SHAPE_END(post_create)
 *
 * and become `struct post_create_in` (json/shape_struct.h), the table that reads it (json/shape_table.h) and the documentation.
 * Types: BOOL, DATE ("YYYY-MM-DD", a day of the calendar from 1850 to 2199), ID (uuid), IDS (a list of min to max uuids), LINE (a name or title: TEXT that is one line, base/utf8.h), TEXT and PHI (code points from min to max; NFC is the client's), INT (min to max), WORD (one of a list, given as an
 * enum number), SEQS (an object of uuid → integer, at most max members). Anything else in the input is an error.
 */
#ifndef TASUKI_JSON_SHAPE_H
#define TASUKI_JSON_SHAPE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/id.h"
#include "base/phi.h"

#include <stddef.h>

enum field_type { FIELD_BOOL, FIELD_DATE, FIELD_ID, FIELD_IDS, FIELD_INT, FIELD_LINE, FIELD_PHI, FIELD_SEQS, FIELD_TEXT, FIELD_WORD };
enum field_need { OPTIONAL, REQUIRED };

struct ids {
	size_t count;
	struct id128 *list;
};

struct seqs {
	size_t count;
	struct id128 *ids;
	int64_t *seqs;
};

/* The C type of each field type. */
typedef bool field_BOOL;
typedef struct str field_DATE; /* "2026-11-25" */
typedef struct id128 field_ID;
typedef struct ids field_IDS;
typedef int64_t field_INT;
typedef struct str field_LINE;
typedef struct phi field_PHI;
typedef struct seqs field_SEQS;
typedef struct str field_TEXT;
typedef int field_WORD;

struct field {
	const char *name;
	enum field_type type;
	enum field_need need;
	long long min, max;
	const char *const *words; /* WORD: NULL-terminated */
	size_t offset, has_offset;
};

struct shape {
	const char *name;
	const struct field *fields;
	size_t count, size;
};

struct out;

/* Writes what is there of such a struct as an object: what shape_read took, given back. Not for IDS and SEQS. */
void shape_write(struct out *o, const struct shape *s, const void *in);

/*
 * Reads one JSON object of at most 1 MiB. The struct and all it points to live in the arena; fields that are absent or null are zero and their `has_`
 * flag is false. JSON_MALFORMED, FIELD_MISSING, FIELD_UNKNOWN, TYPE_WRONG, TOO_LONG, TEXT_INVALID, BAD_VALUE; then *detail_r names the
 * field (never its value; an unknown one is not echoed).
 */
MUST_USE enum err shape_read(struct arena *a, const struct shape *s, struct str json, void **out_r, struct str *detail_r);

#endif

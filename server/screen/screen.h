/*
 * Patient data in text: what a free group must not hold (Art. 17-2), what a tie warns of (Art. 18-2), and the name of another patient in a
 * patient's own timeline. A library without I/O: text, a register and a directory in, findings out. What it finds and what it does not:
 * README.md.
 *
 * Time: about 0.2 ms for 290 letters, 0.01 ms for 24, growing with the length and with nothing else; 10,000 letters of talk take some 6 ms, of
 * anything at most 15. So a worker's event loop may call screen_text itself for anything a person types (posts, titles, names of files); for the text of
 * attachments use a second scratch (screen_share) on the work pool (loop_work). screen_register_create takes up to 10 µs a patient: on the
 * loop for a poster's own patients, on the pool for a whole region's.
 *
 * Threads: a struct screen belongs to one thread at a time. Registers and directories are read only once made and may be used by all.
 */
#ifndef TASUKI_SCREEN_SCREEN_H
#define TASUKI_SCREEN_SCREEN_H

#include "base/id.h"

#include <stdint.h>

struct screen;
struct screen_directory;
struct screen_register;

enum screen_kind {
#define KIND(noun, word, words) SCREEN_##noun,
#include "screen/kinds.def"
#undef KIND
	SCREEN_KINDS
};

enum screen_reason {
#define REASON(noun, word, words) SCREEN_BY_##noun,
#include "screen/reasons.def"
#undef REASON
	SCREEN_REASONS
};

enum screen_certainty {
	SCREEN_GUESS,   /* a name that may well be a colleague's: the writer may say so with one tap */
	SCREEN_CERTAIN,
};

/* "name_part", "check_digit": static storage, for logs, counts and answers. */
const char *screen_kind_word(enum screen_kind k);
const char *screen_reason_word(enum screen_reason r);

/* ---- the program's tables: once a process ---- */

struct screen_info {
	size_t dictionary_bytes; /* mapped from its file and shared by all processes */
	size_t table_bytes;      /* of this process's own */
	bool fast;               /* patterns run as machine code */
};

#define SCREEN_DICTIONARY "/var/lib/mecab/dic/ipadic-utf8"

/* Opens the dictionary in `folder` (SCREEN_DICTIONARY), makes tables and scratch: some 100 ms. NULL: the dictionary is not there or not
 * the right one; *why_r is a sentence (static). Without a screen nothing may be posted in a circle. */
struct screen *screen_create(const char *folder, const char **why_r);
/* Another scratch on the same tables, for another thread. */
struct screen *screen_share(struct screen *s);
/* The tables go with the last one. Null-safe; nulls. */
void screen_destroy(struct screen **s);
void screen_info(const struct screen *s, struct screen_info *out);

/* ---- who works in the region: once a process, made again when it changes ---- */

struct screen_person {
	struct str name, kana; /* "山田 花子", a space between surname and given name; kana may be empty */
};

struct screen_facility {
	struct str name;
	struct str phones[2]; /* empty: none */
};

struct screen_directory *screen_directory_create(const struct screen_person *staff, size_t staff_n,
						 const struct screen_facility *facilities, size_t facility_n);
void screen_directory_destroy(struct screen_directory **d);

/* ---- the patients of the spaces that one poster can see, and nobody else: else a refusal would tell who is a patient ---- */

struct screen_patient {
	struct screen_person person;
	struct str birth;           /* "1938-04-02"; this and the following may be empty */
	struct str phones[4];
	struct str insured, care_insured, chart;
	const struct id128 *ids;    /* of the patient and of their spaces */
	size_t id_count;
};

/* Everything is copied, into memory that is locked and left out of core dumps; the caller wipes its own. colleagues: people whom this poster
 * has named as such; they count like the directory's. */
struct screen_register *screen_register_create(const struct screen_patient *patients, size_t patient_n,
					       const struct screen_person *colleagues, size_t colleague_n);
/* Wipes. Null-safe; nulls. */
void screen_register_destroy(struct screen_register **r);
size_t screen_register_bytes(const struct screen_register *r);
/* False: the limit on locked memory was too low, the register may reach the swap. */
bool screen_register_locked(const struct screen_register *r);

/* ---- a text ---- */

#define SCREEN_FINDINGS 64
#define SCREEN_BYTES (4u << 20) /* a longer text is not looked at: incomplete */
#define SCREEN_NOBODY UINT32_MAX

struct screen_finding {
	size_t from, to; /* bytes of the text as it was given, whole letters */
	enum screen_kind kind;
	enum screen_certainty certainty;
	enum screen_reason reason;
	uint32_t patient; /* index in the register: one whom it fits; SCREEN_NOBODY */
	bool own;         /* it fits the patient of the space (screen_ask.own) */
};

struct screen_ask {
	struct str text;
	const struct screen_directory *directory; /* both may be NULL: empty ones */
	const struct screen_register *patients;
	uint32_t own; /* the patient whose space this is, an index in the register; SCREEN_NOBODY: none */
};

struct screen_found {
	struct screen_finding findings[SCREEN_FINDINGS]; /* by place; none lies inside another; the first n */
	size_t n;
	bool more;       /* there were more than fit; the first ones are here */
	bool invalid;    /* the text is not UTF-8: nothing was looked at */
	bool incomplete; /* too long, or a limit of work was reached: what is here was found, the rest is not known to be clean */
};

/* Looks at the whole text. Keeps nothing of it: scratch is wiped. */
void screen_text(struct screen *s, const struct screen_ask *ask, struct screen_found *out);

/* ---- the decision (verdict.c has it as a table) ---- */

enum screen_place { SCREEN_IN_CARE, SCREEN_IN_FAMILY, SCREEN_IN_CIRCLE, SCREEN_IN_TIE, SCREEN_IN_BOARD, SCREEN_PLACES };

enum screen_verdict {
	SCREEN_PASSES,
	SCREEN_ASKS_PATIENT,   /* care, family: another patient's name; the writer confirms that it is meant */
	SCREEN_ASKS_CONSENT,   /* tie: the writer confirms that consent exists */
	SCREEN_ASKS_COLLEAGUE, /* circle: only guesses; refused, but one tap "a colleague or a public person" lets it through */
	SCREEN_REFUSES,        /* circle, board: nothing is stored, no tap helps */
};

/* said: the writer has answered what the text would be asked (the tap, the consent, the confirmation). An invalid or incomplete text is
 * refused in a circle and on a board, and asks elsewhere. */
enum screen_verdict screen_decide(enum screen_place place, const struct screen_found *found, bool said);

#endif

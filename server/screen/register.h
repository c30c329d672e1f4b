/* The made register and directory, as the recognisers read them. */
#ifndef TASUKI_SCREEN_REGISTER_H
#define TASUKI_SCREEN_REGISTER_H

#include "base/arena.h"
#include "screen/aho.h"
#include "screen/screen.h"
#include "screen/vault.h"

/* What a pattern of the register is, for at least one patient. */
enum part {
	PART_FULL = 1 << 0,       /* surname and given name, at least one of them in kanji */
	PART_FULL_KANA = 1 << 1,
	PART_FULL_LATIN = 1 << 2,
	PART_SURNAME = 1 << 3,
	PART_GIVEN = 1 << 4,
	PART_ONE_KANA = 1 << 5,   /* surname or given name, in kana */
	PART_ONE_LATIN = 1 << 6,
	PART_NUMBER = 1 << 7,
	PART_CHART = 1 << 8,
	PART_BIRTH = 1 << 9,      /* eight digits */
	PART_ANY_FULL = PART_FULL | PART_FULL_KANA | PART_FULL_LATIN,
	PART_COMPARE = PART_FULL | PART_FULL_KANA | PART_SURNAME | PART_GIVEN | PART_ONE_KANA,
	PART_LATIN = PART_FULL_LATIN | PART_ONE_LATIN,
	PART_DIGITS = PART_NUMBER | PART_CHART | PART_BIRTH,
};

enum { DIGITS_SHORTEST = 4 }; /* of the register's numbers */

/* Patients with the same pattern are a chain; the first entry's mask is that of all. */
struct entry {
	uint32_t next, patient, part, mask;
};

struct screen_id {
	struct id128 id;
	uint32_t patient;
};

enum staff_part { STAFF_SURNAME = 1, STAFF_GIVEN = 2, STAFF_FULL = 4, STAFF_FACILITY = 8, STAFF_PHONE = 16 };

/* Folded names of people who work here → staff_part bits. */
struct staff {
	struct aho *names;
};

struct screen_register {
	unsigned magic;
	struct aho *aho;
	struct vault entries, ids;
	uint32_t entry_n, id_n;
	struct staff colleagues;
};

struct screen_directory {
	unsigned magic;
	struct staff staff;
	struct aho *facilities; /* names as compared, telephone numbers as digits */
};

const struct entry *register_entry(const struct screen_register *r, uint32_t entry);
/* True when one of the chain's entries with this part is `patient`. */
bool register_fits(const struct screen_register *r, uint32_t entry, uint32_t parts, uint32_t patient);
/* The patient of an id; SCREEN_NOBODY: none. */
uint32_t register_id(const struct screen_register *r, struct id128 id);
/* What these folded letters are among the staff (staff_part bits). */
uint32_t register_staff(const struct screen_ask *ask, const uint32_t *c, size_t n);

/* Builders of register.c that directory.c shares. */
enum { NAME_LETTERS = 24 };
struct name_parts {
	uint32_t surname[NAME_LETTERS], given[NAME_LETTERS];
	size_t surname_n, given_n;
};
/* A name as compared; one without a space is all surname. False: empty, or longer than names are. */
bool register_name(struct arena *a, struct str name, struct name_parts *out);
void register_staff_add(struct arena *a, struct aho *names, const struct screen_person *p);

#endif

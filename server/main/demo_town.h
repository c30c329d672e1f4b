/* The demo town as its file tells it (contrib/demo/town.json), with references resolved and times made absolute. All texts are
 * invented. */
#ifndef TASUKI_MAIN_DEMO_TOWN_H
#define TASUKI_MAIN_DEMO_TOWN_H

#include "base/arena.h"
#include "base/id.h"
#include "base/phi.h"

#include <stdint.h>

#define TOWN_NONE (-1) /* no such index */

struct town_facility {
	struct facility_id id;
	struct str ref, name, kind, phone_day, phone_night, area;
	bool outside;
};

/* Of the office, on the public page. */
struct town_notice {
	struct str title, body;
	int64_t at;
};

/* 利用申込 of a facility that is not in the town yet. words: of the office, p NULL = none yet. */
struct town_application {
	struct str receipt, name, kind, relation, area, address, phone, person, kana, profession, words;
	int64_t at;
};

struct town_person {
	struct person_id id;
	struct account_id account;
	struct str name, kana, login;
	int first_hat;
};

struct town_hat {
	struct hat_id id;
	struct str ref, kind, profession;
	int person, facility, patient;
	bool admin;
	struct phi relation; /* of a relative: 続柄; none: the patient */
	bool key_person;
};

/* A timeline: a patient's own, or the family timeline beside it. */
struct town_patient {
	struct patient_id id;
	int beside; /* a family timeline: of the patient with this index; else TOWN_NONE */
	struct space_id space;
	struct str ref;
	struct phi name, kana, birth, sex;
	int facility, attending, handover_to; /* handover_to: who is asked to be the next 主治医, or TOWN_NONE */
	int opener;                           /* who made it: the 主治医, or who waits for the 主治医's answer */
	struct str consent, instruction;      /* words of the space */
	struct str archive_reason;            /* p NULL = not in the 保管リスト */
	int64_t opened_at, handover_at, withdrawn_at, archived_at; /* the last two 0 = never */
};

struct town_member {
	int patient, hat;
	struct phi relation;
	struct str role;
	int64_t from_at, to_at; /* to_at 0 = still */
	bool all_history;
};

/* Somebody asked to come in, who has not answered yet. */
struct town_invited {
	int patient, hat, by;
	struct phi relation;
	int64_t at;
	bool all_history;
};

/* What happens to a post after it was written. */
struct town_deed {
	enum { DEED_EDIT, DEED_DELETE, DEED_REACT } what;
	int hat;          /* who; of an edit or deletion the author */
	int64_t after_ms; /* from the post */
	struct phi text;  /* new body, or reason (may be empty) */
	struct str kind;  /* of a reaction */
};

struct town_post {
	struct post_id id;
	struct str ref;
	int patient, hat, reply_to;
	int64_t at;
	struct phi body;
	struct town_deed *deeds;
	int deed_count;
};

/* Two who are in touch: a つながり, accepted at that time. */
struct town_tie {
	struct space_id space;
	int from, to;
	int64_t at;
};

/* Written in a つながり, or on the board; whoever confirms does so some time after it. */
struct town_talk {
	struct post_id id;
	int tie; /* TOWN_NONE: the board of all 施設管理者 */
	int hat;
	int64_t at;
	struct phi body;
	struct town_deed *confirmed; /* DEED_REACT */
	int confirmed_count;
};

/* How far a hat has read; those not listed have read everything. */
struct town_opened {
	int patient, hat, post; /* post TOWN_NONE = nothing yet */
};

struct town {
	struct str region_name, network_name, association, office, committee, password;
	struct town_facility *facilities;
	struct town_notice *notices;
	struct town_application *applications;
	struct town_person *people;
	struct town_hat *hats;
	struct town_patient *patients;
	struct town_member *members;
	struct town_invited *invited;
	struct town_post *posts;
	struct town_opened *opened;
	struct town_tie *ties;
	struct town_talk *talks; /* of each tie in the order of time, then of the board */
	int facility_count, notice_count, application_count, person_count, hat_count, patient_count, member_count, invited_count, post_count, opened_count, tie_count, talk_count;
};

/* Reads the text of a town file; the town and its texts live in the arena. now: what "days ago" counts from. NULL: the sentence
 * why. */
struct town *town_read(struct arena *a, struct str json, int64_t now, struct str *why_r);

#endif

/*
 * One patient's timeline of the demo town, played through in the order of time: who joined, wrote, edited, reacted and left gets
 * its seq and no, and who opened what and when is made up believably. Pure: the database comes later (demo_seed.c).
 */
#ifndef TASUKI_MAIN_DEMO_STORY_H
#define TASUKI_MAIN_DEMO_STORY_H

#include "main/demo_town.h"

enum story_kind { STORY_MEMBER_ADD, STORY_POST, STORY_EDIT, STORY_REACTION, STORY_DELETE, STORY_MEMBER_REMOVE };

struct story_event {
	enum story_kind kind;
	int64_t at;
	int64_t seq;
	int index; /* of the member or post in its story list */
	int deed;  /* of the post; TOWN_NONE otherwise */
	int hat;   /* town index of who did it; TOWN_NONE = the operator's verb */
	int order; /* among equal times */
};

struct story_member {
	const struct town_member *m;
	int64_t from_seq, to_seq; /* to_seq 0 = still */
	int64_t read_from_seq;
	int64_t first_no; /* posts up to here were there before and are not shown */
};

struct story_post {
	const struct town_post *p;
	int64_t no, created_seq, seq;
	int version;
	int64_t edited_at, deleted_at;
};

/* A cursor's move; the newest of each kind is the cursor itself. */
struct story_move {
	int hat;
	bool opened;
	int64_t upto_no, at;
};

struct story {
	int patient;
	int64_t seq, post_no;
	struct story_event *events;
	struct story_member *members;
	struct story_post *posts; /* in the order of no: posts[i].no == i + 1 */
	struct story_move *moves; /* in the order of time for each hat */
	int event_count, member_count, post_count, move_count;
};

/* Lives in the arena. NULL: the sentence why (the town tells what cannot have happened). */
struct story *story_play(struct arena *a, const struct town *t, int patient, int64_t now, struct str *why_r);

#endif

/*
 * Asks the policy function alone: a line of standard input is one case, a line of standard output its answer. Compiled with a changed
 * rules.def by rules.mjs, to see whether expected.txt notices.
 *   act session hat admin kind(0 = no such space) state readable instructed pending role(0 = no member) post seen own deleted
 */
#include "policy/decide.h"

#include <stdio.h>
#include <string.h>

#define JOINED 10 /* the member sees posts after this seq */

static int index_of(const char *word, const char *const *words)
{
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(word, words[i]) == 0)
			return i;
	return -1;
}

static int action_of(const char *name)
{
	for (int a = 0; a < ACT_COUNT; a++)
		if (strcmp(action_name((enum action)a), name) == 0)
			return a;
	return -1;
}

static const char *const sessions[] = {"none", "active", "locked", "ended", NULL};
static const char *const hats[] = {"0", "staff", "kin", "office", "committee", NULL};
static const char *const kinds[] = {"0", "care", "family", "circle", "tie", "board", NULL};
static const char *const states[] = {"draft", "open", "locked", "archived", "closed", "erasing", "erased", NULL};
static const char *const roles[] = {"0", "member", "manager", "delegate", "attending", NULL};

/* Words of a line as numbers, in its order; −1 for a word that is none. */
enum { SESSION_WORD, HAT, ADMIN, KIND, STATE, READABLE, INSTRUCTED, PENDING, ROLE, POST, SEEN_BIT, OWN_BIT, DELETED, COLUMNS };

static int number_of(int column, const char *word)
{
	const char *const *const words[COLUMNS] = {[SESSION_WORD] = sessions, [HAT] = hats, [KIND] = kinds, [STATE] = states, [ROLE] = roles};

	if (words[column] != NULL)
		return index_of(word, words[column]);
	return strcmp(word, "1") == 0 ? 1 : strcmp(word, "0") == 0 ? 0 : -1;
}

/* The bit of the nth word behind "0". */
static int bit(int n)
{
	return n == 0 ? 0 : 1 << (n - 1);
}

static void fill(const int n[COLUMNS], struct facts *f)
{
	*f = (struct facts){.now = 1};
	f->session.state = (enum session_state)n[SESSION_WORD];
	f->session.hat_kind = (enum hat_kind)bit(n[HAT]);
	f->session.facility_admin = n[ADMIN];
	f->session.hat.id.b[0] = 1;
	f->space.found = n[KIND] != 0;
	f->space.kind = (enum space_kind)bit(n[KIND]);
	f->space.state = (enum space_state)n[STATE];
	f->space.readable = n[READABLE];
	f->space.instructed = n[INSTRUCTED];
	f->space.attending_pending = n[PENDING];
	f->member.found = n[ROLE] != 0;
	f->member.role = (enum member_role)n[ROLE];
	f->member.read_from_seq = n[ROLE] != 0 ? JOINED : 0;
	f->post.found = n[POST];
	f->post.created_seq = n[SEEN_BIT] ? JOINED + 1 : JOINED;
	f->post.author.id.b[0] = n[OWN_BIT] ? 1 : 2;
	f->post.deleted = n[DELETED];
}

/* False: not a case. */
static bool read_case(char *line, int *act_r, struct facts *f)
{
	char *rest = line, *word = strsep(&rest, " ");
	int n[COLUMNS];

	*act_r = action_of(word);
	for (int i = 0; i < COLUMNS; i++) {
		word = strsep(&rest, " \n");
		n[i] = word == NULL ? -1 : number_of(i, word);
		if (n[i] < 0)
			return false;
	}
	fill(n, f);
	return *act_r >= 0;
}

int main(void)
{
	char line[256];
	struct facts f;
	int act;

	while (fgets(line, sizeof(line), stdin) != NULL)
		(void)puts(read_case(line, &act, &f) ? err_code(decide((enum action)act, &f)) : "?");
	return 0;
}

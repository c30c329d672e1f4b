/*
 * Asks the policy function alone: a line of standard input is one case, a line of standard output its answer. Compiled with a changed
 * rules.def by rules.mjs, to see whether expected.txt notices.
 *   act session(none|active|locked|ended) hat(0|staff|kin|office|committee) space state readable member post seen own deleted
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
static const char *const states[] = {"draft", "open", "locked", "archived", "erasing", NULL};

/* False: not a case. */
static bool read_case(const char *line, int *act_r, struct facts *f)
{
	char act[64], session[16], hat[16], state[16];
	int space, readable, member, post, seen, own, deleted, hat_at;

	if (sscanf(line, "%63s %15s %15s %d %15s %d %d %d %d %d %d", act, session, hat, &space, state, &readable, &member, &post, &seen, &own,
		   &deleted) != 11)
		return false;
	*act_r = action_of(act);
	hat_at = index_of(hat, hats);
	if (*act_r < 0 || hat_at < 0 || index_of(session, sessions) < 0 || index_of(state, states) < 0)
		return false;
	*f = (struct facts){.now = 1};
	f->session.state = (enum session_state)index_of(session, sessions);
	f->session.hat_kind = (enum hat_kind)(hat_at == 0 ? 0 : 1 << (hat_at - 1));
	f->session.hat.id.b[0] = 1;
	f->space.found = space;
	f->space.state = (enum space_state)index_of(state, states);
	f->space.readable = readable;
	f->member.found = member;
	f->member.read_from_seq = member ? JOINED : 0;
	f->post.found = post;
	f->post.created_seq = seen ? JOINED + 1 : JOINED;
	f->post.author.id.b[0] = own ? 1 : 2;
	f->post.deleted = deleted;
	return true;
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

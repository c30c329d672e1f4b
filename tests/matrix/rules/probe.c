/*
 * Asks the policy function alone: a line of standard input is one case, a line of standard output its answer. Compiled with a changed
 * rules.def by rules.mjs, to see whether expected.txt notices.
 *   post_edit session=active hat=staff kind=care state=open …
 * What a line does not name is 0: nobody, no space, no member, no post. A new fact is a row of `fields`.
 */
#include "policy/decide.h"

#include <stdio.h>
#include <string.h>

#define JOINED 10 /* the member sees posts after this seq */

static int action_of(const char *name)
{
	for (int a = 0; a < ACT_COUNT; a++)
		if (strcmp(action_name((enum action)a), name) == 0)
			return a;
	return -1;
}

static const char *const sessions[] = {"none", "active", "locked", "ended", NULL};
static const char *const hats[] = {"staff", "kin", "office", "committee", NULL};
static const char *const kinds[] = {"care", "family", "circle", "tie", "board", NULL};
static const char *const states[] = {"draft", "open", "locked", "archived", "closed", "erasing", "erased", NULL};
static const char *const roles[] = {"none", "member", "manager", "delegate", "attending", NULL};
static const char *const bits[] = {"0", "1", NULL};

/* n: which of the field's words. */
static void set_session(struct facts *f, int n)
{
	f->session.state = (enum session_state)n;
}
static void set_hat(struct facts *f, int n)
{
	f->session.hat_kind = (enum hat_kind)(1 << n);
}
static void set_admin(struct facts *f, int n)
{
	f->session.facility_admin = n;
}
static void set_admitted(struct facts *f, int n)
{
	f->session.admitted = n;
}
static void set_proved(struct facts *f, int n)
{
	f->session.proved = n;
}
static void set_fresh(struct facts *f, int n)
{
	f->session.fresh = n;
}
static void set_physician(struct facts *f, int n)
{
	f->session.physician = n;
}
static void set_seated(struct facts *f, int n)
{
	f->space.seated = n;
}
static void set_clinic(struct facts *f, int n)
{
	f->space.clinic.id.b[0] = 1;
	f->session.facility.id.b[0] = n ? 1 : 2;
}
static void set_kind(struct facts *f, int n)
{
	f->space.found = true;
	f->space.kind = (enum space_kind)(1 << n);
}
static void set_state(struct facts *f, int n)
{
	f->space.state = (enum space_state)n;
}
static void set_readable(struct facts *f, int n)
{
	f->space.readable = n;
}
static void set_instructed(struct facts *f, int n)
{
	f->space.instructed = n;
}
static void set_consented(struct facts *f, int n)
{
	f->space.consented = n;
}
static void set_pending(struct facts *f, int n)
{
	f->space.attending_pending = n;
}
static void set_role(struct facts *f, int n)
{
	f->member.found = n > 0;
	f->member.role = (enum member_role)n;
	f->member.read_from_seq = n > 0 ? JOINED : 0;
}
static void set_seen(struct facts *f, int n)
{
	f->post.found = true;
	f->post.created_seq = n ? JOINED + 1 : JOINED;
	f->post.author.id.b[0] = 2;
}
static void set_own(struct facts *f, int n)
{
	f->post.author.id.b[0] = n ? 1 : 2;
}
static void set_deleted(struct facts *f, int n)
{
	f->post.deleted = n;
}

static const struct field {
	const char *name;
	const char *const *words;
	void (*set)(struct facts *f, int n);
} fields[] = {
	{"admin", bits, set_admin},
	{"admitted", bits, set_admitted},
	{"clinic", bits, set_clinic},
	{"consented", bits, set_consented},
	{"deleted", bits, set_deleted},
	{"fresh", bits, set_fresh},
	{"hat", hats, set_hat},
	{"instructed", bits, set_instructed},
	{"kind", kinds, set_kind},
	{"own", bits, set_own},
	{"pending", bits, set_pending},
	{"physician", bits, set_physician},
	{"proved", bits, set_proved},
	{"readable", bits, set_readable},
	{"role", roles, set_role},
	{"seated", bits, set_seated},
	{"seen", bits, set_seen}, /* there is a post; before `own` and `deleted` */
	{"session", sessions, set_session},
	{"state", states, set_state},
};

/* name=word */
static bool read_field(char *text, struct facts *f)
{
	char *word = text, *name = strsep(&word, "=");

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		for (int n = 0; word != NULL && strcmp(name, fields[i].name) == 0 && fields[i].words[n] != NULL; n++)
			if (strcmp(word, fields[i].words[n]) == 0) {
				fields[i].set(f, n);
				return true;
			}
	return false;
}

/* False: not a case. */
static bool read_case(char *line, int *act_r, struct facts *f)
{
	char *rest = line, *word = strsep(&rest, " \n");

	*f = (struct facts){.now = 1};
	f->session.hat.id.b[0] = 1;
	*act_r = action_of(word);
	while ((word = strsep(&rest, " \n")) != NULL)
		if (*word != '\0' && !read_field(word, f))
			return false;
	return *act_r >= 0;
}

int main(void)
{
	char line[512];
	struct facts f;
	int act;

	while (fgets(line, sizeof(line), stdin) != NULL)
		(void)puts(read_case(line, &act, &f) ? err_code(decide((enum action)act, &f)) : "not_a_case");
	return 0;
}

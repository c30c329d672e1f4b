#include "policy/decide.h"

#include "base/check.h"

enum need {
	SESSION = 1 << 0,
	UNLOCKED = 1 << 1,
	MEMBER = 1 << 2,
	READABLE = 1 << 3,
	SEEN = 1 << 4,
	OWN = 1 << 5,
	WRITABLE = 1 << 6,
	STANDS = 1 << 7,
	MANAGES = 1 << 8,
	ATTENDS = 1 << 9,
	SETTABLE = 1 << 10,
	INSTRUCTED = 1 << 11,
	ATTENDED = 1 << 12,
	KEEPS = 1 << 13,
	SPEAKS = 1 << 14,
	CLINIC = 1 << 15,
	FREE = 1 << 16,
	PHYSICIAN = 1 << 17,
	VACANT = 1 << 18,
	ASKED = 1 << 20,
	AWAITS = 1 << 21,
	CONSENTED = 1 << 22,
	DECIDES = 1 << 23,
	STORABLE = 1 << 24,
	STORED = 1 << 25,
	ANSWERS = 1 << 26,
	LASTS = 1 << 27,
	EARLY = 1 << 28,
	TENDS = 1 << 19,
	PROVED = 1 << 29,
	FRESH = 1 << 30,
};

static const struct rule {
	const char *name;
	unsigned hats, kinds, needs;
} rules[ACT_COUNT] = {
#define RULE(action, hats, kinds, needs) {#action, hats, kinds, needs},
#include "policy/rules.def"
#undef RULE
};

/* Who can be in a kind of space at all: the rows of `member` are held to it by the schema too (member_fits). */
static bool fits(const struct session_facts *s, enum space_kind kind)
{
	switch (kind) {
	case KIND_CARE:
	case KIND_CIRCLE:
	case KIND_TIE:
		return s->hat_kind == HAT_STAFF;
	case KIND_FAMILY:
		return s->hat_kind == HAT_STAFF || s->hat_kind == HAT_KIN;
	case KIND_BOARD:
		return s->hat_kind == HAT_OFFICE || s->hat_kind == HAT_COMMITTEE || (s->hat_kind == HAT_STAFF && s->facility_admin);
	default:
		return false;
	}
}

static bool is_in(enum member_role role, enum member_role a, enum member_role b, enum member_role c)
{
	return role == a || role == b || role == c;
}

/* Whose word it is what becomes of a space. */
static bool decides(enum space_kind kind, enum member_role role)
{
	return kind == KIND_CARE ? role == ROLE_ATTENDING : is_in(role, ROLE_MANAGER, ROLE_DELEGATE, ROLE_ATTENDING);
}

/* Of needs about the life of a timeline: consent, instruction, archive. */
static unsigned met_in_life(const struct space_facts *s)
{
	bool storable = s->state == SPACE_DRAFT || s->state == SPACE_OPEN || s->state == SPACE_LOCKED;
	unsigned m = 0;

	if (!s->found)
		return 0;
	m |= s->instructed ? INSTRUCTED : ASKED;
	m |= s->consented ? CONSENTED : AWAITS;
	m |= storable ? STORABLE : 0;
	m |= s->state == SPACE_ARCHIVED ? STORED : 0;
	return m;
}

/* The 施設管理者 of the clinic whose 主治医 is gone. */
static bool keeps_clinic(const struct facts *f)
{
	return f->space.found && f->space.attending_pending && f->session.facility_admin && !id_is_zero(f->space.clinic.id) &&
	       id_eq(f->space.clinic.id, f->session.facility.id);
}

/* Who speaks for the treatment: the 主治医, or, where no 主治医 is there, whoever manages the timeline. */
static bool answers(const struct facts *f)
{
	return f->member.role == ROLE_ATTENDING || (!f->space.seated && f->member.role == ROLE_DELEGATE);
}

/* Of needs about who asks, whatever it is about. */
static unsigned met_by_session(const struct session_facts *s)
{
	bool there = s->state == SESSION_ACTIVE || s->state == SESSION_LOCKED;
	unsigned m = EARLY;

	m |= there ? SESSION : 0;
	m |= s->state == SESSION_ACTIVE ? UNLOCKED : 0;
	m |= s->physician ? PHYSICIAN : 0;
	m |= s->facility_admin || s->hat_kind == HAT_OFFICE || s->hat_kind == HAT_COMMITTEE ? TENDS : 0;
	m |= s->proved ? PROVED : 0;
	m |= s->fresh ? FRESH : 0;
	return m;
}

/* The needs that are met. */
static unsigned met(const struct facts *f)
{
	bool member = f->space.found && f->member.found && fits(&f->session, f->space.kind);
	bool keeper = member && f->session.hat_kind == HAT_STAFF; /* whatever role a relative's row may say */
	bool preparing = f->space.found && f->space.state == SPACE_DRAFT;
	bool seen = f->space.found && f->post.found && f->post.created_seq > f->member.read_from_seq;
	unsigned m = met_by_session(&f->session);

	m |= member ? MEMBER : 0;
	m |= keeper && is_in(f->member.role, ROLE_MANAGER, ROLE_DELEGATE, ROLE_ATTENDING) ? MANAGES : 0;
	m |= keeper && f->member.role == ROLE_ATTENDING ? ATTENDS : 0;
	m |= preparing || (f->space.found && f->space.state == SPACE_OPEN) ? SETTABLE : 0;
	m |= keeper && decides(f->space.kind, f->member.role) ? DECIDES : 0;
	m |= met_in_life(&f->space);
	m |= f->space.found && !f->space.attending_pending ? ATTENDED : 0;
	m |= f->space.found && f->space.readable ? READABLE : 0;
	m |= seen ? SEEN : 0;
	m |= f->post.found && id_eq(f->post.author.id, f->session.hat.id) ? OWN : 0;
	m |= f->post.found && (id_eq(f->post.author.id, f->session.hat.id) || (f->space.kind == KIND_CIRCLE && f->member.role == ROLE_MANAGER)) ? KEEPS : 0;
	m |= f->space.kind != KIND_BOARD || f->session.hat_kind == HAT_OFFICE || f->session.hat_kind == HAT_COMMITTEE ? SPEAKS : 0;
	m |= f->space.found && f->space.state == SPACE_OPEN ? WRITABLE : 0;
	m |= f->post.found && !f->post.deleted ? STANDS : 0;
	m |= f->space.found && !f->space.seated ? VACANT : 0;
	m |= keeps_clinic(f) ? CLINIC : 0;
	m |= keeper && answers(f) ? ANSWERS : 0;
	m |= f->space.found && f->space.state != SPACE_ERASED ? LASTS : 0;
	m |= member && f->member.role != ROLE_ATTENDING ? FREE : 0;
	return m;
}

enum err decide(enum action a, const struct facts *f)
{
	const struct rule *r;
	unsigned missing;

	check(f != NULL);
	if (a == ACT_none)
		return ERR_OK;
	check((unsigned)a < ACT_COUNT);
	r = &rules[a];
	missing = r->needs & ~met(f);
	if (missing & SESSION)
		return ERR_SESSION_NONE;
	if (missing & UNLOCKED)
		return ERR_SESSION_LOCKED;
	if (!f->session.admitted && !(r->needs & EARLY))
		return ERR_GATE_CLOSED;
	if (!(r->hats & (unsigned)f->session.hat_kind) || (missing & (PHYSICIAN | TENDS | MEMBER | READABLE | LASTS | MANAGES | DECIDES | ATTENDS | ANSWERS | CLINIC | SEEN | OWN | KEEPS)))
		return ERR_NOT_FOUND;
	if (r->kinds != KIND_NONE && f->space.found && !(r->kinds & (unsigned)f->space.kind))
		return ERR_NOT_FOUND;
	if (missing & (PROVED | FRESH))
		return ERR_PROOF_NEEDED;
	if (missing & FREE)
		return ERR_ATTENDING_STAYS;
	if (missing & (SETTABLE | WRITABLE | SPEAKS))
		return ERR_SPACE_READ_ONLY;
	if (missing & INSTRUCTED)
		return ERR_INSTRUCTION_MISSING;
	if (missing & ATTENDED)
		return ERR_ATTENDING_MISSING;
	return missing & (STANDS | VACANT | ASKED | AWAITS | CONSENTED | STORABLE | STORED) ? ERR_CONFLICT : ERR_OK;
}

const char *action_name(enum action a)
{
	if (a == ACT_none)
		return "none";
	check((unsigned)a < ACT_COUNT);
	return rules[a].name;
}

bool action_needs_post(enum action a)
{
	return a != ACT_none && (rules[a].needs & (SEEN | OWN | KEEPS | STANDS));
}

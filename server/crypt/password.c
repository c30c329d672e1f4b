#include "crypt/password.h"

#include "base/check.h"
#include "base/log.h"
#include "base/rand.h"
#include "base/utf8.h"
#include "crypt/argon2id.h"
#include "loop/loop.h"

#include <stdlib.h>
#include <string.h>

#define PASSWORDS_MAGIC 0x70617373u
#define JOB_MAGIC 0x706a6f62u
#define WORKERS_MAX 8

struct job {
	unsigned magic;
	struct passwords *owner;
	struct job *next;
	struct phc phc; /* parameters and salt in, hash out */
	unsigned char stored[PHC_HASH];
	bool known, weak;
	char password[PASSWORD_BYTES_MAX];
	size_t password_n;
	enum err result;
	void (*on_verified)(void *arg, enum err e, bool match, bool rehash); /* one of the two */
	void (*on_hashed)(void *arg, enum err e, struct str phc);
	void *arg;
};

struct passwords {
	unsigned magic;
	struct loop *loop;
	struct password_cost cost;
	struct job *on_worker[WORKERS_MAX];
	int workers, waiting, queue_limit, under_way;
	struct job *first, **last;
	bool closing;
};

bool password_fits(struct str s)
{
	bool letter = false, number = false;

	if (s.n > PASSWORD_BYTES_MAX || !utf8_valid(s) || utf8_length(s) < PASSWORD_LENGTH_MIN)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		number = number || (s.p[i] >= '0' && s.p[i] <= '9');
		letter = letter || !(s.p[i] >= '0' && s.p[i] <= '9');
	}
	return letter && number;
}

/* OWASP's floor, whatever the settings say: 19 MiB and two passes, or 46 MiB and one. */
static struct password_cost at_least_the_floor(struct password_cost c)
{
	if (c.memory_kib < 19456)
		c.memory_kib = 19456;
	if (c.passes < 2 && c.memory_kib < 47104)
		c.passes = 2;
	if (c.passes < 1)
		c.passes = 1;
	return c;
}

struct passwords *passwords_create(struct loop *loop, struct password_cost cost, int workers, int queue_limit)
{
	struct passwords *p = calloc(1, sizeof(*p));

	check(p != NULL && loop != NULL && workers >= 1 && workers <= WORKERS_MAX && queue_limit >= 0);
	p->magic = PASSWORDS_MAGIC;
	p->loop = loop;
	p->cost = at_least_the_floor(cost);
	p->workers = workers;
	p->queue_limit = queue_limit;
	p->last = &p->first;
	return p;
}

static void job_free(struct job *j)
{
	explicit_bzero(j, sizeof(*j));
	free(j);
}

static void passwords_free(struct passwords *p)
{
	p->magic = 0;
	free(p);
}

void passwords_destroy(struct passwords **pp)
{
	struct passwords *p;

	check(pp != NULL);
	p = *pp;
	*pp = NULL;
	if (p == NULL)
		return;
	check_magic(p, PASSWORDS_MAGIC);
	for (struct job *j = p->first, *next; j != NULL; j = next) {
		next = j->next;
		job_free(j);
	}
	p->first = NULL;
	p->closing = true;
	if (p->under_way == 0)
		passwords_free(p);
}

static void answer(struct job *j)
{
	char text[PHC_TEXT] = "";
	bool match;

	if (j->on_hashed != NULL) {
		if (j->result == ERR_OK)
			phc_format(&j->phc, text);
		j->on_hashed(j->arg, j->result, str_of(text));
		explicit_bzero(text, sizeof(text));
		return;
	}
	match = str_eq_secret((struct str){(char *)j->phc.hash, PHC_HASH}, (struct str){(char *)j->stored, PHC_HASH});
	match = match && j->known && j->result == ERR_OK;
	j->on_verified(j->arg, j->result, match, match && j->weak);
}

/* The last thing that happens to a job that was under way. */
static void finish(struct job *j)
{
	struct passwords *p = j->owner;

	check_magic(p, PASSWORDS_MAGIC);
	if (!p->closing)
		answer(j);
	job_free(j);
	if (--p->under_way == 0 && p->closing)
		passwords_free(p);
}

static void work(void *arg)
{
	struct job *j = arg;

	check_magic(j, JOB_MAGIC);
	j->result = argon2id((struct str){j->password, j->password_n}, &j->phc);
	explicit_bzero(j->password, sizeof(j->password));
}

static void start_waiting(struct passwords *p);

static void on_worked(void *arg)
{
	struct job *j = arg;
	struct passwords *p = j->owner;

	check_magic(j, JOB_MAGIC);
	check_magic(p, PASSWORDS_MAGIC);
	for (int i = 0; i < p->workers; i++)
		if (p->on_worker[i] == j)
			p->on_worker[i] = NULL;
	start_waiting(p);
	finish(j);
}

static void start_on(struct passwords *p, int worker)
{
	struct job *j = p->first;

	p->first = j->next;
	if (p->first == NULL)
		p->last = &p->first;
	p->waiting--;
	p->under_way++;
	p->on_worker[worker] = j;
	loop_work(p->loop, work, on_worked, j);
}

static void start_waiting(struct passwords *p)
{
	for (int i = 0; i < p->workers && p->first != NULL; i++)
		if (p->on_worker[i] == NULL)
			start_on(p, i);
}

static void refuse_later(void *arg)
{
	finish(arg);
}

static bool worker_is_free(const struct passwords *p)
{
	for (int i = 0; i < p->workers; i++)
		if (p->on_worker[i] == NULL)
			return true;
	return false;
}

static void submit(struct passwords *p, struct job *j)
{
	if (p->waiting >= p->queue_limit && !worker_is_free(p)) {
		j->result = ERR_BUSY;
		p->under_way++;
		loop_defer(p->loop, refuse_later, j);
		return;
	}
	*p->last = j;
	p->last = &j->next;
	p->waiting++;
	start_waiting(p);
}

static struct job *job_create(struct passwords *p, struct str password, void *arg)
{
	struct job *j = calloc(1, sizeof(*j));

	check_magic(p, PASSWORDS_MAGIC);
	check(!p->closing && j != NULL && (password.p != NULL || password.n == 0));
	j->magic = JOB_MAGIC;
	j->owner = p;
	j->arg = arg;
	j->password_n = password.n < sizeof(j->password) ? password.n : sizeof(j->password);
	if (j->password_n > 0)
		memcpy(j->password, password.p, j->password_n);
	return j;
}

static void set_fresh(struct phc *phc, struct password_cost cost)
{
	*phc = (struct phc){.memory_kib = cost.memory_kib, .passes = cost.passes};
	rand_bytes(phc->salt, PHC_SALT);
}

static bool is_weaker(const struct phc *phc, struct password_cost cost)
{
	return phc->memory_kib < cost.memory_kib || phc->passes < cost.passes;
}

void password_verify(struct passwords *p, struct str password, struct str stored,
		     void (*cb)(void *arg, enum err e, bool match, bool rehash), void *arg)
{
	struct job *j = job_create(p, password, arg);

	check(cb != NULL);
	j->on_verified = cb;
	/* Cut-off passwords must not match by their first bytes. */
	j->known = stored.p != NULL && password.n <= PASSWORD_BYTES_MAX;
	if (stored.p == NULL || !phc_parse(stored, &j->phc)) {
		if (stored.p != NULL)
			log_error("password.stored_malformed", LOG_INT("bytes", (long long)stored.n));
		set_fresh(&j->phc, p->cost);
		j->known = false;
	}
	memcpy(j->stored, j->phc.hash, sizeof(j->stored));
	j->weak = is_weaker(&j->phc, p->cost);
	submit(p, j);
}

void password_hash(struct passwords *p, struct str password, void (*cb)(void *arg, enum err e, struct str phc), void *arg)
{
	struct job *j = job_create(p, password, arg);

	check(cb != NULL && password.n <= PASSWORD_BYTES_MAX);
	j->on_hashed = cb;
	set_fresh(&j->phc, p->cost);
	submit(p, j);
}

void password_hash_now(struct password_cost cost, struct str password, char out[160])
{
	struct phc phc;

	check(out != NULL && password.n <= PASSWORD_BYTES_MAX);
	set_fresh(&phc, at_least_the_floor(cost));
	check(argon2id(password, &phc) == ERR_OK);
	phc_format(&phc, out);
	explicit_bzero(&phc, sizeof(phc));
}

#include "base/buf.h"
#include "base/check.h"
#include "base/log.h"
#include "keys/admin.h"
#include "keys/files.h"
#include "keys/folder.h"
#include "keys/kek.h"
#include "keys/ledger.h"
#include "keys/point.h"
#include "keys/recovery.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PEM_MAX 8192

static bool fail(struct arena *a, const char *what, const char *path, struct str *why_r)
{
	*why_r = arena_printf(a, "%s %s: %s", what, path, strerror(errno));
	return false;
}

static bool make_folder(struct arena *a, const char *path, struct str *why_r)
{
	return mkdir(path, 0700) == 0 || errno == EEXIST || fail(a, "cannot make the folder", path, why_r);
}

static bool has_store(const struct key_files *f)
{
	struct stat st;

	return fstatat(f->folder, KEY_FILES_STORE, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

static bool read_pem(struct arena *a, int folder, const char *path, struct buf *out, struct str *why_r)
{
	enum err e = folder_read(folder, path, PEM_MAX, out);

	if (e == ERR_NOT_FOUND)
		errno = ENOENT;
	if (e == ERR_TOO_LONG)
		errno = EFBIG;
	return e == ERR_OK || fail(a, "cannot read", path, why_r);
}

static bool take_public_key(struct arena *a, const char *path, struct store_head *head, struct str *why_r)
{
	struct buf pem = {0};
	bool good = read_pem(a, AT_FDCWD, path, &pem, why_r);

	if (good && !point_public_read(buf_str(&pem), head->recovery)) {
		*why_r = arena_printf(a, "%s holds no X25519 public key (openssl pkey -pubout)", path);
		good = false;
	}
	buf_finish(&pem);
	return good;
}

static struct evp_pkey_st *read_private_key(struct arena *a, int folder, const char *path, struct str *why_r)
{
	struct evp_pkey_st *key = NULL;
	struct buf pem = {0};

	if (read_pem(a, folder, path, &pem, why_r) && (key = point_private_read(buf_str(&pem))) == NULL)
		*why_r = arena_printf(a, "%s holds no X25519 private key", path);
	buf_finish(&pem);
	return key;
}

static bool write_private_key(const struct key_files *f, const struct evp_pkey_st *pair)
{
	struct buf pem = {0};
	enum err e;

	point_private_pem(pair, &pem);
	e = folder_put_synced(f->recovery, RECOVERY_PRIVATE_NAME, 0400, buf_str(&pem));
	buf_finish(&pem);
	return e == ERR_OK;
}

/* The private key of an init that was interrupted is used, never overwritten. */
static bool make_pair(struct arena *a, const struct key_files *f, struct store_head *head, struct str *why_r)
{
	struct evp_pkey_st *pair;
	struct stat st;
	bool good = true;

	if (fstatat(f->recovery, RECOVERY_PRIVATE_NAME, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		pair = read_private_key(a, f->recovery, RECOVERY_PRIVATE_NAME, why_r);
	} else {
		pair = point_create();
		good = write_private_key(f, pair) || fail(a, "cannot write", RECOVERY_PRIVATE_NAME, why_r);
	}
	if (pair != NULL)
		point_public(pair, head->recovery);
	good = good && pair != NULL;
	point_destroy(&pair);
	return good;
}

static bool write_public_key(struct arena *a, const struct key_files *f, const struct store_head *head, struct str *why_r)
{
	struct buf pem = {0};
	bool good;

	point_public_pem(head->recovery, &pem);
	good = folder_put_synced(f->recovery, RECOVERY_PUBLIC_NAME, 0600, buf_str(&pem)) == ERR_OK;
	buf_finish(&pem);
	return good || fail(a, "cannot write", RECOVERY_PUBLIC_NAME, why_r);
}

/* A fresh KEK beside those that may lie there; the holder destroys them when it starts. */
static bool fresh_kek(struct arena *a, struct key_files *f, struct str *why_r)
{
	uint32_t highest;

	if (kek_highest(f->folder, &highest) == ERR_OK)
		f->kek = key_files_fresh_kek(f, highest + 1);
	return f->kek != NULL || fail(a, "cannot make a", "key encryption key", why_r);
}

static bool write_first(struct arena *a, struct key_files *f, struct str *why_r)
{
	bool stored;

	return key_files_write(f, f->store, &stored) == ERR_OK || fail(a, "cannot write the", "key store", why_r);
}

/* The record of generation 1 without a store: an init that was interrupted before any key was made. */
static bool may_init(struct arena *a, const struct key_files *f, struct deployment_id deployment, struct str *why_r)
{
	uint64_t reached = 1;
	enum err e = recovery_generation_read(f->recovery, deployment, &reached);

	if (has_store(f))
		*why_r = STR("there is a key store already");
	else if (e == ERR_INTERNAL || (e == ERR_OK && reached > 1))
		*why_r = STR("the recovery folder belongs to a deployment that is older than this: recover it, or choose another "
			     "place");
	else if (recovery_generation_write(f->recovery, deployment, 1) != ERR_OK)
		return fail(a, "cannot write the", "generation record", why_r);
	else
		return true;
	return false;
}

static bool init_files(struct arena *a, struct key_files *f, struct store_head *head, const char *public_key, struct str *why_r)
{
	if (!may_init(a, f, head->deployment, why_r))
		return false;
	if (public_key != NULL ? !take_public_key(a, public_key, head, why_r) : !make_pair(a, f, head, why_r))
		return false;
	if (!write_public_key(a, f, head, why_r) || !fresh_kek(a, f, why_r))
		return false;
	f->store = store_create(head, f->kek);
	return write_first(a, f, why_r);
}

bool keys_init(struct arena *a, const char *folder, const char *recovery, struct deployment_id deployment, const char *public_key,
	       struct str *why_r)
{
	struct store_head head = {.deployment = deployment};
	struct key_files f;
	bool good;

	check(a != NULL && folder != NULL && recovery != NULL && why_r != NULL);
	if (!make_folder(a, folder, why_r) || !make_folder(a, recovery, why_r) ||
	    !key_files_enter(a, folder, recovery, &f, why_r))
		return false;
	good = init_files(a, &f, &head, public_key, why_r);
	key_files_leave(&f);
	return good;
}

struct collecting {
	const struct keys_recovery *o;
	struct key_files *f;
	struct evp_pkey_st *private_key;
	struct store_key *keys; /* grown; wiped at the end */
	size_t n, room, refused;
};

static void keep_keys(struct collecting *c, const struct store_key *keys, size_t n)
{
	if (c->n + n > c->room) {
		size_t room = (c->room + n) * 2;
		struct store_key *grown = calloc(room, sizeof(*grown));

		check(grown != NULL);
		if (c->n > 0) {
			memcpy(grown, c->keys, c->n * sizeof(*grown));
			explicit_bzero(c->keys, c->n * sizeof(*grown));
		}
		free(c->keys);
		c->keys = grown;
		c->room = room;
	}
	memcpy(c->keys + c->n, keys, n * sizeof(*keys));
	c->n += n;
}

static bool collect_one(void *arg, const char *name)
{
	struct store_key opened[RECOVERY_EPOCHS_MAX];
	struct collecting *c = arg;
	struct buf object = {0};
	struct space_id space;
	size_t n = 0;

	if (!id_parse(str_of(name), &space.id))
		return true; /* not one of the objects */
	if (ledger_find(c->f->ledger, space) != NULL)
		return true; /* the holder's start destroys it */
	if (folder_read(c->f->recovery, name, RECOVERY_OBJECT_MAX, &object) == ERR_OK &&
	    recovery_open(c->o->deployment, space, buf_str(&object), c->private_key, opened, &n)) {
		keep_keys(c, opened, n);
	} else {
		log_error("keys.recovery_object_refused", LOG_ID("space", space));
		c->refused++;
	}
	buf_finish(&object);
	explicit_bzero(opened, sizeof(opened));
	return true;
}

static bool judge_collected(struct arena *a, const struct collecting *c, enum err read, struct str *why_r)
{
	if (read != ERR_OK)
		return fail(a, "cannot read the recovery folder", c->o->recovery, why_r);
	if (c->refused == 0 || (c->o->skip && c->n > 0))
		return true;
	*why_r = arena_printf(
		a,
		"%zu recovery objects do not open with this private key (they are in the log), %zu keys do; nothing was changed",
		c->refused, c->n);
	return false;
}

/* The empty store counts as the recorded generation, so that the one with the keys is above it. */
static bool rebuild(struct arena *a, struct key_files *f, const struct collecting *c, struct str *why_r)
{
	struct store_head head = {.deployment = c->o->deployment};
	struct store *empty;
	uint64_t reached = 0;

	if (recovery_generation_read(f->recovery, head.deployment, &reached) == ERR_INTERNAL) {
		*why_r = STR("the generation record in the recovery folder cannot be read, or belongs to another deployment");
		return false;
	}
	if (!fresh_kek(a, f, why_r))
		return false;
	head.generation = reached;
	point_public(c->private_key, head.recovery);
	empty = store_create(&head, f->kek);
	f->store = store_with(empty, c->keys, c->n);
	store_destroy(&empty);
	return write_first(a, f, why_r);
}

static bool recover_files(struct arena *a, struct collecting *c, struct str *why_r)
{
	enum err read;

	if (has_store(c->f)) {
		*why_r = STR("there is a key store: move it away first");
		return false;
	}
	c->f->ledger = ledger_load(a, c->o->deployment, c->f->folder, c->f->recovery, true, why_r);
	if (c->f->ledger == NULL)
		return false;
	read = folder_each(c->f->recovery, collect_one, c);
	return judge_collected(a, c, read, why_r) && rebuild(a, c->f, c, why_r);
}

bool keys_recover(struct arena *a, const struct keys_recovery *o, size_t *keys_r, struct str *why_r)
{
	struct collecting c = {.o = o};
	struct key_files f;
	bool good;

	check(a != NULL && o != NULL && keys_r != NULL && why_r != NULL);
	if (!make_folder(a, o->folder, why_r))
		return false;
	c.private_key = read_private_key(a, AT_FDCWD, o->private_key, why_r);
	if (c.private_key == NULL)
		return false;
	c.f = &f;
	good = key_files_enter(a, o->folder, o->recovery, &f, why_r);
	if (good) {
		good = recover_files(a, &c, why_r);
		key_files_leave(&f);
	}
	*keys_r = c.n;
	if (c.keys != NULL)
		explicit_bzero(c.keys, c.n * sizeof(*c.keys));
	free(c.keys);
	point_destroy(&c.private_key);
	return good;
}

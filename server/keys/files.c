#include "keys/files.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/log.h"
#include "keys/erasure.h"
#include "keys/folder.h"
#include "keys/kek.h"
#include "keys/ledger.h"
#include "keys/recovery.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define OR_RECOVER ", or rebuild it with: tasuki keys recover"

static bool fail(struct arena *a, const char *what, const char *path, struct str *why_r)
{
	*why_r = arena_printf(a, "%s %s: %s", what, path, strerror(errno));
	return false;
}

/* What others could open may have been read: it is for a person to judge that, and not to be mended in silence. */
bool key_files_folder(struct arena *a, const char *what, const char *path, int *fd_r, struct str *why_r)
{
	struct stat st;

	*fd_r = folder_open(path);
	if (*fd_r < 0 || fstat(*fd_r, &st) != 0) {
		*why_r =
			arena_printf(a, "the %s folder %s: %s: is its disk mounted, and does it belong to the key holder's user?",
				     what, path, strerror(errno));
		return false;
	}
	if (st.st_uid == geteuid() && (st.st_mode & 077) == 0)
		return true;
	*why_r = arena_printf(
		a,
		"the %s folder %s can be opened by others (owner %u, mode %04o): find out who was there, then give it "
		"to user %u and take the rights of others (chown, chmod 700)",
		what, path, (unsigned)st.st_uid, (unsigned)st.st_mode & 07777, (unsigned)geteuid());
	return false;
}

static bool open_folders(struct arena *a, const char *folder, const char *recovery, struct key_files *f, struct str *why_r)
{
	if (!key_files_folder(a, "key", folder, &f->folder, why_r) || !key_files_folder(a, "recovery", recovery, &f->recovery, why_r))
		return false;
	f->lock = openat(f->folder, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (f->lock < 0)
		return fail(a, "the lock in the key folder", folder, why_r);
	if (flock(f->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	*why_r = arena_printf(a, "the key folder %s is in use by another key holder or verb", folder);
	return false;
}

bool key_files_enter(struct arena *a, const char *folder, const char *recovery, struct key_files *f, struct str *why_r)
{
	bool good;

	check(a != NULL && folder != NULL && recovery != NULL && f != NULL && why_r != NULL);
	*f = KEY_FILES_CLOSED;
	good = open_folders(a, folder, recovery, f, why_r);
	if (good && (folder_sweep(f->folder) != ERR_OK || folder_sweep(f->recovery) != ERR_OK))
		good = fail(a, "half-written files cannot be removed from", folder, why_r);
	if (good)
		good = (f->credential = credential_read(a, getenv("CREDENTIALS_DIRECTORY"), why_r)) != NULL;
	if (!good)
		key_files_leave(f);
	return good;
}

static bool load_kek(struct arena *a, const struct store_head *head, struct key_files *f, struct str *why_r)
{
	if (head->kek_mixed && !credential_present(f->credential)) {
		*why_r = STR("the key store needs systemd's credential tasuki-kek, which this process was not given");
		return false;
	}
	f->kek = kek_read(a, f->folder, head->kek_epoch, head->kek_mixed ? f->credential : NULL, why_r);
	return f->kek != NULL;
}

static bool load_store(struct arena *a, struct deployment_id deployment, struct key_files *f, struct str *why_r)
{
	struct buf bytes = {0};
	struct store_head head;
	bool good = false;
	enum err e = folder_read(f->folder, KEY_FILES_STORE, STORE_BYTES_MAX, &bytes);

	if (e == ERR_NOT_FOUND)
		*why_r = STR("there is no key store in the key folder: put it back" OR_RECOVER);
	else if (e != ERR_OK)
		*why_r = arena_printf(a, "the key store cannot be read: %s: it must belong to the key holder's user",
				      strerror(errno));
	else if (store_parse_head(a, buf_str(&bytes), &head, why_r))
		good = true;
	if (good && !id_eq(head.deployment.id, deployment.id)) {
		*why_r = STR("the key store belongs to another deployment: put this one's own into the key folder" OR_RECOVER);
		good = false;
	}
	good = good && load_kek(a, &head, f, why_r);
	if (good)
		f->store = store_parse(a, buf_str(&bytes), f->kek, why_r);
	buf_finish(&bytes);
	return good && f->store != NULL;
}

static bool judge_generation(struct arena *a, const struct key_files *f, uint64_t *reached_r, struct str *why_r)
{
	const struct store_head *head = store_head_of(f->store);
	enum err e = recovery_generation_read(f->recovery, head->deployment, reached_r);

	if (e == ERR_NOT_FOUND)
		*why_r = STR("the recovery folder has no generation record: is its disk mounted?");
	else if (e != ERR_OK)
		*why_r = STR(
			"the generation record in the recovery folder cannot be read, or belongs to another deployment: is the "
			"right disk mounted?");
	else if (head->generation < *reached_r)
		*why_r = arena_printf(a,
				      "the key store is an old copy: it has generation %" PRIu64 ", and %" PRIu64
				      " was reached: put the newest one into the key folder" OR_RECOVER,
				      head->generation, *reached_r);
	else
		return true;
	return false;
}

/* What an old copy of the recovery place may have brought back. */
static enum err destroy_erased(const struct key_files *f)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < ledger_count(f->ledger) && e == ERR_OK; i++)
		e = recovery_destroy(f->recovery, ledger_at(f->ledger, i)->what.space);
	return e;
}

static void write_generation(const struct key_files *f, const struct store_head *head)
{
	if (recovery_generation_write(f->recovery, head->deployment, head->generation) != ERR_OK)
		log_warn("keys.generation_not_written", LOG_WORD("why", strerror(errno)),
			 LOG_INT("generation", (long long)head->generation));
}

bool key_files_load(struct arena *a, struct deployment_id deployment, struct key_files *f, struct str *why_r)
{
	const struct store_head *head;
	uint64_t reached = 0;

	check(f->store == NULL && f->kek == NULL && f->ledger == NULL);
	if (!load_store(a, deployment, f, why_r) || !judge_generation(a, f, &reached, why_r))
		return false;
	f->ledger = ledger_load(a, deployment, f->folder, f->recovery, true, why_r);
	if (f->ledger == NULL)
		return false;
	if (destroy_erased(f) != ERR_OK)
		return fail(a, "the recovery object of an erased space cannot be destroyed in the", "recovery folder", why_r);
	/* Both are what a crash between two steps left undone. */
	head = store_head_of(f->store);
	if (reached < head->generation)
		write_generation(f, head);
	if (kek_shred_others(f->folder, head->kek_epoch) != ERR_OK)
		return fail(a, "an old key encryption key cannot be destroyed in the", "key folder", why_r);
	return true;
}

enum err key_files_write(const struct key_files *f, const struct store *next, bool *stored_r)
{
	enum err e = folder_put(f->folder, KEY_FILES_STORE, 0600, store_bytes(next));

	*stored_r = e == ERR_OK;
	if (e == ERR_OK)
		e = folder_sync(f->folder);
	if (e == ERR_OK)
		write_generation(f, store_head_of(next));
	return e;
}

struct kek *key_files_fresh_kek(const struct key_files *f, uint32_t epoch)
{
	return kek_create(f->folder, epoch, credential_present(f->credential) ? f->credential : NULL);
}

static enum err erase_from_store(const struct key_files *f, const struct erasure *e, struct key_files_erased *out)
{
	enum err result;
	bool stored;

	out->kek = key_files_fresh_kek(f, store_head_of(f->store)->kek_epoch + 1);
	if (out->kek == NULL)
		return errno == ENOSPC || errno == EDQUOT ? ERR_STORAGE_FULL : ERR_INTERNAL;
	out->store = store_rewrapped(f->store, out->kek, &e->space);
	result = key_files_write(f, out->store, &stored);
	out->unsure = stored && result != ERR_OK;
	if (stored)
		return result;
	store_destroy(&out->store);
	kek_destroy(&out->kek);
	return result;
}

static bool has_key(const struct store *s, struct space_id space)
{
	struct store_key held;
	bool has = store_find(s, space, &held);

	explicit_bzero(&held, sizeof(held));
	return has;
}

/* The store first; what an earlier try has left of the old KEK and the recovery object goes with it. */
static enum err erase_key(const struct key_files *f, const struct erasure *e, struct key_files_erased *out)
{
	enum err result = has_key(f->store, e->space) ? erase_from_store(f, e, out) : ERR_OK;
	uint32_t epoch = store_head_of(out->store != NULL ? out->store : f->store)->kek_epoch;

	if (result == ERR_OK)
		result = kek_shred(f->folder, epoch - 1);
	return result == ERR_OK ? recovery_destroy(f->recovery, e->space) : result;
}

static enum err add_to_ledger(const struct key_files *f, const struct erasure *e, int64_t at_ms, struct key_files_erased *out)
{
	struct ledger *next = ledger_with(f->ledger, e, at_ms);
	enum err result = ledger_write(next, f->folder, f->recovery);

	if (result == ERR_OK)
		out->ledger = next;
	else
		ledger_destroy(&next);
	return result;
}

enum err key_files_erase(const struct key_files *f, const struct erasure *e, int64_t at_ms, struct key_files_erased *out)
{
	enum err result = ERR_OK;

	check(f->store != NULL && erasure_is_good(e));
	*out = (struct key_files_erased){.store = NULL};
	if (ledger_find(f->ledger, e->space) == NULL) {
		result = erase_key(f, e, out);
		if (result == ERR_OK)
			result = add_to_ledger(f, e, at_ms, out);
	}
	return result == ERR_OK ? erasure_forget(f->folder) : result;
}

static void close_one(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

void key_files_leave(struct key_files *f)
{
	ledger_destroy(&f->ledger);
	store_destroy(&f->store);
	kek_destroy(&f->kek);
	credential_destroy(&f->credential);
	close_one(&f->recovery);
	close_one(&f->folder);
	close_one(&f->lock);
}

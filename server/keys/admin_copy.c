#include "base/buf.h"
#include "base/check.h"
#include "keys/admin.h"
#include "keys/files.h"
#include "keys/folder.h"
#include "keys/kek.h"
#include "keys/ledger.h"
#include "keys/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TRIES 20 /* a rotation may come between the store and its key */

static bool read_head(struct arena *a, int folder, struct buf *bytes, struct store_head *head_r, struct str *why_r)
{
	enum err e = folder_read(folder, KEY_FILES_STORE, STORE_BYTES_MAX, bytes);

	if (e == ERR_OK)
		return store_parse_head(a, buf_str(bytes), head_r, why_r);
	*why_r = e == ERR_NOT_FOUND ? STR("there is no key store in the key folder") : STR("the key store cannot be read");
	return false;
}

bool keys_look(struct arena *a, const char *folder, struct deployment_id *deployment_r, uint64_t *generation_r, struct str *why_r)
{
	struct store_head head = {.generation = 0};
	struct buf bytes = {0};
	int fd;
	bool good;

	check(a != NULL && folder != NULL && deployment_r != NULL && generation_r != NULL && why_r != NULL);
	fd = folder_open(folder);
	if (fd < 0) {
		*why_r = arena_printf(a, "the key folder %s: %s", folder, strerror(errno));
		return false;
	}
	good = read_head(a, fd, &bytes, &head, why_r);
	*deployment_r = head.deployment;
	*generation_r = head.generation;
	buf_finish(&bytes);
	(void)close(fd);
	return good;
}

struct copying {
	int folder, recovery, to;
	struct credential *credential;
	struct kek *kek;
	struct store *store;
	struct buf bytes, kek_bytes;
};

/* A store with the key encryption key that opens it. False with a sentence, or without one: read again. */
static bool read_pair(struct arena *a, struct copying *c, struct str *why_r)
{
	struct store_head head;

	buf_finish(&c->bytes);
	buf_finish(&c->kek_bytes);
	if (!read_head(a, c->folder, &c->bytes, &head, why_r))
		return false;
	if (head.kek_mixed && !credential_present(c->credential)) {
		*why_r = STR("the key store needs systemd's credential tasuki-kek: run this as a service of systemd that has it");
		return false;
	}
	if (kek_file_read(c->folder, head.kek_epoch, &c->kek_bytes) != ERR_OK)
		return false;
	c->kek = kek_read(a, c->folder, head.kek_epoch, head.kek_mixed ? c->credential : NULL, why_r);
	if (c->kek == NULL)
		return false;
	c->store = store_parse(a, buf_str(&c->bytes), c->kek, why_r);
	return c->store != NULL;
}

static bool read_whole(struct arena *a, struct copying *c, struct str *why_r)
{
	struct str why = {NULL, 0};

	for (int i = 0; i < TRIES && c->store == NULL; i++) {
		kek_destroy(&c->kek);
		if (i > 0)
			(void)usleep(50000);
		why = STR("the key encryption key of the store cannot be read");
		if (read_pair(a, c, &why))
			return true;
	}
	*why_r = why;
	return false;
}

/* The key first, then the store that needs it, then the end of the older keys: whenever it is cut short, one pair is whole. */
static bool write_copy(struct arena *a, const struct copying *c, struct str *why_r)
{
	const struct store_head *head = store_head_of(c->store);
	struct ledger *l = ledger_load(a, head->deployment, c->folder, c->recovery, false, why_r);
	enum err e;

	if (l == NULL)
		return false;
	e = kek_file_write(c->to, head->kek_epoch, buf_str(&c->kek_bytes));
	if (e == ERR_OK)
		e = ledger_count(l) == 0 ? ERR_OK : ledger_write(l, c->to, -1);
	if (e == ERR_OK)
		e = folder_put_synced(c->to, KEY_FILES_STORE, 0600, buf_str(&c->bytes));
	if (e == ERR_OK)
		e = kek_shred_others(c->to, head->kek_epoch);
	ledger_destroy(&l);
	if (e != ERR_OK)
		*why_r = arena_printf(a, "the copy cannot be written: %s", strerror(errno));
	return e == ERR_OK;
}

/* A copy of another deployment is not written over: it may be the only one. */
static bool place_fits(struct arena *a, const struct copying *c, struct str *why_r)
{
	struct buf bytes = {0};
	struct store_head there;
	bool fits = true;

	if (folder_read(c->to, KEY_FILES_STORE, STORE_BYTES_MAX, &bytes) == ERR_OK)
		fits = store_parse_head(a, buf_str(&bytes), &there, why_r) &&
		       id_eq(there.deployment.id, store_head_of(c->store)->deployment.id);
	if (!fits)
		*why_r = STR("there is something else there, or the key store of another deployment: choose another folder");
	buf_finish(&bytes);
	return fits;
}

static void end(struct copying *c)
{
	store_destroy(&c->store);
	kek_destroy(&c->kek);
	credential_destroy(&c->credential);
	buf_finish(&c->bytes);
	buf_finish(&c->kek_bytes);
	for (size_t i = 0; i < 3; i++) {
		const int fds[] = {c->folder, c->recovery, c->to};

		if (fds[i] >= 0)
			(void)close(fds[i]);
	}
}

bool keys_copy(struct arena *a, const char *folder, const char *recovery, const char *to, uint64_t *generation_r,
	       struct str *why_r)
{
	struct copying c = {.folder = -1, .recovery = -1, .to = -1};
	bool good;

	check(a != NULL && folder != NULL && recovery != NULL && to != NULL && generation_r != NULL && why_r != NULL);
	good = key_files_folder(a, "key", folder, &c.folder, why_r) &&
	       key_files_folder(a, "recovery", recovery, &c.recovery, why_r) && key_files_folder(a, "copy's", to, &c.to, why_r);
	if (good)
		good = (c.credential = credential_read(a, getenv("CREDENTIALS_DIRECTORY"), why_r)) != NULL;
	good = good && read_whole(a, &c, why_r) && place_fits(a, &c, why_r) && write_copy(a, &c, why_r);
	if (good)
		*generation_r = store_head_of(c.store)->generation;
	end(&c);
	return good;
}

#include "keys/kek.h"

#include "base/check.h"
#include "base/rand.h"
#include "crypt/gcm.h"
#include "crypt/hash.h"
#include "crypt/secret.h"
#include "keys/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CREDENTIAL_MAGIC 0x63726564u
#define CREDENTIAL_MAX 65536
#define CREDENTIAL_NAME "tasuki-kek"
#define KEK_MAGIC 0x6b656b20u
#define KEK_BYTES 32
#define NAME_ROOM 32

struct credential {
	unsigned magic;
	bool present;
	unsigned char hash[HASH_SIZE];
};

struct kek {
	unsigned magic;
	uint32_t epoch;
	bool mixed;
	unsigned char wrap[GCM_KEY], mac[GCM_KEY];
};

static void name_of(uint32_t epoch, char out[NAME_ROOM])
{
	(void)snprintf(out, NAME_ROOM, "kek-%" PRIu32, epoch);
}

/* The epoch of a file name, or 0: epochs begin with 1. */
static uint32_t epoch_of(const char *name)
{
	struct str s = str_of(name);
	long long epoch;

	if (!str_starts(s, STR("kek-")) || !str_to_i64(str_part(s, 4, s.n), &epoch) || epoch > UINT32_MAX)
		return 0;
	return (uint32_t)epoch;
}

int credential_keep(void)
{
	const char *folder = getenv("CREDENTIALS_DIRECTORY");
	int place = folder ? folder_open(folder) : -1;
	int fd = place < 0 ? -1 : openat(place, CREDENTIAL_NAME, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char number[16];

	if (place >= 0)
		(void)close(place);
	if (fd < 0)
		return -1;
	(void)snprintf(number, sizeof(number), "%d", fd);
	check(setenv(CREDENTIAL_FD, number, 1) == 0);
	return fd;
}

/* From its beginning, wherever another process that shares the descriptor has read to. */
static enum err read_kept(int fd, struct buf *out)
{
	ssize_t got = pread(fd, buf_reserve(out, CREDENTIAL_MAX + 1), CREDENTIAL_MAX + 1, 0);

	(void)close(fd);
	(void)unsetenv(CREDENTIAL_FD);
	if (got < 0)
		return ERR_INTERNAL;
	out->n += (size_t)got;
	return got > CREDENTIAL_MAX ? ERR_TOO_LONG : ERR_OK;
}

static enum err read_placed(const char *folder, struct buf *out)
{
	int fd = folder ? folder_open(folder) : -1;
	enum err e = fd < 0 ? ERR_NOT_FOUND : folder_read(fd, CREDENTIAL_NAME, CREDENTIAL_MAX, out);

	if (fd >= 0)
		(void)close(fd);
	return e;
}

struct credential *credential_read(struct arena *a, const char *folder, struct str *why_r)
{
	struct credential *c = secret_alloc(sizeof(*c));
	const char *kept = getenv(CREDENTIAL_FD);
	struct buf bytes = {0};
	long long fd;
	enum err e;

	check(c != NULL);
	c->magic = CREDENTIAL_MAGIC;
	e = kept != NULL && str_to_i64(str_of(kept), &fd) && fd <= INT_MAX ? read_kept((int)fd, &bytes) : read_placed(folder, &bytes);
	if (e == ERR_OK && bytes.n >= KEK_BYTES) {
		c->present = true;
		hash_sha256(buf_str(&bytes), c->hash);
	} else if (e != ERR_NOT_FOUND) {
		*why_r = arena_printf(a, "the credential " CREDENTIAL_NAME " is shorter than %d bytes or cannot be read", KEK_BYTES);
		credential_destroy(&c);
	}
	buf_finish(&bytes);
	return c;
}

bool credential_present(const struct credential *c)
{
	check_magic(c, CREDENTIAL_MAGIC);
	return c->present;
}

void credential_destroy(struct credential **c)
{
	check(c != NULL);
	if (*c != NULL)
		secret_free(*c, sizeof(**c));
	*c = NULL;
}

static struct kek *derive(uint32_t epoch, struct str bytes, const struct credential *mixed)
{
	struct kek *k = secret_alloc(sizeof(*k));
	unsigned char *root = secret_alloc(GCM_KEY);
	struct str salt = {NULL, 0};

	check(k != NULL && root != NULL && bytes.n == KEK_BYTES);
	if (mixed != NULL) {
		check(credential_present(mixed));
		salt = (struct str){(const char *)mixed->hash, HASH_SIZE};
	}
	*k = (struct kek){.magic = KEK_MAGIC, .epoch = epoch, .mixed = mixed != NULL};
	gcm_derive(bytes, salt, STR("tasuki kek 1"), root);
	gcm_derive((struct str){(char *)root, GCM_KEY}, (struct str){NULL, 0}, STR("tasuki store wrap 1"), k->wrap);
	gcm_derive((struct str){(char *)root, GCM_KEY}, (struct str){NULL, 0}, STR("tasuki store mac 1"), k->mac);
	secret_free(root, GCM_KEY);
	return k;
}

enum err kek_file_read(int folder, uint32_t epoch, struct buf *out)
{
	char name[NAME_ROOM];

	name_of(epoch, name);
	return folder_read(folder, name, KEK_BYTES, out);
}

enum err kek_file_write(int folder, uint32_t epoch, struct str bytes)
{
	char name[NAME_ROOM];

	name_of(epoch, name);
	return folder_put_synced(folder, name, 0400, bytes);
}

struct kek *kek_read(struct arena *a, int folder, uint32_t epoch, const struct credential *mixed, struct str *why_r)
{
	struct buf bytes = {0};
	struct kek *k = NULL;
	char name[NAME_ROOM];
	enum err e;

	check(epoch > 0 && why_r != NULL);
	name_of(epoch, name);
	e = kek_file_read(folder, epoch, &bytes);
	if (e == ERR_NOT_FOUND)
		*why_r = arena_printf(a,
				      "%s is missing, under which the store was written: put it back into the key folder, or move the "
				      "store away and rebuild it with: tasuki keys recover",
				      name);
	else if (e == ERR_INTERNAL)
		*why_r = arena_printf(a, "%s cannot be read: %s", name, strerror(errno));
	else if (e != ERR_OK || bytes.n != KEK_BYTES)
		*why_r = arena_printf(a, "%s does not hold exactly %d bytes", name, KEK_BYTES);
	else
		k = derive(epoch, buf_str(&bytes), mixed);
	buf_finish(&bytes);
	return k;
}

struct kek *kek_create(int folder, uint32_t epoch, const struct credential *mixed)
{
	unsigned char *bytes = secret_alloc(KEK_BYTES);
	struct str s = {(const char *)bytes, KEK_BYTES};
	struct kek *k = NULL;

	check(bytes != NULL && epoch > 0);
	rand_bytes(bytes, KEK_BYTES);
	if (kek_file_write(folder, epoch, s) == ERR_OK)
		k = derive(epoch, s, mixed);
	secret_free(bytes, KEK_BYTES);
	return k;
}

void kek_destroy(struct kek **k)
{
	check(k != NULL);
	if (*k == NULL)
		return;
	check_magic(*k, KEK_MAGIC);
	secret_free(*k, sizeof(**k));
	*k = NULL;
}

enum err kek_shred(int folder, uint32_t epoch)
{
	char name[NAME_ROOM];

	name_of(epoch, name);
	return folder_shred(folder, name);
}

struct shredding {
	int folder;
	uint32_t but;
	enum err e;
};

static bool shred_other(void *arg, const char *name)
{
	struct shredding *s = arg;
	uint32_t epoch = epoch_of(name);

	if (epoch != 0 && epoch != s->but)
		s->e = folder_shred(s->folder, name);
	return s->e == ERR_OK;
}

enum err kek_shred_others(int folder, uint32_t epoch)
{
	struct shredding s = {folder, epoch, ERR_OK};
	enum err e = folder_each(folder, shred_other, &s);

	return e == ERR_OK ? s.e : e;
}

static bool see_epoch(void *arg, const char *name)
{
	uint32_t *highest = arg;
	uint32_t epoch = epoch_of(name);

	if (epoch > *highest)
		*highest = epoch;
	return true;
}

enum err kek_highest(int folder, uint32_t *epoch_r)
{
	*epoch_r = 0;
	return folder_each(folder, see_epoch, epoch_r);
}

uint32_t kek_epoch(const struct kek *k)
{
	check_magic(k, KEK_MAGIC);
	return k->epoch;
}

bool kek_is_mixed(const struct kek *k)
{
	check_magic(k, KEK_MAGIC);
	return k->mixed;
}

const unsigned char *kek_wrap_key(const struct kek *k)
{
	check_magic(k, KEK_MAGIC);
	return k->wrap;
}

const unsigned char *kek_mac_key(const struct kek *k)
{
	check_magic(k, KEK_MAGIC);
	return k->mac;
}

#include "keys/store.h"

#include "base/buf.h"
#include "base/check.h"
#include "base/rand.h"
#include "crypt/gcm.h"
#include "crypt/hash.h"
#include "crypt/number.h"
#include "keys/kek.h"

#include <stdlib.h>
#include <string.h>

#define STORE_MAGIC 0x73746f72u
#define FILE_MAGIC "TASUKIks"
#define FORMAT 1
#define FLAG_MIXED 1u

/* The head: magic 8, format u32, flags u32, deployment 16, generation u64, KEK epoch u32, rows u32, recovery key 32. */
enum {
	AT_FORMAT = 8,
	AT_FLAGS = 12,
	AT_DEPLOYMENT = 16,
	AT_GENERATION = 32,
	AT_EPOCH = 40,
	AT_ROWS = 44,
	AT_RECOVERY = 48,
	HEAD = 80
};
/* A row: space 16, epoch u32, nonce 12, wrapped key 32 + tag 16. Rows stand in the order of their first 20 bytes. */
enum { ROW_EPOCH = 16, ROW_NAME = 20, ROW_NONCE = 20, ROW_WRAPPED = 32, ROW = 80 };

struct store {
	unsigned magic;
	const struct kek *kek;
	struct store_head head;
	size_t rows;
	struct buf file;
};

static unsigned char *row_at(const struct store *s, size_t i)
{
	return (unsigned char *)s->file.p + HEAD + i * ROW;
}

/* Wrapped keys are bound to where they belong: deployment, space, epoch, KEK epoch. */
static struct gcm gcm_of(const struct store_head *head, const struct kek *kek, const unsigned char *row, unsigned char bound[40])
{
	memcpy(bound, head->deployment.id.b, 16);
	memcpy(bound + 16, row, ROW_NAME);
	number_put_u32(bound + 36, kek_epoch(kek));
	return (struct gcm){NULL, kek_wrap_key(kek), row + ROW_NONCE, {(const char *)bound, 40}};
}

static void row_seal(const struct store *s, unsigned char *row, const struct store_key *key)
{
	unsigned char bound[40];
	struct gcm g;

	memcpy(row, key->space.id.b, 16);
	number_put_u32(row + ROW_EPOCH, key->epoch);
	rand_bytes(row + ROW_NONCE, GCM_NONCE);
	g = gcm_of(&s->head, s->kek, row, bound);
	gcm_seal(&g, (struct str){(const char *)key->key, sizeof(key->key)}, row + ROW_WRAPPED);
}

static bool row_open(const struct store *s, const unsigned char *row, struct store_key *out_r)
{
	unsigned char bound[40];
	struct gcm g = gcm_of(&s->head, s->kek, row, bound);

	memcpy(out_r->space.id.b, row, 16);
	out_r->epoch = number_get_u32(row + ROW_EPOCH);
	return gcm_open(&g, (struct str){(const char *)row + ROW_WRAPPED, ROW - ROW_WRAPPED}, out_r->key);
}

static void mac_of(const struct kek *kek, struct str file, unsigned char out[HASH_SIZE])
{
	hash_hmac((struct str){(const char *)kek_mac_key(kek), GCM_KEY}, str_part(file, 0, file.n - HASH_SIZE), out);
}

/* A store of the right size with its head written; the rows and the closing MAC are the caller's. */
static struct store *begin(const struct store_head *head, const struct kek *kek, size_t rows)
{
	struct store *s = calloc(1, sizeof(*s));
	unsigned char *p;

	check(s != NULL && rows <= UINT32_MAX && HEAD + rows * ROW + HASH_SIZE <= STORE_BYTES_MAX);
	*s = (struct store){.magic = STORE_MAGIC, .kek = kek, .head = *head, .rows = rows};
	s->head.kek_epoch = kek_epoch(kek);
	s->head.kek_mixed = kek_is_mixed(kek);
	p = (unsigned char *)buf_reserve(&s->file, HEAD + rows * ROW + HASH_SIZE);
	s->file.n = HEAD + rows * ROW + HASH_SIZE;
	memcpy(p, FILE_MAGIC, 8);
	number_put_u32(p + AT_FORMAT, FORMAT);
	number_put_u32(p + AT_FLAGS, s->head.kek_mixed ? FLAG_MIXED : 0);
	memcpy(p + AT_DEPLOYMENT, head->deployment.id.b, 16);
	number_put_u64(p + AT_GENERATION, head->generation);
	number_put_u32(p + AT_EPOCH, s->head.kek_epoch);
	number_put_u32(p + AT_ROWS, (uint32_t)rows);
	memcpy(p + AT_RECOVERY, head->recovery, STORE_RECOVERY_KEY);
	return s;
}

static struct store *end(struct store *s)
{
	unsigned char mac[HASH_SIZE];

	mac_of(s->kek, buf_str(&s->file), mac);
	memcpy(s->file.p + s->file.n - HASH_SIZE, mac, HASH_SIZE);
	return s;
}

struct store *store_create(const struct store_head *head, const struct kek *kek)
{
	struct store_head first;

	check(head != NULL && kek != NULL);
	first = *head;
	if (first.generation == 0)
		first.generation = 1;
	return end(begin(&first, kek, 0));
}

void store_destroy(struct store **s)
{
	check(s != NULL);
	if (*s == NULL)
		return;
	check_magic(*s, STORE_MAGIC);
	buf_finish(&(*s)->file);
	(*s)->magic = 0;
	free(*s);
	*s = NULL;
}

bool store_parse_head(struct arena *a, struct str bytes, struct store_head *out_r, struct str *why_r)
{
	const unsigned char *p = (const unsigned char *)bytes.p;

	check(a != NULL && out_r != NULL && why_r != NULL);
	if (bytes.n < HEAD + HASH_SIZE || memcmp(p, FILE_MAGIC, 8) != 0) {
		*why_r = STR("the key store is cut short or is no key store");
		return false;
	}
	if (number_get_u32(p + AT_FORMAT) != FORMAT || (number_get_u32(p + AT_FLAGS) & ~FLAG_MIXED) != 0) {
		*why_r = arena_printf(a, "the key store has format %u, which this program does not know",
				      (unsigned)number_get_u32(p + AT_FORMAT));
		return false;
	}
	memcpy(out_r->deployment.id.b, p + AT_DEPLOYMENT, 16);
	out_r->generation = number_get_u64(p + AT_GENERATION);
	out_r->kek_epoch = number_get_u32(p + AT_EPOCH);
	out_r->kek_mixed = (number_get_u32(p + AT_FLAGS) & FLAG_MIXED) != 0;
	memcpy(out_r->recovery, p + AT_RECOVERY, STORE_RECOVERY_KEY);
	if (out_r->kek_epoch == 0 || out_r->generation == 0 ||
	    bytes.n != HEAD + (size_t)number_get_u32(p + AT_ROWS) * ROW + HASH_SIZE) {
		*why_r = STR("the key store is damaged: its length and its head do not agree");
		return false;
	}
	return true;
}

static bool rows_in_order(const struct store *s)
{
	for (size_t i = 1; i < s->rows; i++)
		if (memcmp(row_at(s, i - 1), row_at(s, i), ROW_NAME) >= 0)
			return false;
	return true;
}

struct store *store_parse(struct arena *a, struct str bytes, const struct kek *kek, struct str *why_r)
{
	unsigned char mac[HASH_SIZE];
	struct store_head head;
	struct store *s;

	check(kek != NULL);
	if (!store_parse_head(a, bytes, &head, why_r))
		return NULL;
	mac_of(kek, bytes, mac);
	if (!str_eq_secret((struct str){(char *)mac, HASH_SIZE}, str_part(bytes, bytes.n - HASH_SIZE, bytes.n)) ||
	    head.kek_epoch != kek_epoch(kek) || head.kek_mixed != kek_is_mixed(kek)) {
		*why_r = STR("the key store is damaged, or was not written under this key encryption key: put back the pair that "
			     "belongs together, or move the store away and rebuild it with: tasuki keys recover");
		return NULL;
	}
	s = begin(&head, kek, (bytes.n - HEAD - HASH_SIZE) / ROW);
	memcpy(s->file.p, bytes.p, bytes.n);
	if (rows_in_order(s))
		return s;
	*why_r = STR("the key store's rows are out of order");
	store_destroy(&s);
	return NULL;
}

const struct store_head *store_head_of(const struct store *s)
{
	check_magic(s, STORE_MAGIC);
	return &s->head;
}

size_t store_count(const struct store *s)
{
	check_magic(s, STORE_MAGIC);
	return s->rows;
}

struct str store_bytes(const struct store *s)
{
	check_magic(s, STORE_MAGIC);
	return buf_str(&s->file);
}

/* The first row whose space comes after this one. */
static size_t rows_up_to(const struct store *s, struct space_id space)
{
	size_t low = 0, high = s->rows;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (memcmp(row_at(s, middle), space.id.b, 16) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool store_find(const struct store *s, struct space_id space, struct store_key *out_r)
{
	size_t after;

	check_magic(s, STORE_MAGIC);
	after = rows_up_to(s, space);
	if (after == 0 || memcmp(row_at(s, after - 1), space.id.b, 16) != 0)
		return false;
	check(row_open(s, row_at(s, after - 1), out_r)); /* the whole was authenticated when it was read */
	return true;
}

void store_each(const struct store *s, void (*row)(void *arg, const struct store_key *key), void *arg)
{
	struct store_key key;

	check_magic(s, STORE_MAGIC);
	for (size_t i = 0; i < s->rows; i++) {
		check(row_open(s, row_at(s, i), &key));
		row(arg, &key);
	}
	explicit_bzero(&key, sizeof(key));
}

static int compare_rows(const void *a, const void *b)
{
	return memcmp(a, b, ROW_NAME);
}

struct store *store_with(const struct store *s, const struct store_key *keys, size_t n)
{
	struct store_head head;
	struct store *next;

	check_magic(s, STORE_MAGIC);
	check(keys != NULL || n == 0);
	head = s->head;
	head.generation++;
	next = begin(&head, s->kek, s->rows + n);
	if (s->rows > 0)
		memcpy(row_at(next, 0), row_at(s, 0), s->rows * ROW);
	for (size_t i = 0; i < n; i++)
		row_seal(next, row_at(next, s->rows + i), &keys[i]);
	qsort(row_at(next, 0), next->rows, ROW, compare_rows);
	check(rows_in_order(next));
	return end(next);
}

static bool is_of(const unsigned char *row, const struct space_id *space)
{
	return space != NULL && memcmp(row, space->id.b, 16) == 0;
}

struct store *store_rewrapped(const struct store *s, const struct kek *kek, const struct space_id *without)
{
	struct store_head head;
	struct store_key key = {0};
	struct store *next;
	size_t rows = 0, at = 0;

	check_magic(s, STORE_MAGIC);
	head = s->head;
	head.generation++;
	for (size_t i = 0; i < s->rows; i++)
		rows += is_of(row_at(s, i), without) ? 0 : 1;
	next = begin(&head, kek, rows);
	for (size_t i = 0; i < s->rows; i++) {
		if (is_of(row_at(s, i), without))
			continue;
		check(row_open(s, row_at(s, i), &key));
		row_seal(next, row_at(next, at++), &key);
	}
	explicit_bzero(&key, sizeof(key));
	return end(next);
}

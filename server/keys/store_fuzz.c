#include "keys/store.h"

#include "base/check.h"
#include "crypt/hash.h"
#include "keys/folder.h"
#include "keys/kek.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One KEK with known bytes for the whole run: otherwise no input would ever get past the MAC. */
static struct kek *the_kek(void)
{
	static struct kek *kek;
	char path[] = "/tmp/tasuki-fuzz-XXXXXX";
	struct arena *a;
	struct str why;
	int folder;

	if (kek != NULL)
		return kek;
	check(mkdtemp(path) != NULL);
	folder = folder_open(path);
	a = arena_create(1024);
	check(folder_put_synced(folder, "kek-1", 0400, STR("0123456789abcdef0123456789abcdef")) == ERR_OK);
	kek = kek_read(a, folder, 1, NULL, &why);
	check(kek != NULL && kek_shred(folder, 1) == ERR_OK && close(folder) == 0 && rmdir(path) == 0);
	arena_destroy(&a);
	return kek;
}

static void ignore_row(void *arg, const struct store_key *key)
{
	(void)arg;
	(void)key;
}

/* The input is a store without its MAC, which is put right here: what lies behind the MAC must hold too. The keys themselves
 * cannot be opened (store_each would end the process), so only whole stores are asked for absent spaces. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_create(4096);
	unsigned char *bytes = arena_alloc(a, size + HASH_SIZE);
	struct str file = {(const char *)bytes, size + HASH_SIZE}, why = {NULL, 0};
	struct store_head head;
	struct store *s;

	if (size > 0)
		memcpy(bytes, data, size);
	hash_hmac((struct str){(const char *)kek_mac_key(the_kek()), 32}, (struct str){(const char *)bytes, size}, bytes + size);
	check(store_parse_head(a, file, &head, &why) || why.n > 0);
	s = store_parse(a, file, the_kek(), &why);
	check(s != NULL || why.n > 0);
	if (s != NULL) {
		check(str_eq(store_bytes(s), file));
		if (store_count(s) == 0)
			store_each(s, ignore_row, NULL);
	}
	store_destroy(&s);
	arena_destroy(&a);
	return 0;
}

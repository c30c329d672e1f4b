/* The manifest: what it says comes back, what was changed is refused, files are held against it. */
#include "backup/manifest.h"

#include "keys/folder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct shelf {
	struct arena *a;
	char path[64];
	int folder;
	struct manifest m;
	struct str why;
};

static int open_shelf(void **state)
{
	struct shelf *s = calloc(1, sizeof(*s));

	s->a = arena_create(1024);
	(void)snprintf(s->path, sizeof(s->path), "/tmp/tasuki-manifest-XXXXXX");
	assert_non_null(mkdtemp(s->path));
	s->folder = folder_open(s->path);
	s->m = (struct manifest){.deployment = {id_new()},
				 .taken_ms = 1764400000123,
				 .schema = 7,
				 .postgresql = 15,
				 .generation = 42,
				 .ledger = 3};
	assert_int_equal(folder_put_synced(s->folder, "data.dump", 0600, STR("rows")), ERR_OK);
	assert_int_equal(folder_put_synced(s->folder, "empty", 0600, STR("")), ERR_OK);
	assert_true(manifest_add(s->a, s->folder, "data.dump", &s->m, &s->why));
	assert_true(manifest_add(s->a, s->folder, "empty", &s->m, &s->why));
	assert_true(manifest_write(s->a, s->folder, &s->m, &s->why));
	*state = s;
	return 0;
}

static int close_shelf(void **state)
{
	struct shelf *s = *state;

	(void)unlinkat(s->folder, "data.dump", 0);
	(void)unlinkat(s->folder, "empty", 0);
	(void)unlinkat(s->folder, MANIFEST_NAME, 0);
	(void)close(s->folder);
	assert_int_equal(rmdir(s->path), 0);
	arena_destroy(&s->a);
	free(s);
	return 0;
}

static void test_read(void **state)
{
	struct shelf *s = *state;
	struct manifest m;

	assert_true(manifest_read(s->a, s->folder, &m, &s->why));
	assert_true(id_eq(m.deployment.id, s->m.deployment.id));
	assert_int_equal(m.taken_ms, 1764400000123);
	assert_int_equal(m.schema, 7);
	assert_int_equal(m.postgresql, 15);
	assert_int_equal(m.generation, 42);
	assert_int_equal(m.ledger, 3);
	assert_int_equal(m.n, 2);
	assert_string_equal(m.files[0].name, "data.dump");
	assert_int_equal(m.files[0].size, 4);
	assert_memory_equal(m.hash, s->m.hash, MANIFEST_HASH);
	assert_true(manifest_verify(s->a, s->folder, &m, &s->why));
}

static void test_changed(void **state)
{
	struct shelf *s = *state;
	struct buf text = {0};
	struct manifest m;

	assert_int_equal(folder_read(s->folder, MANIFEST_NAME, 4096, &text), ERR_OK);
	for (size_t i = 0; i < text.n; i++) {
		text.p[i] ^= 1;
		assert_false(manifest_parse(s->a, buf_str(&text), &m, &s->why));
		text.p[i] ^= 1;
		assert_false(manifest_parse(s->a, str_part(buf_str(&text), 0, i), &m, &s->why));
	}
	buf_add(&text, "\n", 1);
	assert_false(manifest_parse(s->a, buf_str(&text), &m, &s->why));
	buf_finish(&text);
	assert_int_equal(unlinkat(s->folder, MANIFEST_NAME, 0), 0);
	assert_false(manifest_read(s->a, s->folder, &m, &s->why));
	assert_non_null(strstr(s->why.p, "no manifest"));
}

static void test_files(void **state)
{
	struct shelf *s = *state;

	assert_int_equal(folder_put_synced(s->folder, "data.dump", 0600, STR("rowz")), ERR_OK);
	assert_false(manifest_verify(s->a, s->folder, &s->m, &s->why));
	assert_non_null(strstr(s->why.p, "data.dump is damaged"));
	assert_int_equal(folder_put_synced(s->folder, "data.dump", 0600, STR("row")), ERR_OK);
	assert_false(manifest_verify(s->a, s->folder, &s->m, &s->why));
	assert_int_equal(unlinkat(s->folder, "data.dump", 0), 0);
	assert_false(manifest_verify(s->a, s->folder, &s->m, &s->why));
	assert_non_null(strstr(s->why.p, "cannot read data.dump"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_changed, open_shelf, close_shelf),
		cmocka_unit_test_setup_teardown(test_files, open_shelf, close_shelf),
		cmocka_unit_test_setup_teardown(test_read, open_shelf, close_shelf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The ledger: its chain, what it refuses, and which of two copies is in force. */
#include "keys/ledger.h"

#include "keys/folder.h"
#include "keys/test_region.h"

struct shelf {
	struct arena *a;
	struct deployment_id deployment;
	char one[64], two[64];
	int folder, recovery;
	struct str why;
};

static int open_shelf(void **state)
{
	struct shelf *s = calloc(1, sizeof(*s));

	s->a = arena_create(1024);
	s->deployment.id = id_new();
	(void)snprintf(s->one, sizeof(s->one), "/tmp/tasuki-ledger-XXXXXX");
	(void)snprintf(s->two, sizeof(s->two), "/tmp/tasuki-ledger-XXXXXX");
	assert_non_null(mkdtemp(s->one));
	assert_non_null(mkdtemp(s->two));
	s->folder = folder_open(s->one);
	s->recovery = folder_open(s->two);
	*state = s;
	return 0;
}

static int close_shelf(void **state)
{
	struct shelf *s = *state;

	(void)close(s->folder);
	(void)close(s->recovery);
	remove_folder(s->one);
	remove_folder(s->two);
	arena_destroy(&s->a);
	free(s);
	return 0;
}

static struct erasure some_erasure(void)
{
	struct erasure e = {.space = {id_new()}, .digest = {7, 1}, .approvers = {{id_new()}, {id_new()}}};

	(void)snprintf(e.request, sizeof(e.request), "R-2026-0001");
	return e;
}

/* A ledger of three lines. */
static struct ledger *three(const struct shelf *s, struct erasure out[3])
{
	struct ledger *l = ledger_parse(s->a, s->deployment, STR(""), &(struct str){NULL, 0});

	for (int i = 0; i < 3; i++) {
		struct ledger *next;

		out[i] = some_erasure();
		next = ledger_with(l, &out[i], 1764400000000 + i);
		ledger_destroy(&l);
		l = next;
	}
	return l;
}

static void read_text(int folder, struct buf *out)
{
	assert_int_equal(folder_read(folder, "ledger", LEDGER_BYTES_MAX, out), ERR_OK);
}

static void test_chain(void **state)
{
	struct shelf *s = *state;
	struct erasure e[3];
	struct ledger *l = three(s, e), *again;
	struct buf text = {0};

	assert_int_equal(ledger_write(l, s->folder, s->recovery), ERR_OK);
	read_text(s->folder, &text);
	again = ledger_parse(s->a, s->deployment, buf_str(&text), &s->why);
	assert_non_null(again);
	assert_int_equal(ledger_count(again), 3);
	for (size_t i = 0; i < 3; i++) {
		const struct ledger_line *line = ledger_find(again, e[i].space);

		assert_ptr_equal(line, ledger_at(again, i));
		assert_int_equal(line->done.number, i + 1);
		assert_int_equal(line->done.at_ms, 1764400000000 + (int64_t)i);
		assert_memory_equal(line->done.hash, ledger_at(l, i)->done.hash, ERASURE_DIGEST);
		assert_memory_equal(line->what.digest, e[i].digest, ERASURE_DIGEST);
		assert_true(id_eq(line->what.approvers[1].id, e[i].approvers[1].id));
		assert_string_equal(line->what.request, "R-2026-0001");
	}
	assert_null(ledger_find(again, (struct space_id){id_new()}));
	ledger_destroy(&again);
	ledger_destroy(&l);
	buf_finish(&text);
}

static void assert_refused(struct shelf *s, struct str text)
{
	s->why = (struct str){NULL, 0};
	assert_null(ledger_parse(s->a, s->deployment, text, &s->why));
	assert_non_null(strstr(s->why.p, "the ledger is damaged or was changed: its line "));
}

/* Any byte changed, a line taken out, cut short, or carried to another deployment: it does not fit. */
static void test_changed(void **state)
{
	struct shelf *s = *state;
	struct erasure e[3];
	struct ledger *l = three(s, e);
	struct deployment_id other = {id_new()};
	struct buf text = {0};
	size_t line;

	assert_int_equal(ledger_write(l, s->folder, s->recovery), ERR_OK);
	read_text(s->folder, &text);
	for (size_t i = 0; i < text.n; i++) {
		text.p[i] ^= 1;
		assert_refused(s, buf_str(&text));
		text.p[i] ^= 1;
	}
	line = str_find(buf_str(&text), '\n', 0) + 1;
	assert_refused(s, str_part(buf_str(&text), line, text.n));
	assert_refused(s, str_part(buf_str(&text), 0, text.n - 1));
	assert_null(ledger_parse(s->a, other, buf_str(&text), &s->why));
	ledger_destroy(&l);
	buf_finish(&text);
}

/* What a crash between the two copies leaves, or a lost folder. */
static void test_copies(void **state)
{
	struct shelf *s = *state;
	struct erasure e[3];
	struct ledger *l = three(s, e), *found;
	struct buf text = {0}, mended = {0};
	size_t line;

	assert_int_equal(ledger_write(l, s->folder, s->recovery), ERR_OK);
	ledger_destroy(&l);
	read_text(s->folder, &text);
	line = str_find(buf_str(&text), '\n', 0) + 1;
	assert_int_equal(folder_put_synced(s->recovery, "ledger", 0600, str_part(buf_str(&text), 0, line)), ERR_OK);
	assert_int_equal(unlinkat(s->folder, "ledger", 0), 0);
	found = ledger_load(s->a, s->deployment, s->folder, s->recovery, true, &s->why);
	assert_int_equal(ledger_count(found), 1);
	ledger_destroy(&found);
	assert_int_equal(folder_put_synced(s->folder, "ledger", 0600, buf_str(&text)), ERR_OK);
	found = ledger_load(s->a, s->deployment, s->folder, s->recovery, true, &s->why);
	assert_int_equal(ledger_count(found), 3);
	ledger_destroy(&found);
	read_text(s->recovery, &mended);
	assert_true(str_eq(buf_str(&mended), buf_str(&text)));

	text.p[line] ^= 1;
	assert_int_equal(folder_put_synced(s->recovery, "ledger", 0600, buf_str(&text)), ERR_OK);
	assert_null(ledger_load(s->a, s->deployment, s->folder, s->recovery, true, &s->why));
	assert_non_null(strstr(s->why.p, "are not the same"));
	buf_finish(&text);
	buf_finish(&mended);
}

static void test_fields(void **state)
{
	struct erasure good = some_erasure(), e, back;
	struct buf bytes = {0};

	(void)state;
	assert_true(erasure_is_good(&good));
	e = good;
	e.approvers[1] = e.approvers[0];
	assert_false(erasure_is_good(&e));
	e = good;
	memset(e.digest, 0, sizeof(e.digest));
	assert_false(erasure_is_good(&e));
	e = good;
	e.request[0] = '\0';
	assert_false(erasure_is_good(&e));
	e.request[0] = ' ';
	e.request[1] = '\0';
	assert_false(erasure_is_good(&e));
	e = good;
	memset(e.request, 'a', sizeof(e.request));
	assert_false(erasure_is_good(&e));
	erasure_put(&bytes, &good);
	assert_true(erasure_read(buf_str(&bytes), &back));
	assert_string_equal(back.request, good.request);
	bytes.p[bytes.n - 1] = '\0';
	assert_false(erasure_read(buf_str(&bytes), &back));
	buf_finish(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_chain, open_shelf, close_shelf),
		cmocka_unit_test_setup_teardown(test_changed, open_shelf, close_shelf),
		cmocka_unit_test_setup_teardown(test_copies, open_shelf, close_shelf),
		cmocka_unit_test(test_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

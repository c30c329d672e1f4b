/* Values on their way to PostgreSQL and back, every type, through a real server. */
#include "db/test_db.h"

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct test_cluster *cluster;

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	if (cluster == NULL)
		cluster = world_cluster();
	world_open(w, cluster, &(struct pool_options){.connections = 1, .queue_limit = 10});
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	world_close(*state);
	free(*state);
	return 0;
}

static int end(void **state)
{
	(void)state;
	test_cluster_destroy(&cluster);
	return 0;
}

static struct id128 some_id(uint8_t first)
{
	struct id128 id = {{first, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}};

	return id;
}

static void check_values(void *arg, enum err e, const struct rows *r)
{
	struct str bytes = {"a\0b\xff", 4};

	assert_int_equal(e, ERR_OK);
	assert_int_equal(rows_count(r), 1);
	assert_true(rows_bool(r, 0, 0));
	assert_int_equal(rows_i64(r, 0, 1), -2000000001);
	assert_true(rows_i64(r, 0, 2) == -9000000000000000001);
	assert_true(id_eq(rows_id(r, 0, 3), some_id(7)));
	assert_true(str_eq(rows_str(r, 0, 4), STR("看護 'quoted' \\ \"text\"")));
	assert_true(str_eq(rows_str(r, 0, 5), bytes));
	assert_true(rows_null(r, 0, 6));
	assert_true(id_is_zero(rows_id(r, 0, 6)));
	assert_int_equal(rows_i64(r, 0, 7), -1);
	assert_false(rows_null(r, 0, 8));
	assert_non_null(rows_str(r, 0, 8).p);
	assert_int_equal(rows_str(r, 0, 8).n, 0);
	*(bool *)arg = true;
}

static void test_values(void **state)
{
	struct world *w = *state;
	bool checked = false;
	struct query q;

	query_init(&q, w->arena, (enum stmt)TEST_types);
	bind_bool(&q, true);
	bind_i32(&q, -2000000001);
	bind_i64(&q, -9000000000000000001);
	bind_id(&q, some_id(7));
	bind_text(&q, STR("看護 'quoted' \\ \"text\""));
	bind_bytes(&q, (struct str){"a\0b\xff", 4});
	bind_id_or_null(&q, (struct id128){{0}});
	bind_text(&q, STR(""));
	pool_query(w->pool, &q, check_values, &checked);
	world_until(w, &checked);
}

static void check_nulls(void *arg, enum err e, const struct rows *r)
{
	assert_int_equal(e, ERR_OK);
	for (int col = 0; col < 9; col++)
		assert_true(rows_null(r, 0, col));
	assert_false(rows_bool(r, 0, 0));
	assert_int_equal(rows_i64(r, 0, 1), 0);
	assert_int_equal(rows_i64(r, 0, 2), 0);
	assert_null(rows_str(r, 0, 4).p);
	assert_null(rows_str(r, 0, 5).p);
	*(bool *)arg = true;
}

static void test_nulls(void **state)
{
	struct world *w = *state;
	bool checked = false;
	struct query q;

	query_init(&q, w->arena, (enum stmt)TEST_types);
	for (int i = 0; i < 4; i++)
		bind_null(&q);
	bind_text(&q, (struct str){NULL, 0});
	bind_bytes(&q, (struct str){NULL, 0});
	bind_null(&q);
	bind_null(&q);
	pool_query(w->pool, &q, check_nulls, &checked);
	world_until(w, &checked);
}

static void bind_all_arrays(struct query *q, struct world *w, size_t n)
{
	const struct id128 ids[] = {some_id(1), {{0}}, some_id(3)};
	const int64_t longs[] = {INT64_MIN, 0, INT64_MAX};
	const int32_t ints[] = {INT32_MIN, 0, INT32_MAX};
	const bool bools[] = {true, false, true};
	const struct str texts[] = {STR("{a,\"b\"}"), {NULL, 0}, STR("")};
	const struct str bytes[] = {{"\0\1", 2}, STR(""), {NULL, 0}};

	query_init(q, w->arena, (enum stmt)TEST_arrays);
	bind_ids(q, ids, n);
	bind_i64s(q, longs, n);
	bind_i32s(q, ints, n);
	bind_bools(q, bools, n);
	bind_texts(q, texts, n);
	bind_bytes_array(q, bytes, n);
}

static void check_arrays(void *arg, enum err e, const struct rows *r)
{
	assert_int_equal(e, ERR_OK);
	assert_int_equal(rows_count(r), 3);
	assert_true(id_eq(rows_id(r, 0, 1), some_id(1)) && rows_null(r, 1, 1) && id_eq(rows_id(r, 2, 1), some_id(3)));
	assert_true(rows_i64(r, 0, 2) == INT64_MIN && !rows_null(r, 1, 2) && rows_i64(r, 2, 2) == INT64_MAX);
	assert_true(rows_i64(r, 0, 3) == INT32_MIN && !rows_null(r, 1, 3) && rows_i64(r, 2, 3) == INT32_MAX);
	assert_true(rows_bool(r, 0, 4) && !rows_bool(r, 1, 4) && rows_bool(r, 2, 4));
	assert_true(str_eq(rows_str(r, 0, 5), STR("{a,\"b\"}")) && rows_null(r, 1, 5) && !rows_null(r, 2, 5));
	assert_true(str_eq(rows_str(r, 0, 6), (struct str){"\0\1", 2}) && !rows_null(r, 1, 6) && rows_null(r, 2, 6));
	*(bool *)arg = true;
}

static void test_arrays_with_nulls(void **state)
{
	struct world *w = *state;
	bool checked = false;
	struct query q;

	bind_all_arrays(&q, w, 3);
	pool_query(w->pool, &q, check_arrays, &checked);
	world_until(w, &checked);
}

static void test_empty_arrays(void **state)
{
	struct world *w = *state;
	struct query q;
	struct got g;

	bind_all_arrays(&q, w, 0);
	world_ask(w, &g, &q);
	world_wait(w, 1);
	assert_int_equal(g.err, ERR_OK);
	assert_int_equal(g.rows, 0);
}

/* Larger than every buffer on the way. */
static void test_large_text(void **state)
{
	struct world *w = *state;
	struct buf big = {0};
	struct query q;
	struct got put, get;

	(void)memset(buf_reserve(&big, 3 << 20), 'x', 3 << 20);
	big.n = 3 << 20;
	query_init(&q, w->arena, (enum stmt)TEST_insert);
	bind_i64(&q, 77);
	bind_text(&q, buf_str(&big));
	buf_finish(&big); /* the value was copied */
	world_ask(w, &put, &q);
	world_ask_number(w, &get, NULL, TEST_word, 77);
	world_wait(w, 2);
	assert_int_equal(put.err, ERR_OK);
	assert_int_equal(put.affected, 1);
	assert_int_equal(get.err, ERR_OK);
	assert_int_equal(strspn(get.text, "x"), sizeof(get.text) - 1);
	assert_int_equal(test_cluster_number(w->cluster, "tasuki", "select length(word) from thing where id = 77"), 3 << 20);
}

static void test_affected_without_returning(void **state)
{
	struct world *w = *state;
	struct got put[2], touch;

	world_ask_insert(w, &put[0], NULL, 1, "a");
	world_ask_insert(w, &put[1], NULL, 2, "b");
	world_ask_plain(w, &touch, NULL, TEST_touch);
	world_wait(w, 3);
	assert_int_equal(touch.rows, 0);
	assert_int_equal(touch.affected, world_things(w));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_values, setup, teardown),
		cmocka_unit_test_setup_teardown(test_nulls, setup, teardown),
		cmocka_unit_test_setup_teardown(test_arrays_with_nulls, setup, teardown),
		cmocka_unit_test_setup_teardown(test_empty_arrays, setup, teardown),
		cmocka_unit_test_setup_teardown(test_large_text, setup, teardown),
		cmocka_unit_test_setup_teardown(test_affected_without_returning, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, end);
}

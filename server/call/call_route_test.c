#include "call/route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static enum err never(struct call *c)
{
	(void)c;
	return ERR_INTERNAL;
}

static const struct route rows[] = {
        {"list", HTTP_GET, "/api/spaces/{space}/posts", NULL, LANE_READ, ACT_post_page, LIMIT_READ, "posts", never},
        {"create", HTTP_POST, "/api/spaces/{space}/posts", NULL, LANE_HOT, ACT_post_create, LIMIT_WRITE, "post", never},
        {"read", HTTP_GET, "/api/spaces/{space}/posts/{post}", NULL, LANE_READ, ACT_post_read, LIMIT_READ, "post", never},
        {"session", HTTP_DELETE, "/api/session", NULL, LANE_CALL, ACT_session_end, LIMIT_WRITE, "nothing", never},
};
static struct route_table table;

#define SPACE "12345678-9abc-4def-8001-020304050607"
#define POST "aaaaaaaa-9abc-4def-8001-020304050607"

static void match(enum http_method method, const char *path, enum err want, const char *name)
{
	struct route_match m = {.route = NULL};

	assert_string_equal(err_code(route_match(&table, method, str_of(path), &m)), err_code(want));
	if (want == ERR_OK)
		assert_string_equal(m.route->name, name);
	else
		assert_null(m.route);
}

static void test_match(void **state)
{
	struct route_match m;

	(void)state;
	match(HTTP_GET, "/api/spaces/" SPACE "/posts", ERR_OK, "list");
	match(HTTP_POST, "/api/spaces/" SPACE "/posts", ERR_OK, "create");
	match(HTTP_DELETE, "/api/session", ERR_OK, "session");
	assert_int_equal(route_match(&table, HTTP_GET, STR("/api/spaces/" SPACE "/posts/" POST), &m), ERR_OK);
	assert_int_equal(m.space.id.b[0], 0x12);
	assert_int_equal(m.post.id.b[0], 0xaa);
	assert_int_equal(route_match(&table, HTTP_GET, STR("/api/spaces/" SPACE "/posts"), &m), ERR_OK);
	assert_true(id_is_zero(m.post.id));
}

static void test_refused(void **state)
{
	static const char *const nothing[] = {
	        "/", "/api", "/api/", "/api/session/", "//api/session", "/api//session", "/api/sessions", "/api/spaces/" SPACE, "/api/spaces/x/posts",
	        "/api/spaces/" SPACE "/posts/", "/api/spaces/" SPACE "/posts/" POST "/", "/api/spaces/" SPACE "/posts/" SPACE "x", "/api/spaces/{space}/posts",
	        "/API/session", "/api/session%2f", "/api/spaces//posts", ""};

	(void)state;
	for (size_t i = 0; i < sizeof(nothing) / sizeof(nothing[0]); i++)
		match(HTTP_GET, nothing[i], ERR_NOT_FOUND, NULL);
	match(HTTP_PUT, "/api/spaces/" SPACE "/posts", ERR_METHOD_REFUSED, NULL);
	match(HTTP_HEAD, "/api/session", ERR_METHOD_REFUSED, NULL);
	match(HTTP_OTHER, "/api/session", ERR_METHOD_REFUSED, NULL);
	match(HTTP_PUT, "/api/spaces/x/posts", ERR_NOT_FOUND, NULL);
}

/* A body is read where a route could want one; where there is no route, so that the answer is 404 or 405. */
static void test_body(void **state)
{
	size_t most = route_body_limit(&table, HTTP_POST, STR("/api/spaces/" SPACE "/posts"));

	(void)state;
	assert_true(most >= 60 * 1024 && most <= 1024 * 1024);
	assert_int_equal(route_body_limit(&table, HTTP_GET, STR("/api/spaces/" SPACE "/posts")), 0);
	assert_int_equal(route_body_limit(&table, HTTP_GET, STR("/api/nothing")), 0);
	assert_int_equal(route_body_limit(&table, HTTP_HEAD, STR("/api/session")), 0);
	assert_int_equal(route_body_limit(&table, HTTP_POST, STR("/api/nothing")), most);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_body), cmocka_unit_test(test_match), cmocka_unit_test(test_refused)};

	table = route_table_of(rows, sizeof(rows) / sizeof(rows[0]));
	return cmocka_run_group_tests(tests, NULL, NULL);
}

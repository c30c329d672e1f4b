/* Static files: variants, types, client routes, and paths that lead nowhere. */
#include "net/statics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct world {
	char root[64];
	struct statics *s;
};

static void put(const struct world *w, const char *path, const char *text)
{
	char full[200];
	FILE *f;

	(void)snprintf(full, sizeof(full), "%s%s", w->root, path);
	f = fopen(full, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));
	const char *why = "";
	char sub[100];

	(void)snprintf(w->root, sizeof(w->root), "/tmp/tasuki_statics_XXXXXX");
	assert_non_null(mkdtemp(w->root));
	(void)snprintf(sub, sizeof(sub), "%s/assets", w->root);
	assert_int_equal(mkdir(sub, 0700), 0);
	put(w, "/index.html", "index");
	put(w, "/index.html.br", "index-br");
	put(w, "/index.html.gz", "index-gz");
	put(w, "/favicon.svg", "icon");
	put(w, "/.secret", "secret");
	put(w, "/assets/a-1.js", "js");
	put(w, "/assets/a-1.js.gz", "js-gz");
	put(w, "/assets/only.css.br", "css-br");
	(void)snprintf(sub, sizeof(sub), "%s/outside", w->root);
	assert_int_equal(symlink("/etc/passwd", sub), 0);
	assert_null(statics_create(w->root, &why)); /* links are not followed, and not overlooked */
	assert_int_equal(unlink(sub), 0);
	w->s = statics_create(w->root, &why);
	assert_non_null(w->s);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	char command[100];

	statics_destroy(&w->s);
	(void)snprintf(command, sizeof(command), "rm -r %s", w->root);
	assert_int_equal(system(command), 0);
	free(w);
	return 0;
}

static const char *bytes_of(const struct world *w, const char *path, const char *accepts)
{
	static char text[64];
	const struct static_file *f = statics_find(w->s, str_of(path), accepts ? str_of(accepts) : (struct str){NULL, 0});

	if (f == NULL)
		return "nothing";
	(void)snprintf(text, sizeof(text), "%.*s", STR_ARG(f->bytes));
	return text;
}

static void test_paths(void **state)
{
	struct world *w = *state;
	static const char *const nowhere[] = {
		"/../etc/passwd", "/assets/../index.html",
		"/assets/..",     "/./index.html",
		"/.secret",       "/assets",
		"/assets/",       "/assets/none",
		"/x.html",        "/assets/%2e%2e/index.html",
		"/index.html/",   "/index.html.br",
		"/outside.x",     "/favicon.svg\0x",
	};

	assert_string_equal(bytes_of(w, "/", NULL), "index");
	assert_string_equal(bytes_of(w, "/index.html", NULL), "index");
	assert_string_equal(bytes_of(w, "/spaces/1/posts", NULL), "index");
	assert_string_equal(bytes_of(w, "/outside", NULL), "index");
	assert_string_equal(bytes_of(w, "/assets/a-1.js", NULL), "js");
	for (size_t i = 0; i + 1 < sizeof(nowhere) / sizeof(nowhere[0]); i++)
		if (strcmp(bytes_of(w, nowhere[i], NULL), "nothing") != 0 && strcmp(nowhere[i], "/assets") != 0)
			fail_msg("%s leads to \"%s\"", nowhere[i], bytes_of(w, nowhere[i], NULL));
	assert_null(statics_find(w->s, STR("/favicon.svg\0x"), STR("")));
}

static void test_variants(void **state)
{
	struct world *w = *state;

	assert_string_equal(bytes_of(w, "/", "gzip, deflate, br"), "index-br");
	assert_string_equal(bytes_of(w, "/", "gzip;q=0.5"), "index-gz");
	assert_string_equal(bytes_of(w, "/", "BR ; q=0, gzip;q=0.000"), "index");
	assert_string_equal(bytes_of(w, "/", "brotli, xgzip"), "index");
	assert_string_equal(bytes_of(w, "/", ",,, br"), "index-br");
	assert_string_equal(bytes_of(w, "/assets/a-1.js", "br, gzip"), "js-gz");
	assert_string_equal(bytes_of(w, "/assets/only.css", "br"), "css-br");
	assert_string_equal(bytes_of(w, "/assets/only.css", "gzip"), "nothing");
}

static void test_what_goes_with_them(void **state)
{
	struct world *w = *state;
	const struct static_file *f = statics_find(w->s, STR("/assets/a-1.js"), STR("gzip"));

	assert_string_equal(f->type, "text/javascript; charset=utf-8");
	assert_string_equal(f->encoding, "gzip");
	assert_true(f->for_ever);
	f = statics_find(w->s, STR("/"), STR(""));
	assert_string_equal(f->type, "text/html; charset=utf-8");
	assert_null(f->encoding);
	assert_false(f->for_ever);
}

static void test_no_folder(void **state)
{
	const char *why = "";
	struct statics *s = statics_create(NULL, &why);

	(void)state;
	assert_non_null(s);
	assert_null(statics_find(s, STR("/"), STR("")));
	statics_destroy(&s);
	assert_null(statics_create("/nonexistent", &why));
	assert_true(strlen(why) > 0);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test_setup_teardown(test_no_folder, setup, teardown),
		cmocka_unit_test_setup_teardown(test_paths, setup, teardown),
		cmocka_unit_test_setup_teardown(test_variants, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_goes_with_them, setup, teardown),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}

/* The deployment's signature: kept over restarts, of this text only; asked of a holder by job alone. */
#include "keys/signer.h"

#include "keys/folder.h"
#include "keys/test_leases.h"

#include <sys/stat.h>

static int enter_as_job(void **state)
{
	return enter_with(state, geteuid());
}

static void test_signed(void **state)
{
	struct room *r = *state;
	struct signed_text first, second;

	assert_int_equal(signer_sign_now(r->socket, STR("{\"number\": \"R-2026-0001\"}"), 5000, &first), ERR_OK);
	assert_true(signer_verify(STR("{\"number\": \"R-2026-0001\"}"), &first));
	assert_false(signer_verify(STR("{\"number\": \"R-2026-0002\"}"), &first));
	assert_int_equal(holder_end(r, SIGKILL), -SIGKILL);
	assert_true(holder_start(r));
	assert_int_equal(signer_sign_now(r->socket, STR("another"), 5000, &second), ERR_OK);
	assert_memory_equal(first.public_key, second.public_key, SIGNER_PUBLIC);
	assert_true(signer_verify(STR("another"), &second));
	second.signature[10] ^= 1;
	assert_false(signer_verify(STR("another"), &second));
}

static void test_file(void **state)
{
	struct room *r = *state;
	struct signed_text ignored;
	char path[200];
	struct stat st;

	(void)snprintf(path, sizeof(path), "%s/signing", r->keys);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0400);
	assert_int_equal(st.st_size, 32);
	assert_int_equal(holder_end(r, SIGTERM), 0);
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(truncate(path, 31), 0);
	assert_false(holder_start(r)); /* a damaged one is for a person to judge */
	assert_int_equal(unlink(path), 0);
	assert_true(holder_start(r));
	assert_int_equal(signer_sign_now(r->socket, STR("x"), 5000, &ignored), ERR_OK);
}

static void test_not_job(void **state)
{
	struct room *r = *state;
	struct signed_text ignored;

	assert_int_equal(signer_sign_now(r->socket, STR("x"), 5000, &ignored), ERR_NOT_FOUND);
}

int main(void)
{
	char clock[] = "/tmp/tasuki-clock-XXXXXX";
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_signed, enter_as_job, leave),
		cmocka_unit_test_setup_teardown(test_file, enter_as_job, leave),
		cmocka_unit_test_setup_teardown(test_not_job, enter, leave),
	};

	int failed;

	if (region_clock(clock) != 0)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	(void)unlink(clock);
	return failed;
}

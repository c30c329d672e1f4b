#include "main/control.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

struct ends {
	int ours, theirs;
};

static int open_ends(void **state)
{
	static struct ends e;

	assert_true(control_pair(&e.ours, &e.theirs));
	*state = &e;
	return 0;
}

static int close_ends(void **state)
{
	struct ends *e = *state;

	(void)close(e->ours);
	(void)close(e->theirs);
	return 0;
}

static void messages_keep_their_borders(void **state)
{
	struct ends *e = *state;
	struct control_message m;
	unsigned char keys[CONTROL_TICKET_BYTES];

	memset(keys, 0xa5, sizeof(keys));
	assert_true(control_send(e->ours, CONTROL_TICKETS, keys, sizeof(keys)));
	assert_true(control_send(e->ours, CONTROL_RELOAD, NULL, 0));
	assert_true(control_send(e->ours, CONTROL_STOP, NULL, 0));
	assert_int_equal(control_take(e->theirs, &m), CONTROL_GOT);
	assert_int_equal(m.kind, CONTROL_TICKETS);
	assert_int_equal(m.n, sizeof(keys));
	assert_memory_equal(m.bytes, keys, sizeof(keys));
	assert_int_equal(control_take(e->theirs, &m), CONTROL_GOT);
	assert_int_equal(m.kind, CONTROL_RELOAD);
	assert_int_equal(m.n, 0);
	assert_int_equal(control_wait(e->theirs, 0, &m), CONTROL_GOT);
	assert_int_equal(m.kind, CONTROL_STOP);
	assert_int_equal(control_take(e->theirs, &m), CONTROL_NOTHING);
	assert_int_equal(control_wait(e->theirs, 0, &m), CONTROL_NOTHING);
}

static void the_end_comes_after_what_was_sent(void **state)
{
	struct ends *e = *state;
	struct control_message m;

	assert_true(control_send(e->theirs, CONTROL_READY, NULL, 0));
	assert_int_equal(shutdown(e->theirs, SHUT_RDWR), 0);
	assert_int_equal(control_take(e->ours, &m), CONTROL_GOT);
	assert_int_equal(m.kind, CONTROL_READY);
	assert_int_equal(control_take(e->ours, &m), CONTROL_ENDED);
	assert_int_equal(control_wait(e->ours, 1000, &m), CONTROL_ENDED);
	assert_false(control_send(e->ours, CONTROL_STOP, NULL, 0));
}

static void what_is_no_message_ends_the_channel(void **state)
{
	struct ends *e = *state;
	struct control_message m;
	unsigned char packet[CONTROL_BYTES_MAX + 8] = {0};

	/* unknown kinds, a payload where there is none, a short and an over-long one */
	const struct {
		unsigned char kind;
		size_t n;
	} bad[] = {{0, 1},
		   {99, 1},
		   {CONTROL_STOP, 2},
		   {CONTROL_TICKETS, 1},
		   {CONTROL_TICKETS, CONTROL_TICKET_BYTES},
		   {CONTROL_TICKETS, sizeof(packet)}};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		packet[0] = bad[i].kind;
		assert_int_equal(send(e->ours, packet, bad[i].n, 0), (ssize_t)bad[i].n);
		assert_int_equal(control_take(e->theirs, &m), CONTROL_ENDED);
	}
}

static void a_side_that_does_not_read_does_not_block_the_other(void **state)
{
	struct ends *e = *state;
	int sent = 0;

	while (sent < 100000 && control_send(e->ours, CONTROL_RELOAD, NULL, 0))
		sent++;
	assert_in_range(sent, 1, 99999);
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test_setup_teardown(a_side_that_does_not_read_does_not_block_the_other, open_ends, close_ends),
		cmocka_unit_test_setup_teardown(messages_keep_their_borders, open_ends, close_ends),
		cmocka_unit_test_setup_teardown(the_end_comes_after_what_was_sent, open_ends, close_ends),
		cmocka_unit_test_setup_teardown(what_is_no_message_ends_the_channel, open_ends, close_ends),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}

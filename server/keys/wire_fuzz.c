#include "keys/wire.h"

#include "base/check.h"
#include "keys/erasure.h"
#include "keys/signer.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads the body as everything it could be; what is read is written back to the same frame. */
static void read_keys(const struct wire_frame *f, struct buf *again)
{
	static struct store_key keys[WIRE_SPACES_MAX];
	uint32_t lease;
	size_t n;

	if (!wire_read_keys(f->body, &lease, &n))
		return;
	for (size_t i = 0; i < n; i++)
		wire_key(f->body, i, &keys[i]);
	wire_put_keys(again, f->id, lease, keys, n);
	check(str_eq(str_part(buf_str(again), 9, again->n), f->body));
}

static void read_spaces(const struct wire_frame *f, struct buf *again)
{
	static struct space_id spaces[WIRE_SPACES_MAX];
	size_t n;

	if (!wire_read_spaces(f->body, &n))
		return;
	for (size_t i = 0; i < n; i++)
		spaces[i] = wire_space(f->body, i);
	wire_put_spaces(again, f->type, f->id, spaces, n);
	check(str_eq(str_part(buf_str(again), 9, again->n), f->body));
}

static void read_erasure(const struct wire_frame *f, struct buf *again)
{
	struct erasure asked;
	struct erased done;

	if (erasure_read(f->body, &asked)) {
		erasure_put(again, &asked);
		check(str_eq(buf_str(again), f->body));
	}
	again->n = 0;
	if (wire_read_erased(f->body, &done)) {
		wire_put_erased(again, f->id, &done);
		check(str_eq(str_part(buf_str(again), 9, again->n), f->body));
	}
}

static void read_signed(const struct wire_frame *f, struct buf *again)
{
	struct signed_text s;

	if (wire_read_signed(f->body, &s)) {
		wire_put_signed(again, f->id, &s);
		check(str_eq(str_part(buf_str(again), 9, again->n), f->body));
	}
}

static void read_body(const struct wire_frame *f)
{
	struct buf again = {0};
	struct deployment_id deployment;
	struct wire_status status;
	uint32_t a, b;
	enum err e;

	read_keys(f, &again);
	again.n = 0;
	read_spaces(f, &again);
	again.n = 0;
	read_erasure(f, &again);
	again.n = 0;
	read_signed(f, &again);
	again.n = 0;
	if (wire_read_hello(f->body, &a, &deployment) && a == WIRE_VERSION) {
		wire_put_hello(&again, f->id, deployment);
		check(str_eq(str_part(buf_str(&again), 9, again.n), f->body));
	}
	(void)wire_read_revoked(f->body, &a, &b);
	(void)wire_read_status(f->body, &status);
	if (wire_read_refused(f->body, &e))
		check(e != ERR_OK);
	buf_finish(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = {(const char *)data, size};
	struct wire_frame f;
	size_t used;

	while (wire_take(in, &f, &used) == WIRE_ONE) {
		check(used <= in.n && used == f.body.n + 9);
		read_body(&f);
		in = str_part(in, used, in.n);
	}
	return 0;
}

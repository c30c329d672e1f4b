#include "audit/chain_own.h"

#include "base/buf.h"
#include "base/check.h"
#include "db/direct.h"

#include <endian.h>
#include <string.h>

/* The columns of chain_records. */
enum column { ID, AT, ACT, RESULT, SESSION, ACCOUNT, HAT, SPACE, OBJECT, FROM_NO, TO_NO, SOURCE };

static void put_i32(struct buf *b, uint32_t v)
{
	uint32_t net = htobe32(v);

	buf_add(b, &net, sizeof(net));
}

static void put_i64(struct buf *b, int64_t v)
{
	uint64_t net = htobe64((uint64_t)v);

	buf_add(b, &net, sizeof(net));
}

static void put_text(struct buf *b, struct str s)
{
	put_i32(b, (uint32_t)s.n);
	buf_add_str(b, s);
}

/* False where the column is null: then that is all there is of it. */
static bool put_presence(struct buf *b, const struct rows *r, int row, enum column c)
{
	bool there = !rows_null(r, row, (int)c);

	buf_add_byte(b, there ? 1 : 0);
	return there;
}

static void put_record(struct buf *b, const struct rows *r, int row)
{
	put_i64(b, rows_i64(r, row, ID));
	put_i64(b, rows_i64(r, row, AT));
	put_text(b, rows_str(r, row, ACT));
	put_text(b, rows_str(r, row, RESULT));
	for (enum column c = SESSION; c <= OBJECT; c++)
		if (put_presence(b, r, row, c)) {
			struct id128 id = rows_id(r, row, (int)c);

			buf_add(b, id.b, sizeof(id.b));
		}
	for (enum column c = FROM_NO; c <= TO_NO; c++)
		if (put_presence(b, r, row, c))
			put_i64(b, rows_i64(r, row, (int)c));
	if (put_presence(b, r, row, SOURCE))
		put_text(b, rows_str(r, row, SOURCE));
}

enum err chain_read(struct direct *d, struct arena *a, int64_t after, int64_t upto, int limit, struct chain_span *out_r)
{
	struct query q;
	const struct rows *r;
	struct buf record = {0};
	enum err e;

	query_init(&q, a, STMT_chain_records);
	bind_i64(&q, after);
	bind_i64(&q, upto);
	bind_i32(&q, limit);
	e = direct_query(d, &q, &r);
	if (e != ERR_OK)
		return e;
	out_r->count = rows_count(r);
	out_r->ids = arena_array(a, (size_t)out_r->count, sizeof(*out_r->ids));
	out_r->digests = arena_array(a, (size_t)out_r->count, sizeof(*out_r->digests));
	for (int i = 0; i < out_r->count; i++) {
		record.n = 0;
		put_record(&record, r, i);
		out_r->ids[i] = rows_i64(r, i, ID);
		hash_sha256(buf_str(&record), out_r->digests[i]);
	}
	buf_finish(&record);
	return ERR_OK;
}

void chain_hash(struct arena *a, const unsigned char previous[HASH_SIZE], int64_t upto, const struct chain_span *span,
		unsigned char out[HASH_SIZE])
{
	size_t digests = (size_t)span->count * HASH_SIZE, n = HASH_SIZE + 8 + 4 + digests;
	unsigned char *text = arena_alloc(a, n);
	uint64_t net_upto = htobe64((uint64_t)upto);
	uint32_t net_count = htobe32((uint32_t)span->count);

	memcpy(text, previous, HASH_SIZE);
	memcpy(text + HASH_SIZE, &net_upto, sizeof(net_upto));
	memcpy(text + HASH_SIZE + 8, &net_count, sizeof(net_count));
	if (digests > 0)
		memcpy(text + HASH_SIZE + 12, span->digests, digests);
	hash_sha256((struct str){(const char *)text, n}, out);
}

struct str chain_marks(struct arena *a, int64_t previous_upto, const struct chain_span *span)
{
	unsigned char *marks = arena_array(a, (size_t)span->count, CHAIN_MARK);

	for (int i = 0; i < span->count; i++) {
		uint32_t step = htobe32((uint32_t)(span->ids[i] - previous_upto));

		memcpy(marks + (ptrdiff_t)i * CHAIN_MARK, &step, sizeof(step));
		memcpy(marks + (ptrdiff_t)i * CHAIN_MARK + sizeof(step), span->digests[i], CHAIN_DIGEST);
	}
	return (struct str){(const char *)marks, (size_t)span->count * CHAIN_MARK};
}

enum err chain_genesis(struct direct *d, struct arena *a, struct chain_head *out_r)
{
	static const char words[] = "tasuki audit 1";
	unsigned char text[sizeof(words) - 1 + sizeof(struct id128)];
	struct query q;
	const struct rows *r;
	struct id128 deployment;
	enum err e;

	query_init(&q, a, STMT_chain_region);
	e = direct_query(d, &q, &r);
	if (e != ERR_OK)
		return e;
	check(rows_count(r) == 1);
	deployment = rows_id(r, 0, 0);
	memcpy(text, words, sizeof(words) - 1);
	memcpy(text + sizeof(words) - 1, deployment.b, sizeof(deployment.b));
	out_r->upto = 0;
	hash_sha256((struct str){(const char *)text, sizeof(text)}, out_r->hash);
	return ERR_OK;
}

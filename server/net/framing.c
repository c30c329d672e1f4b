#include "net/framing.h"

#include "base/check.h"

#include <string.h>

#define CHUNK_LINE_MAX 256 /* size with extensions */
#define EXTRA_MAX 16384    /* chunk lines' extensions and trailers of one body */
#define TRAILER_LINE_MAX 4096

enum { S_HEAD, S_HEAD_GIVEN, S_LENGTH, S_CHUNK_LINE, S_CHUNK_DATA, S_CHUNK_END, S_TRAILER, S_END, S_BAD };

void framing_finish(struct framing *f)
{
	buf_finish(&f->bytes);
	head_free(&f->head);
	*f = (struct framing){.state = S_BAD, .error = ERR_BAD_HEAD};
}

static enum framing_event bad(struct framing *f, enum err e)
{
	f->state = S_BAD;
	f->error = (uint8_t)e;
	return FRAMING_BAD;
}

static enum framing_event head_whole(struct framing *f, struct str text)
{
	enum err e;

	f->head = head_keep(text, &e);
	buf_finish(&f->bytes);
	f->scanned = 0;
	if (f->head == NULL)
		return bad(f, e);
	f->state = S_HEAD_GIVEN;
	return FRAMING_HEAD;
}

/* A head that comes in one piece is not copied before it is checked. */
static enum framing_event next_head(struct framing *f, struct str in, size_t *used_r)
{
	size_t before = f->bytes.n, take = in.n < HEAD_MAX + 1 - before ? in.n : HEAD_MAX + 1 - before;
	struct str all = str_part(in, 0, take);
	enum head_scan scan;

	if (before > 0) {
		buf_add(&f->bytes, in.p, take);
		all = buf_str(&f->bytes);
	}
	scan = head_scan(all, &f->scanned);
	if (scan == HEAD_SCAN_BAD)
		return bad(f, ERR_BAD_HEAD);
	if (scan == HEAD_SCAN_END && f->scanned <= HEAD_MAX) {
		*used_r = f->scanned - before;
		return head_whole(f, str_part(all, 0, f->scanned));
	}
	if (all.n > HEAD_MAX)
		return bad(f, ERR_HEAD_TOO_LARGE);
	if (before == 0)
		buf_add(&f->bytes, in.p, take);
	*used_r = in.n;
	return FRAMING_MORE;
}

struct head *framing_take_head(struct framing *f)
{
	struct head *h = f->head;

	check(f->state == S_HEAD_GIVEN && h != NULL);
	f->head = NULL;
	return h;
}

bool framing_body(struct framing *f, const struct head *h, uint64_t limit)
{
	check(f->state == S_HEAD_GIVEN);
	f->limit = limit;
	f->total = 0;
	f->extra = 0;
	f->left = h->length;
	f->state = h->chunked ? S_CHUNK_LINE : S_LENGTH;
	if (h->length <= limit && !(h->chunked && limit == 0))
		return true;
	(void)bad(f, ERR_BODY_TOO_LARGE);
	return false;
}

static enum framing_event next_data(struct framing *f, struct str in, size_t *used_r, struct str *data_r)
{
	*data_r = str_part(in, 0, f->left < in.n ? (size_t)f->left : in.n);
	*used_r = data_r->n;
	f->left -= data_r->n;
	return FRAMING_DATA;
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* 1 to 8 hexadecimal digits, then nothing or extensions of visible bytes. */
static bool chunk_size(struct str line, uint64_t *out_r)
{
	uint64_t size = 0;
	size_t i = 0;

	for (; i < line.n && hex_value(line.p[i]) >= 0; i++)
		size = size * 16 + (uint64_t)hex_value(line.p[i]);
	*out_r = size;
	return i >= 1 && i <= 8 && (i == line.n || line.p[i] == ';');
}

/*
 * Collects one line up to CRLF in f->bytes. True when it is whole; else everything was used or the state is bad. A line holds no
 * control bytes but tabs, and at most max bytes.
 */
static bool line_collect(struct framing *f, struct str in, size_t *used_r, size_t max)
{
	for (size_t i = 0; i < in.n; i++) {
		unsigned char c = (unsigned char)in.p[i];
		bool after_cr = f->bytes.n > 0 && f->bytes.p[f->bytes.n - 1] == '\r';

		*used_r = i + 1;
		if (after_cr && c == '\n') {
			f->bytes.n--;
			return true;
		}
		if (after_cr || (c < 0x20 && c != '\t' && c != '\r') || c == 0x7f || f->bytes.n >= max) {
			(void)bad(f, ERR_BAD_HEAD);
			return false;
		}
		buf_add_byte(&f->bytes, (char)c);
	}
	return false;
}

static enum framing_event next_chunk_line(struct framing *f, struct str in, size_t *used_r)
{
	if (!line_collect(f, in, used_r, CHUNK_LINE_MAX))
		return f->state == S_BAD ? FRAMING_BAD : FRAMING_MORE;
	if (!chunk_size(buf_str(&f->bytes), &f->left))
		return bad(f, ERR_BAD_HEAD);
	if (str_find(buf_str(&f->bytes), ';', 0) < f->bytes.n)
		f->extra += (uint32_t)f->bytes.n;
	f->bytes.n = 0;
	f->total += f->left;
	if (f->total > f->limit)
		return bad(f, ERR_BODY_TOO_LARGE);
	if (f->extra > EXTRA_MAX)
		return bad(f, ERR_BAD_HEAD);
	f->state = f->left > 0 ? S_CHUNK_DATA : S_TRAILER;
	return FRAMING_MORE;
}

static enum framing_event next_chunk_end(struct framing *f, struct str in, size_t *used_r)
{
	if (!line_collect(f, in, used_r, 1))
		return f->state == S_BAD ? FRAMING_BAD : FRAMING_MORE;
	if (f->bytes.n != 0)
		return bad(f, ERR_BAD_HEAD);
	f->state = S_CHUNK_LINE;
	return FRAMING_MORE;
}

/* Trailers are measured and dropped. */
static enum framing_event next_trailer(struct framing *f, struct str in, size_t *used_r)
{
	struct str line;

	if (!line_collect(f, in, used_r, TRAILER_LINE_MAX))
		return f->state == S_BAD ? FRAMING_BAD : FRAMING_MORE;
	line = buf_str(&f->bytes);
	f->extra += (uint32_t)line.n;
	f->bytes.n = 0;
	if (line.n == 0) {
		f->state = S_END;
		return FRAMING_MORE;
	}
	if (f->extra > EXTRA_MAX || line.p[0] == ' ' || line.p[0] == '\t' || line.p[0] == ':' || str_find(line, ':', 0) == line.n)
		return bad(f, ERR_BAD_HEAD);
	return FRAMING_MORE;
}

static enum framing_event next_step(struct framing *f, struct str in, size_t *used_r, struct str *data_r)
{
	switch (f->state) {
	case S_HEAD:
		return next_head(f, in, used_r);
	case S_LENGTH:
	case S_CHUNK_DATA:
		return next_data(f, in, used_r, data_r);
	case S_CHUNK_LINE:
		return next_chunk_line(f, in, used_r);
	case S_CHUNK_END:
		return next_chunk_end(f, in, used_r);
	case S_TRAILER:
		return next_trailer(f, in, used_r);
	default:
		check(f->state == S_BAD);
		return FRAMING_BAD;
	}
}

/* What needs no further byte to be known. */
static bool settle(struct framing *f)
{
	if (f->left == 0 && f->state == S_CHUNK_DATA)
		f->state = S_CHUNK_END;
	if (f->left == 0 && f->state == S_LENGTH)
		f->state = S_END;
	if (f->state != S_END)
		return false;
	f->state = S_HEAD;
	buf_finish(&f->bytes);
	return true;
}

enum framing_event framing_next(struct framing *f, struct str in, size_t *used_r, struct str *data_r)
{
	size_t used = 0;

	check(f->state != S_HEAD_GIVEN);
	*used_r = 0;
	*data_r = (struct str){NULL, 0};
	for (;;) {
		size_t step = 0;
		enum framing_event event;

		if (settle(f))
			return FRAMING_END;
		if (used == in.n && f->state != S_BAD)
			return FRAMING_MORE;
		event = next_step(f, str_part(in, used, in.n), &step, data_r);
		used += step;
		*used_r = used;
		if (event != FRAMING_MORE)
			return event;
	}
}

enum err framing_error(const struct framing *f)
{
	check(f->state == S_BAD);
	return (enum err)f->error;
}

bool framing_idle(const struct framing *f)
{
	return f->state == S_HEAD && f->bytes.n == 0;
}

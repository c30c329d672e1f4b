#include "net/wsframe.h"

#include "base/check.h"

#define FIN 0x80u
#define RSV 0x70u
#define OPCODE 0x0fu
#define MASK 0x80u
#define LENGTH 0x7fu

static unsigned opcode_of(const struct wsframe *w)
{
	return w->header[0] & OPCODE;
}

static size_t header_size(const struct wsframe *w)
{
	unsigned form = w->header[1] & LENGTH;

	if (w->have < 2)
		return 2;
	return 2u + (form == 126 ? 2u : form == 127 ? 8u : 0u) + (w->header[1] & MASK ? 4u : 0u);
}

static uint64_t payload_size(const struct wsframe *w)
{
	unsigned form = w->header[1] & LENGTH, bytes = form == 126 ? 2 : 8;
	uint64_t n = 0;

	if (form < 126)
		return form;
	for (unsigned i = 0; i < bytes; i++)
		n = n << 8 | w->header[2 + i];
	return n;
}

/* What the first two bytes tell. */
static int refuse_early(const struct wsframe *w)
{
	unsigned op = opcode_of(w), length = w->header[1] & LENGTH;
	bool fin = w->header[0] & FIN, control = op >= 8;

	if ((w->header[0] & RSV) || !(w->header[1] & MASK))
		return WS_CLOSE_PROTOCOL;
	if (control)
		return op > WSFRAME_PONG || !fin || length > 125 || (op == WSFRAME_CLOSE && length == 1) ? WS_CLOSE_PROTOCOL : 0;
	if (op > WSFRAME_BINARY || (op == 0) != (w->fragments > 0))
		return WS_CLOSE_PROTOCOL;
	return op == WSFRAME_BINARY ? WS_CLOSE_TYPE : 0;
}

/* What the whole header tells. */
static int refuse_late(struct wsframe *w, uint64_t message_max)
{
	unsigned form = w->header[1] & LENGTH;
	uint64_t n = payload_size(w);

	if ((form == 126 && n < 126) || (form == 127 && (n <= 0xffff || n >> 63)))
		return WS_CLOSE_PROTOCOL;
	if (opcode_of(w) >= 8)
		return 0;
	if (opcode_of(w) != 0)
		w->message = 0;
	if (n > message_max || w->message + n > message_max || w->fragments >= WSFRAME_FRAGMENTS_MAX)
		return WS_CLOSE_TOO_BIG;
	w->message += n;
	w->fragments = w->header[0] & FIN ? 0 : (uint8_t)(w->fragments + 1);
	return 0;
}

static void header_done(struct wsframe *w)
{
	w->left = payload_size(w);
	w->closed = w->closed || opcode_of(w) == WSFRAME_CLOSE;
	w->have = 0;
}

static size_t skip_payload(struct wsframe *w, size_t available)
{
	size_t n = w->left < available ? (size_t)w->left : available;

	w->left -= n;
	return n;
}

/* One more byte of a header; the close code when that shows that the frame must not pass. */
static int take_header_byte(struct wsframe *w, char byte, uint64_t message_max)
{
	int code = 0;

	check(w->have < sizeof(w->header));
	w->header[w->have++] = (uint8_t)byte;
	if (w->have == 2)
		code = refuse_early(w);
	if (code == 0 && w->have >= 2 && w->have == header_size(w)) {
		code = refuse_late(w, message_max);
		if (code == 0)
			header_done(w);
	}
	w->refused = (uint16_t)code;
	return code;
}

int wsframe_inbound(struct wsframe *w, struct str in, uint64_t message_max, size_t *used_r)
{
	size_t at = 0;

	check(w != NULL && used_r != NULL);
	*used_r = 0;
	while (at < in.n && w->refused == 0) {
		at += skip_payload(w, in.n - at);
		if (w->have == 0)
			*used_r = at; /* everything before the next frame */
		if (at == in.n || (w->closed && w->left == 0))
			return 0;
		if (take_header_byte(w, in.p[at++], message_max) != 0)
			return w->refused;
	}
	if (w->refused == 0)
		*used_r = in.n;
	return w->refused;
}

bool wsframe_outbound(struct wsframe *w, struct str in)
{
	check(w != NULL);
	for (size_t at = 0; at < in.n && w->refused == 0;) {
		at += skip_payload(w, in.n - at);
		if (at == in.n)
			break;
		check(w->have < sizeof(w->header));
		w->header[w->have++] = (uint8_t)in.p[at++];
		if (w->have < 2 || w->have < header_size(w))
			continue;
		if (w->header[1] & MASK)
			w->refused = WS_CLOSE_PROTOCOL;
		else
			header_done(w);
	}
	return w->refused == 0;
}

bool wsframe_boundary(const struct wsframe *w)
{
	return w->left == 0 && w->have == 0;
}

size_t wsframe_header(char out[WSFRAME_HEADER_MAX], int opcode, uint64_t payload)
{
	unsigned bytes = payload < 126 ? 0 : payload <= 0xffff ? 2 : 8;

	out[0] = (char)(FIN | (unsigned)opcode);
	out[1] = (char)(bytes == 0 ? payload : bytes == 2 ? 126 : 127);
	for (unsigned i = 0; i < bytes; i++)
		out[2 + i] = (char)(payload >> (8 * (bytes - 1 - i)));
	return 2 + bytes;
}

#include "net/frame.h"

#include "base/check.h"
#include "net/wsframe.h"

#include <stdlib.h>
#include <string.h>

#define FRAME_PAYLOAD_MAX (16u * 1024 * 1024)

struct frame *frame_create(struct str message)
{
	char header[WSFRAME_HEADER_MAX];
	size_t n = wsframe_header(header, WSFRAME_TEXT, message.n);
	struct frame *f = malloc(sizeof(*f) + n + message.n);

	check(f != NULL && message.n <= FRAME_PAYLOAD_MAX);
	f->references = 1;
	f->n = (uint32_t)(n + message.n);
	memcpy(f->bytes, header, n);
	if (message.n > 0)
		memcpy(f->bytes + n, message.p, message.n);
	return f;
}

void frame_unref(struct frame **fp)
{
	struct frame *f;

	check(fp != NULL);
	f = *fp;
	*fp = NULL;
	if (f == NULL)
		return;
	check(f->references > 0);
	if (--f->references > 0)
		return;
	explicit_bzero(f->bytes, f->n);
	free(f);
}

#include "keys/erasure.h"

#include "base/check.h"
#include "keys/exchange.h"
#include "keys/folder.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define INTENT_NAME "erasing"
#define INTENT_MAGIC "TASUKIer1"

/* Space 16, digest 32, approvers 16 each, then the request's number to the end. */
enum { AT_DIGEST = 16, AT_APPROVERS = 48, AT_REQUEST = 80 };

static bool is_request(const char *text)
{
	static const char allowed[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-";
	size_t n = strnlen(text, ERASURE_REQUEST_MAX + 1);

	return n >= 1 && n <= ERASURE_REQUEST_MAX && strspn(text, allowed) == n;
}

bool erasure_is_good(const struct erasure *e)
{
	static const unsigned char zeros[ERASURE_DIGEST];

	check(e != NULL);
	return !id_is_zero(e->space.id) && memcmp(e->digest, zeros, sizeof(zeros)) != 0 && !id_is_zero(e->approvers[0].id) &&
	       !id_is_zero(e->approvers[1].id) && !id_eq(e->approvers[0].id, e->approvers[1].id) && is_request(e->request);
}

void erasure_put(struct buf *out, const struct erasure *e)
{
	check(out != NULL && erasure_is_good(e));
	buf_add(out, e->space.id.b, 16);
	buf_add(out, e->digest, ERASURE_DIGEST);
	buf_add(out, e->approvers[0].id.b, 16);
	buf_add(out, e->approvers[1].id.b, 16);
	buf_add(out, e->request, strlen(e->request));
}

bool erasure_read(struct str bytes, struct erasure *out_r)
{
	*out_r = (struct erasure){0};
	if (bytes.n <= AT_REQUEST || bytes.n > AT_REQUEST + ERASURE_REQUEST_MAX)
		return false;
	memcpy(out_r->space.id.b, bytes.p, 16);
	memcpy(out_r->digest, bytes.p + AT_DIGEST, ERASURE_DIGEST);
	memcpy(out_r->approvers[0].id.b, bytes.p + AT_APPROVERS, 16);
	memcpy(out_r->approvers[1].id.b, bytes.p + AT_APPROVERS + 16, 16);
	memcpy(out_r->request, bytes.p + AT_REQUEST, bytes.n - AT_REQUEST);
	return strlen(out_r->request) == bytes.n - AT_REQUEST && erasure_is_good(out_r);
}

enum err erasure_intend(int folder, const struct erasure *e)
{
	struct buf bytes = {0};
	enum err result;

	buf_add_str(&bytes, STR(INTENT_MAGIC));
	erasure_put(&bytes, e);
	result = folder_put_synced(folder, INTENT_NAME, 0600, buf_str(&bytes));
	buf_finish(&bytes);
	return result;
}

enum err erasure_intended(int folder, struct erasure *out_r)
{
	struct str magic = STR(INTENT_MAGIC);
	struct buf bytes = {0};
	enum err e = folder_read(folder, INTENT_NAME, 1024, &bytes);

	if (e == ERR_OK &&
	    (!str_starts(buf_str(&bytes), magic) || !erasure_read(str_part(buf_str(&bytes), magic.n, bytes.n), out_r)))
		e = ERR_INTERNAL;
	buf_finish(&bytes);
	return e == ERR_OK || e == ERR_NOT_FOUND ? e : ERR_INTERNAL;
}

enum err erasure_forget(int folder)
{
	if (unlinkat(folder, INTENT_NAME, 0) != 0 && errno != ENOENT)
		return ERR_INTERNAL;
	return folder_sync(folder);
}

enum err keys_erase_now(const char *socket, const struct erasure *e, int wait_ms, struct erased *out_r)
{
	struct wire_frame question = {.type = WIRE_ERASE};
	struct buf in = {0}, asked = {0};
	enum err result;
	struct str body;

	check(socket != NULL && e != NULL && wait_ms > 0 && out_r != NULL);
	if (!erasure_is_good(e))
		return ERR_BAD_VALUE;
	erasure_put(&asked, e);
	question.body = buf_str(&asked);
	result = exchange(socket, wait_ms, question, WIRE_ERASED, &in, &body);
	if (result == ERR_OK && !wire_read_erased(body, out_r))
		result = ERR_KEYS_DOWN;
	buf_finish(&asked);
	buf_finish(&in);
	return result;
}

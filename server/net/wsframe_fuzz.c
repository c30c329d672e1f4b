/* Inbound frames whole and in pieces: the same verdict, and what passes is what a second reading passes too. Also the PROXY
 * header. */
#include "net/proxy.h"
#include "net/wsframe.h"

#include "base/check.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

#define LIMIT 65536

/* Nothing passes once something was refused, and nothing is read from the middle of a bad frame. */
static void stays_refused(struct wsframe *w, struct str in, int code)
{
	size_t used;

	check(code == 0 || (wsframe_inbound(w, in, LIMIT, &used) == code && used == 0));
}

static void inward(struct str in, size_t step)
{
	struct wsframe whole = {0}, pieces = {0}, again = {0};
	size_t passed, used;
	int code = wsframe_inbound(&whole, in, LIMIT, &passed), other = 0;

	check(passed <= in.n && (code == 0 || passed < in.n));
	check(code != 0 || whole.closed || passed == in.n);
	for (size_t at = 0; at < in.n && other == 0 && !(pieces.closed && pieces.left == 0); at += step)
		other = wsframe_inbound(&pieces, str_part(in, at, at + step), LIMIT, &used);
	check(code == other);
	check(wsframe_inbound(&again, str_part(in, 0, passed), LIMIT, &used) == 0 && used == passed);
	stays_refused(&whole, in, code);
	stays_refused(&pieces, in, code);
}

static void outward(struct str in, size_t step)
{
	struct wsframe whole = {0}, pieces = {0};
	bool good = wsframe_outbound(&whole, in), other = true;

	for (size_t at = 0; at < in.n; at += step)
		other = wsframe_outbound(&pieces, str_part(in, at, at + step));
	check(good == other && wsframe_boundary(&whole) == wsframe_boundary(&pieces));
}

static void proxy(struct str in)
{
	struct peer p = {{0}};
	char text[PEER_TEXT];
	size_t used;

	if (proxy_parse(in, &used, &p) == PROXY_DONE)
		check(used > 0 && used <= in.n && used <= PROXY_MAX);
	check(peer_format(&p, text) < sizeof(text));
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n)
{
	struct str in = {(const char *)data + 1, n - 1};

	if (n < 2)
		return 0;
	inward(in, 1 + data[0] % 16);
	outward(in, 1 + data[0] % 16);
	proxy(in);
	return 0;
}

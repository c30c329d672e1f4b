#include "net/proxy.h"

#include "base/check.h"

#include <arpa/inet.h>
#include <string.h>

#define V1_MAX 107
#define V2_HEAD 16

static void peer_v4(struct peer *p, const void *four)
{
	memset(p->b, 0, 10);
	memset(p->b + 10, 0xff, 2);
	memcpy(p->b + 12, four, 4);
}

static bool address_text(struct str s, int family, void *out)
{
	char text[PEER_TEXT];

	if (s.n == 0 || s.n >= sizeof(text))
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	return inet_pton(family, text, out) == 1;
}

static struct str word_next(struct str line, size_t *at_io)
{
	size_t end = str_find(line, ' ', *at_io);
	struct str word = str_part(line, *at_io, end);

	*at_io = end + 1;
	return word;
}

static bool port_accepts(struct str s)
{
	long long port;

	return str_to_i64(s, &port) && port <= 65535;
}

/* "PROXY TCP4 source destination port port" without its CRLF. */
static bool v1_line(struct str line, struct peer *peer_io)
{
	size_t at = 6;
	struct str family = word_next(line, &at), source, destination, source_port, destination_port;
	unsigned char address[16], other[16];
	int af = str_eq(family, STR("TCP4")) ? AF_INET : AF_INET6;

	if (str_eq(family, STR("UNKNOWN")))
		return true;
	if (af == AF_INET6 && !str_eq(family, STR("TCP6")))
		return false;
	source = word_next(line, &at);
	destination = word_next(line, &at);
	source_port = word_next(line, &at);
	destination_port = word_next(line, &at);
	if (at != line.n + 1 || !address_text(source, af, address) || !address_text(destination, af, other))
		return false;
	if (!port_accepts(source_port) || !port_accepts(destination_port))
		return false;
	if (af == AF_INET)
		peer_v4(peer_io, address);
	else
		memcpy(peer_io->b, address, 16);
	return true;
}

static enum proxy_step v1_parse(struct str in, size_t *used_r, struct peer *peer_io)
{
	size_t cr = str_find(in, '\r', 0);

	if (cr + 2 > V1_MAX || str_find(in, '\n', 0) < cr)
		return PROXY_BAD;
	if (cr + 1 >= in.n)
		return PROXY_MORE;
	if (in.p[cr + 1] != '\n' || !v1_line(str_part(in, 0, cr), peer_io))
		return PROXY_BAD;
	*used_r = cr + 2;
	return PROXY_DONE;
}

static bool v2_address(const unsigned char *p, size_t n, struct peer *peer_io)
{
	switch (p[13]) {
	case 0x11: /* TCP over IPv4 */
		if (n >= 12)
			peer_v4(peer_io, p + V2_HEAD);
		return n >= 12;
	case 0x21: /* TCP over IPv6 */
		if (n >= 36)
			memcpy(peer_io->b, p + V2_HEAD, 16);
		return n >= 36;
	case 0x00: /* unspecified */
	case 0x31: /* unix */
		return true;
	default:
		return false;
	}
}

static enum proxy_step v2_parse(struct str in, size_t *used_r, struct peer *peer_io)
{
	const unsigned char *p = (const unsigned char *)in.p;
	size_t n;

	if (in.n < V2_HEAD)
		return PROXY_MORE;
	n = (size_t)p[14] << 8 | p[15];
	if (V2_HEAD + n > PROXY_MAX || (p[12] != 0x20 && p[12] != 0x21))
		return PROXY_BAD;
	if (in.n < V2_HEAD + n)
		return PROXY_MORE;
	if (p[12] == 0x21 && !v2_address(p, n, peer_io))
		return PROXY_BAD;
	*used_r = V2_HEAD + n;
	return PROXY_DONE;
}

static bool begins(struct str in, struct str mark)
{
	return str_eq(str_part(in, 0, mark.n), str_part(mark, 0, in.n));
}

enum proxy_step proxy_parse(struct str in, size_t *used_r, struct peer *peer_io)
{
	static const struct str v1 = {"PROXY ", 6}, v2 = {"\r\n\r\n\0\r\nQUIT\n", 12};

	check(in.n > 0 && used_r != NULL && peer_io != NULL);
	*used_r = 0;
	if (begins(in, v2))
		return in.n < v2.n ? PROXY_MORE : v2_parse(in, used_r, peer_io);
	if (begins(in, v1))
		return in.n < v1.n ? PROXY_MORE : v1_parse(in, used_r, peer_io);
	return PROXY_BAD;
}

size_t peer_format(const struct peer *p, char out[PEER_TEXT])
{
	static const struct peer none = {{0}};
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};

	if (memcmp(p, &none, sizeof(none)) == 0)
		memcpy(out, "local", 6);
	else if (memcmp(p->b, mapped, sizeof(mapped)) == 0)
		check(inet_ntop(AF_INET, p->b + 12, out, PEER_TEXT) != NULL);
	else
		check(inet_ntop(AF_INET6, p->b, out, PEER_TEXT) != NULL);
	return strlen(out);
}

#include "net/route.h"

#include "base/check.h"
#include "net/origin.h"

static bool is_base64(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' || c == '/';
}

/* 16 bytes in base64: 22 digits, the last of which carries two bits, and "==". */
static bool key_accepts(struct str key)
{
	if (key.n != 24 || key.p[22] != '=' || key.p[23] != '=')
		return false;
	for (size_t i = 0; i < 22; i++)
		if (!is_base64(key.p[i]))
			return false;
	return key.p[21] == 'A' || key.p[21] == 'Q' || key.p[21] == 'g' || key.p[21] == 'w';
}

static bool once(const struct head *h, struct str name)
{
	return head_count(h, name) == 1;
}

static enum err live_accepts(const struct head *h, const char *const *origins)
{
	if (!str_eq(h->path, STR(ROUTE_LIVE_PATH)))
		return ERR_NOT_FOUND;
	if (!origin_known(origins, h))
		return ERR_ORIGIN_REFUSED;
	if (!once(h, STR("sec-websocket-version")) || !str_eq(head_value(h, STR("sec-websocket-version")), STR("13")))
		return ERR_UPGRADE_REQUIRED;
	if (h->method != HTTP_GET || h->http10 || h->chunked || h->length > 0 || h->expects_continue || h->query.p != NULL)
		return ERR_BAD_HEAD;
	if (!head_lists(h, STR("connection"), STR("upgrade")) || !once(h, STR("sec-websocket-key")))
		return ERR_BAD_HEAD;
	if (!key_accepts(head_value(h, STR("sec-websocket-key"))))
		return ERR_BAD_HEAD;
	return head_lists(h, STR("sec-websocket-protocol"), STR(ROUTE_SUBPROTOCOL)) ? ERR_OK : ERR_BAD_HEAD;
}

enum err route_of(const struct head *h, bool first, const char *const *origins, enum route *out_r)
{
	bool reads = h->method == HTTP_GET || h->method == HTTP_HEAD;

	check(h != NULL && out_r != NULL);
	if (h->upgrade) {
		*out_r = ROUTE_LIVE;
		return first ? live_accepts(h, origins) : ERR_UPGRADE_REQUIRED;
	}
	if (!reads && !origin_known(origins, h))
		return ERR_ORIGIN_REFUSED;
	if (str_eq(h->path, STR(ROUTE_LIVE_PATH)))
		return ERR_UPGRADE_REQUIRED;
	if (reads && str_eq(h->path, STR(ROUTE_PAGE_PATH)))
		*out_r = ROUTE_PAGE;
	else if (reads && str_eq(h->path, STR(ROUTE_PLAYER_PATH)))
		*out_r = ROUTE_PLAYER;
	else if (str_starts(h->path, STR("/api/")) || str_eq(h->path, STR(ROUTE_PAGE_PATH)) || str_starts(h->path, STR(ROUTE_PAGE_PATH "/")))
		*out_r = ROUTE_APP;
	else
		*out_r = ROUTE_STATIC;
	return *out_r == ROUTE_STATIC && !reads ? ERR_METHOD_REFUSED : ERR_OK;
}

#include "keys/admin.h"

#include "base/check.h"
#include "keys/exchange.h"
#include "keys/holder.h"
#include "keys/wire.h"

#include <string.h>

#define ANSWER_MS 30000

static enum err ask_status(const char *socket, enum wire_type type, struct keys_status *out_r)
{
	struct wire_frame question = {.type = type};
	struct wire_status s;
	struct buf in = {0};
	struct str body;
	enum err e = exchange(socket, ANSWER_MS, question, WIRE_STATUS, &in, &body);

	if (e == ERR_OK && !wire_read_status(body, &s))
		e = ERR_KEYS_DOWN;
	if (e == ERR_OK && out_r != NULL)
		*out_r = (struct keys_status){.deployment = s.deployment,
					      .generation = s.generation,
					      .kek_epoch = s.kek_epoch,
					      .kek_mixed = s.kek_mixed,
					      .keys = s.keys,
					      .clients = s.clients,
					      .ledger = s.ledger};
	buf_finish(&in);
	return e;
}

enum err keys_status_now(const char *socket, struct keys_status *out_r)
{
	check(socket != NULL && out_r != NULL);
	return ask_status(socket, WIRE_STATUS, out_r);
}

static enum err ask_missing(const char *socket, const struct space_id *spaces, size_t n, bool *missing)
{
	struct wire_frame question = {.type = WIRE_GET};
	struct buf in = {0}, asked = {0};
	struct store_key key;
	uint32_t lease_ms;
	struct str body;
	size_t found;
	enum err e;

	for (size_t i = 0; i < n; i++)
		buf_add(&asked, spaces[i].id.b, 16);
	question.body = buf_str(&asked);
	e = exchange(socket, ANSWER_MS, question, WIRE_KEYS, &in, &body);
	if (e == ERR_OK && !wire_read_keys(body, &lease_ms, &found))
		e = ERR_KEYS_DOWN;
	/* Keys are answered in the order of the question. */
	for (size_t i = 0, at = 0; e == ERR_OK && i < n; i++) {
		if (at < found)
			wire_key(body, at, &key);
		missing[i] = at == found || !id_eq(key.space.id, spaces[i].id);
		at += missing[i] ? 0 : 1;
	}
	explicit_bzero(&key, sizeof(key));
	buf_finish(&asked);
	buf_finish(&in);
	return e;
}

enum err keys_missing_now(const char *socket, const struct space_id *spaces, size_t n, bool *missing)
{
	enum err e = ERR_OK;

	check(socket != NULL && (n == 0 || (spaces != NULL && missing != NULL)));
	for (size_t at = 0; at < n && e == ERR_OK; at += WIRE_SPACES_MAX)
		e = ask_missing(socket, spaces + at, n - at < WIRE_SPACES_MAX ? n - at : WIRE_SPACES_MAX, missing + at);
	return e;
}

enum err keys_rotate_now(const char *socket, struct keys_status *out_r)
{
	check(socket != NULL);
	return ask_status(socket, WIRE_ROTATE, out_r);
}

enum err keys_revoke_now(const char *socket, struct space_id space, uint32_t *acknowledged_r, uint32_t *lapsed_r)
{
	struct wire_frame question = {.type = WIRE_REVOKE, .body = {(const char *)space.id.b, sizeof(space.id.b)}};
	struct buf in = {0};
	struct str body;
	enum err e;

	check(socket != NULL && acknowledged_r != NULL && lapsed_r != NULL);
	e = exchange(socket, HOLDER_LEASE_MS + ANSWER_MS, question, WIRE_REVOKED, &in, &body);
	if (e == ERR_OK && !wire_read_revoked(body, acknowledged_r, lapsed_r))
		e = ERR_KEYS_DOWN;
	buf_finish(&in);
	return e;
}

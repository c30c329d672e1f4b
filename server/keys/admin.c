#include "keys/admin.h"

#include "base/check.h"
#include "keys/exchange.h"
#include "keys/holder.h"
#include "keys/wire.h"

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
					      .clients = s.clients};
	buf_finish(&in);
	return e;
}

enum err keys_status_now(const char *socket, struct keys_status *out_r)
{
	check(socket != NULL && out_r != NULL);
	return ask_status(socket, WIRE_STATUS, out_r);
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

#include "call/shown.h"

#include "base/log.h"
#include "call/app.h"
#include "keys/lease.h"

enum err shown_open(const struct app *app, struct arena *a, struct seal_place at, struct str sealed, struct phi *out_r)
{
	const struct space_key *key = lease_key(app->leases, at.space);

	*out_r = (struct phi){{NULL, 0}};
	if (key == NULL)
		return ERR_KEYS_DOWN;
	at.deployment = app->deployment;
	if (unseal(a, key, &at, sealed, out_r) != ERR_OK)
		log_error("not_opened", LOG_ID("space", at.space), LOG_INT("kind", at.kind));
	return ERR_OK;
}

static bool asked_for(const struct call *c, struct space_id space)
{
	for (size_t i = 0; i < c->keys_n; i++)
		if (id_eq(c->keys[i].id, space.id))
			return true;
	return false;
}

enum err shown_unseal(const struct call *c, struct seal_place at, struct str sealed, struct phi *out_r)
{
	enum err e = shown_open(c->app, c->arena, at, sealed, out_r);

	if (e != ERR_KEYS_DOWN || !asked_for(c, at.space))
		return e;
	log_error("space_without_key", LOG_ID("space", at.space));
	return ERR_OK;
}

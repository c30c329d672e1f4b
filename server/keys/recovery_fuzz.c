#include "keys/recovery.h"

#include "base/check.h"
#include "keys/point.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first 32 bytes of a well-formed object's place, so that mutations get behind them. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct store_key out[RECOVERY_EPOCHS_MAX];
	static struct evp_pkey_st *key;
	struct str object = {(const char *)data, size};
	struct deployment_id deployment = {{{0}}};
	struct space_id space = {{{0}}};
	unsigned char public[POINT_BYTES];
	uint32_t epoch;
	size_t n;

	if (key == NULL)
		key = point_create();
	if (size >= 44) {
		memcpy(deployment.id.b, data + 12, 16);
		memcpy(space.id.b, data + 28, 16);
	}
	if (recovery_epoch(deployment, space, object, &epoch))
		check(!recovery_open(deployment, space, object, key, out, &n)); /* made for nobody's key */
	(void)point_public_read(object, public);
	return 0;
}

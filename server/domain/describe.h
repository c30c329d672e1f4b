/* The product's interfaces printed from the rows that make them: documentation, OpenAPI, the client's types. */
#ifndef TASUKI_DOMAIN_DESCRIBE_H
#define TASUKI_DOMAIN_DESCRIBE_H

#include "base/buf.h"

/* what: "api" (docs/api.md), "events" (docs/events.md), "openapi" (docs/openapi.json), "routes" (plain lines), "settings" (docs/settings.md),
 * "types" (web/src/api/types.gen.ts). False for any other word. */
bool describe_write(struct str what, struct buf *out);

#endif

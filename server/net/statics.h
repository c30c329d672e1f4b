/*
 * The built web client, read into memory at start: a request names an entry of a table and never a path of the disk. Files under
 * /assets/ carry a hash in their name and may be kept for ever; everything else is asked for anew each time.
 */
#ifndef TASUKI_NET_STATICS_H
#define TASUKI_NET_STATICS_H

#include "net/head.h"

struct http_req;
struct statics;

struct static_file {
	const char *type;     /* Content-Type */
	const char *encoding; /* Content-Encoding, NULL = none */
	struct str bytes;
	bool for_ever;
	struct MHD_Response *response; /* made once, shared by all answers */
};

/* root NULL = no files. NULL with a static sentence when the folder cannot be read or is unreasonably large. */
struct statics *statics_create(const char *root, const char **why_r);
void statics_destroy(struct statics **s);
/* What a GET for this path gives, NULL for nothing. accepts: the value of Accept-Encoding. */
const struct static_file *statics_find(const struct statics *s, struct str path, struct str accepts);
/* Answers the request from the table. */
void statics_answer(const struct statics *s, const struct head *h, struct http_req **r);

#endif

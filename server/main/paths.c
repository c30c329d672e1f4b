#include "main/paths.h"

#include "base/check.h"
#include "base/settings.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DATA_MAX 80 /* a socket's path must stay under 108 bytes */

static const char *under(struct arena *a, const char *folder, const char *name)
{
	return arena_printf(a, "%s/%s", folder, name).p;
}

static const char *or_else(const char *given, const char *fallback)
{
	return given[0] != '\0' ? given : fallback;
}

/* A program that was built but not installed finds the files it was built from. */
static const char *schema_folder(void)
{
#ifdef TASUKI_SOURCE
	if (access(TASUKI_SHARE "/schema", R_OK) != 0)
		return TASUKI_SOURCE "/schema";
#endif
	return TASUKI_SHARE "/schema";
}

bool paths_of(struct arena *a, const struct settings *s, struct paths *out_r, struct str *why_r)
{
	struct paths p;
	size_t n;

	check(a != NULL && s != NULL && out_r != NULL && why_r != NULL);
	n = strlen(s->data);
	if (n < 2 || s->data[0] != '/' || s->data[n - 1] == '/' || n > DATA_MAX) {
		*why_r = arena_printf(
			a, "the setting 'data' must name the data folder: from /, without a / at its end, at most %d bytes",
			DATA_MAX);
		return false;
	}
	p.data = s->data;
	p.cluster = under(a, p.data, "pg");
	p.run = under(a, p.data, "run");
	p.log = under(a, p.data, "log");
	p.run_database = under(a, p.run, "db");
	p.run_front = under(a, p.run, "front");
	p.run_keys = under(a, p.run, "keys");
	p.keys_socket = under(a, p.run_keys, "socket");
	p.pid_file = under(a, p.run, "tasuki.pid");
	p.restoring = under(a, p.data, "restoring");
	p.tls = under(a, p.data, "tls");
	p.certificate = or_else(s->tls_certificate, under(a, p.tls, "certificate.pem"));
	p.certificate_key = or_else(s->tls_key, under(a, p.tls, "key.pem"));
	p.keys = arena_printf(a, "%s.keys", p.data).p;
	p.recovery = arena_printf(a, "%s.recovery", p.data).p;
	p.web_root = or_else(s->web_root, TASUKI_SHARE "/web");
	p.schema = schema_folder();
	*out_r = p;
	return true;
}

#include "main/conninfo.h"

#include "base/check.h"
#include "base/settings.h"
#include "db/cluster.h"

#include <string.h>

const char *conninfo_of(struct arena *a, const struct settings *s, const struct paths *p, const char *role)
{
	const struct cluster_options own = {.data = p->cluster, .socket = p->run_database, .port = CONNINFO_PORT};
	const char *url = s->database_url;
	bool is_url = strncmp(url, "postgres://", 11) == 0 || strncmp(url, "postgresql://", 13) == 0;

	check(a != NULL && role != NULL);
	if (url[0] == '\0')
		return cluster_conninfo(a, &own, role).p;
	if (is_url)
		return arena_printf(a, "%s%cuser=%s", url, strchr(url, '?') != NULL ? '&' : '?', role).p;
	return arena_printf(a, "%s user=%s", url, role).p;
}

/* The settings of the private PostgreSQL, written anew at each start. */
#include "db/cluster_own.h"

#include "base/check.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

/*
 * Whatever could carry a statement's values into PostgreSQL's log is off: only what the server says about itself is logged,
 * tersely (DETAIL quotes rows), and errors of statements are logged by our own side as statement name and SQLSTATE.
 */
static const char settings[] = "# Written by tasuki at each start. Changes belong in operator.conf beside this file.\n"
			       "listen_addresses = ''\n"
			       "unix_socket_permissions = 0777\n" /* the folder is the door */
			       "max_connections = 100\n"
			       "fsync = on\n"
			       "full_page_writes = on\n"
			       "synchronous_commit = on\n"
			       "wal_level = replica\n"
			       "shared_buffers = 256MB\n"
			       "jit = off\n"
			       "timezone = 'UTC'\n"
			       "log_timezone = 'UTC'\n"
			       "lc_messages = 'C'\n"
			       "logging_collector = off\n"
			       "log_destination = 'stderr'\n"
			       "log_line_prefix = '%m postgres[%p] '\n"
			       "log_min_messages = log\n"
			       "log_min_error_statement = panic\n"
			       "log_error_verbosity = terse\n"
			       "log_statement = 'none'\n"
			       "log_min_duration_statement = -1\n"
			       "log_min_duration_sample = -1\n"
			       "log_transaction_sample_rate = 0\n"
			       "log_parameter_max_length = 0\n"
			       "log_parameter_max_length_on_error = 0\n"
			       "log_checkpoints = off\n"
			       "log_connections = off\n"
			       "log_disconnections = off\n"
			       "log_lock_waits = off\n"
			       "log_temp_files = -1\n"
			       "log_autovacuum_min_duration = -1\n";

static const char includes[] = "\ninclude_if_exists = 'tasuki.conf'\ninclude_if_exists = 'operator.conf'\n";

static const char operators[] =
	"# Yours: PostgreSQL settings that shall be other than Tasuki's; read last. The log_… settings keep what people\n"
	"# write out of PostgreSQL's log: leave them as they are.\n";

static const char hba[] = "# Written by tasuki at each start. Who may be which role stands in pg_ident.conf.\n"
			  "local all all peer map=tasuki\n"
			  "local replication tasuki_backup peer map=tasuki\n";

enum { NOBODY, DB, FRONT, JOB, MAIL };

/* Root may be every role: he is the operator. Where users are not separate the one user may. */
static const struct {
	const char *role;
	int who;
} roles[] = {
	{"postgres", DB},        {"tasuki", DB},          {"tasuki_backup", JOB},
	{"tasuki_demo", NOBODY}, {"tasuki_front", FRONT}, {"tasuki_job", JOB},
	{"tasuki_mail", MAIL},
};

static bool path_is_plain(struct arena *a, const char *path, struct str *why_r)
{
	if (path[0] == '/' && path[strcspn(path, "'\"\\,\n\r\t")] == '\0')
		return true;
	*why_r = arena_printf(a, "the path %s cannot be used: give it from / on, without quotes, commas and backslashes", path);
	return false;
}

bool cluster_paths_fit(struct arena *a, const struct cluster_options *o, struct str *why_r)
{
	const size_t room = sizeof(((struct sockaddr_un *)NULL)->sun_path) - 1;
	struct str socket = arena_printf(a, "%s/.s.PGSQL.%d", o->socket, o->port);

	check(o->users != NULL && o->port > 0 && o->port < 65536);
	if (!path_is_plain(a, o->data, why_r) || !path_is_plain(a, o->socket, why_r))
		return false;
	if (socket.n <= room)
		return true;
	*why_r = arena_printf(a, "the socket path %s has %zu bytes, the system takes %zu: choose a shorter data folder", socket.p,
			      socket.n, room);
	return false;
}

static bool write_all(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t n = write(fd, s.p, s.n);

		if (n <= 0)
			return false;
		s = str_part(s, (size_t)n, s.n);
	}
	return true;
}

static bool write_file(const struct cluster_files *f, const char *name, struct str content)
{
	char path[4096], fresh[4096];
	bool ok;
	int fd;

	if (snprintf(path, sizeof(path), "%s/%s", f->folder, name) >= (int)sizeof(path) ||
	    snprintf(fresh, sizeof(fresh), "%s/%s.new", f->folder, name) >= (int)sizeof(fresh))
		return false;
	fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	ok = write_all(fd, content) && fsync(fd) == 0;
	return close(fd) == 0 && ok && rename(fresh, path) == 0;
}

static struct str conf_text(struct arena *a, const struct cluster_options *o)
{
	return arena_printf(a, "%sunix_socket_directories = '\"%s\"'\nport = %d\n", settings, o->socket, o->port);
}

static const char *user_of(const struct os_users *u, int who)
{
	return who == FRONT ? u->front.name : who == JOB ? u->job.name : who == MAIL ? u->mail.name : u->db.name;
}

static struct str ident_text(struct arena *a, const struct os_users *u)
{
	struct str t = STR("# Written by tasuki at each start: which system user may be which role.\n");

	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (u->separate)
			t = arena_printf(a, "%.*stasuki root %s\n", STR_ARG(t), roles[i].role);
		if (!u->separate || roles[i].who != NOBODY)
			t = arena_printf(a, "%.*stasuki \"%s\" %s\n", STR_ARG(t), user_of(u, roles[i].who), roles[i].role);
	}
	return t;
}

bool cluster_write_conf(const void *arg)
{
	const struct cluster_files *f = arg;
	struct arena *a = arena_create(8192);
	bool ok = write_file(f, "tasuki.conf", conf_text(a, f->o)) && write_file(f, "pg_hba.conf", str_of(hba)) &&
		  write_file(f, "pg_ident.conf", ident_text(a, f->o->users));

	arena_destroy(&a);
	return ok;
}

bool cluster_add_includes(const void *arg)
{
	const struct cluster_files *f = arg;
	char path[4096];
	bool ok;
	int fd;

	if (snprintf(path, sizeof(path), "%s/postgresql.conf", f->folder) >= (int)sizeof(path))
		return false;
	fd = open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return false;
	ok = write_all(fd, str_of(includes)) && fsync(fd) == 0;
	return close(fd) == 0 && ok && write_file(f, "operator.conf", str_of(operators));
}

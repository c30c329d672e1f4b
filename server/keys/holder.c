#include "keys/holder.h"

#include "base/check.h"
#include "base/clock.h"
#include "base/log.h"
#include "crypt/secret.h"
#include "keys/holder_own.h"
#include "keys/kek.h"
#include "keys/sandbox.h"
#include "keys/signer.h"
#include "loop/loop.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define SECRET_ROOM (1u << 20)
#define LOCK_ROOM (192u << 20) /* the whole process, with the stacks of its four workers */
#define FOUND_BYTES (WIRE_SPACES_MAX * sizeof(struct store_key))
#define BEAT_MS 250
#define BEATS_A_MINUTE (60000 / BEAT_MS)

static bool refuse(const char *why)
{
	log_error("keys.start_refused", LOG_WORD("why", why));
	return false;
}

static bool open_files(struct holder *h)
{
	struct arena *a = arena_create(1024);
	struct str why = {"", 0};
	bool good = key_files_enter(a, h->o->folder, h->o->recovery, &h->files, &why);

	if (good && !key_files_load(a, h->o->deployment, &h->files, &why)) {
		key_files_leave(&h->files);
		good = false;
	}
	if (good && (h->signer = signer_open(a, h->files.folder, &why)) == NULL) {
		key_files_leave(&h->files);
		good = false;
	}
	if (!good)
		(void)refuse(arena_copy(a, why).p);
	arena_destroy(&a);
	return good;
}

static bool bind_socket(const struct keys_holder_options *o, int fd)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	size_t n = strlen(o->socket);

	if (n >= sizeof(at.sun_path)) {
		errno = ENAMETOOLONG;
		return false;
	}
	memcpy(at.sun_path, o->socket, n);
	/* The lock on the key folder says that nobody serves there. */
	if (unlink(o->socket) != 0 && errno != ENOENT)
		return false;
	return bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0 &&
	       (o->socket_group == (gid_t)-1 || chown(o->socket, (uid_t)-1, o->socket_group) == 0) &&
	       chmod(o->socket, o->socket_mode) == 0 && listen(fd, 64) == 0;
}

static void acceptable(void *arg, int events)
{
	struct holder *h = arg;

	(void)events;
	check_magic(h, HOLDER_MAGIC);
	peers_accept(h);
}

static bool open_socket(struct holder *h)
{
	h->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (h->listener < 0 || !bind_socket(h->o, h->listener))
		return refuse(strerror(errno));
	h->accepting = watch_create(h->loop, h->listener, acceptable, h);
	watch_set(h->accepting, LOOP_READ);
	return true;
}

static void beat(void *arg)
{
	struct holder *h = arg;

	check_magic(h, HOLDER_MAGIC);
	if (h->revocations != NULL)
		revocations_lapse(h);
	if (++h->beats % BEATS_A_MINUTE == 0) {
		revocations_forget(h);
		erasing_beat(h);
	}
}

static void on_signal(void *arg, int number)
{
	struct holder *h = arg;

	(void)number;
	check_magic(h, HOLDER_MAGIC);
	h->ending = true;
	if (h->under_way == NULL)
		loop_stop(h->loop);
}

static void nothing(void *arg)
{
	(void)arg;
}

/* The filter binds the threads there are: the pool's are made here, by its first work. */
static void confine(void *arg)
{
	struct holder *h = arg;
	const struct store_head *head = store_head_of(h->files.store);

	check_magic(h, HOLDER_MAGIC);
	if (sandbox_enter() != ERR_OK) {
		h->failed = true;
		(void)refuse("the system calls could not be given up");
		loop_stop(h->loop);
		return;
	}
	log_info("keys.serving", LOG_INT("keys", (long long)store_count(h->files.store)),
		 LOG_INT("generation", (long long)head->generation), LOG_INT("kek", head->kek_epoch));
	if (h->o->started != NULL)
		h->o->started(h->o->arg, h->loop);
}

static void protect_memory(struct holder *h)
{
	enum secret_lock heap = secret_init(SECRET_ROOM);
	bool all;

	/* A malloc arena a thread would reserve more address room than may be locked. */
	(void)mallopt(M_ARENA_MAX, 1); /* a sanitizer has its own malloc */
	all = secret_harden(LOCK_ROOM);
	if (heap != SECRET_LOCKED || !all)
		log_warn("keys.memory_not_locked", LOG_INT("heap_locked", heap == SECRET_LOCKED), LOG_INT("process_locked", all));
	h->found = secret_alloc(FOUND_BYTES);
	check(h->found != NULL);
}

static void serve(struct holder *h)
{
	/* Debian 13's libuv would make rings for file work, past every filter of system calls. */
	check(setenv("UV_USE_IO_URING", "0", 1) == 0);
	h->loop = loop_create();
	loop_on_signal(h->loop, SIGTERM, on_signal, h);
	loop_on_signal(h->loop, SIGINT, on_signal, h);
	h->beat = timer_every(h->loop, BEAT_MS, beat, h);
	if (erasing_resume(h) && open_socket(h)) {
		loop_work(h->loop, nothing, confine, h);
		loop_run(h->loop);
		if (h->o->ending != NULL)
			h->o->ending(h->o->arg);
	} else {
		h->failed = true;
	}
	/* The socket's file stays: a later holder replaces it, and removing it here could remove that one's. */
	watch_destroy(&h->accepting, NULL, NULL);
	timer_destroy(&h->beat);
	changes_finish(h);
	peers_close(h);
	revocations_finish(h);
	loop_destroy(&h->loop);
}

static void holder_end(struct holder *h)
{
	if (h->listener >= 0)
		(void)close(h->listener);
	secret_free(h->found, FOUND_BYTES);
	signer_destroy(&h->signer);
	key_files_leave(&h->files);
}

int keys_holder_run(const struct keys_holder_options *o)
{
	struct holder h = {.magic = HOLDER_MAGIC, .o = o, .listener = -1, .files = KEY_FILES_CLOSED};

	check(o != NULL && o->socket != NULL && o->folder != NULL && o->recovery != NULL && o->lease_ms <= HOLDER_LEASE_MS);
	h.lease_ms = o->lease_ms ? o->lease_ms : HOLDER_LEASE_MS;
	h.waiting_end = &h.waiting;
	h.orphans_until = clock_steady_ms() + h.lease_ms;
	protect_memory(&h);
	h.failed = !open_files(&h);
	if (!h.failed)
		serve(&h);
	holder_end(&h);
	return h.failed ? 1 : 0;
}

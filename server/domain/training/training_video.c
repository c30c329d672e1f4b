#include "domain/training/training_video.h"

#include "base/check.h"
#include "base/log.h"
#include "base/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STRETCH_MS 60000 /* what the clock gives for one report, at most: nobody waits and then jumps */
#define SPEED_NUMERATOR 5 /* 1.25 times the clock: players may run a little fast, and reports come late */
#define SPEED_DENOMINATOR 4
#define GAP_MS 500 /* between where watching had come to and where a report begins */

static bool ends_with(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	return n > m && strcmp(path + n - m, end) == 0;
}

static const char *type_of(const char *path)
{
	return ends_with(path, ".mp4") ? "video/mp4" : ends_with(path, ".webm") ? "video/webm" : ends_with(path, ".vtt") ? "text/vtt; charset=utf-8" : NULL;
}

static void close_file(struct http_file *f)
{
	if (f->fd >= 0)
		(void)close(f->fd);
	f->fd = -1;
}

/* False: logged. */
static bool open_file(const char *path, const char *setting, struct http_file *out_r)
{
	struct stat st;

	*out_r = (struct http_file){.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), .type = type_of(path)};
	if (out_r->fd < 0 || fstat(out_r->fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0 || out_r->type == NULL) {
		log_error("training file not usable", LOG_WORD("setting", setting), LOG_WORD("why", out_r->fd < 0 ? strerror(errno) : "no mp4, webm or vtt file"));
		close_file(out_r);
		return false;
	}
	out_r->size = st.st_size;
	return true;
}

struct training_video *training_video_open(const struct settings *s)
{
	struct training_video *v;

	if (s->training_video[0] == '\0')
		return NULL;
	if (s->training_video_seconds == 0) {
		log_error("training file not usable", LOG_WORD("setting", "training.video_seconds"), LOG_WORD("why", "the length of the video is missing"));
		return NULL;
	}
	v = calloc(1, sizeof(*v));
	check(v != NULL);
	v->captions.fd = -1;
	if (!open_file(s->training_video, "training.video", &v->film)) {
		free(v);
		return NULL;
	}
	if (s->training_captions[0] != '\0')
		(void)open_file(s->training_captions, "training.captions", &v->captions);
	v->length_ms = s->training_video_seconds * 1000LL;
	(void)snprintf(v->name, sizeof(v->name), "%lld-%d", (long long)v->film.size, s->training_video_seconds);
	return v;
}

void training_video_close(struct training_video **v)
{
	if (*v == NULL)
		return;
	close_file(&(*v)->film);
	close_file(&(*v)->captions);
	free(*v);
	*v = NULL;
}

bool training_video_advance(int64_t from, int64_t to, int64_t since, int64_t *reached_io)
{
	int64_t ran = since < 0 ? 0 : since > STRETCH_MS ? STRETCH_MS : since;

	if (from > to || from > *reached_io + GAP_MS)
		return false;
	if (to <= *reached_io || from == to)
		return true; /* looked at again, or about to begin */
	if (to - *reached_io > ran * SPEED_NUMERATOR / SPEED_DENOMINATOR)
		return false;
	*reached_io = to;
	return true;
}

/* The training video of the settings, opened once a worker: the file may be large and is never read whole. */
#ifndef TASUKI_DOMAIN_TRAINING_TRAINING_VIDEO_H
#define TASUKI_DOMAIN_TRAINING_TRAINING_VIDEO_H

#include "net/http.h"

#include <stdbool.h>

struct settings;

struct training_video {
	struct http_file film, captions; /* captions.fd -1: there are none */
	int64_t length_ms;
	char name[32]; /* tells one video from another */
};

/* NULL: none is named, or it cannot be used (logged). */
struct training_video *training_video_open(const struct settings *s);
void training_video_close(struct training_video **v);

/* Whether a report of having watched [from, to] counts, and how far it brings: *reached_io; all in ms. since: by the server's clock, from the last one. */
bool training_video_advance(int64_t from, int64_t to, int64_t since, int64_t *reached_io);

#endif

/* Internal to demo_story*.c. */
#ifndef TASUKI_MAIN_DEMO_STORY_OWN_H
#define TASUKI_MAIN_DEMO_STORY_OWN_H

#include "main/demo_story.h"

/* Makes up s->moves: after a post each member looks in some minutes or hours later, and whoever writes has read what stands
 * above. */
void story_read_all(struct arena *a, struct story *s, const struct town *t, int64_t now);

#endif

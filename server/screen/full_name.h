/*
 * May a sentence hold a surname with a given name after it, as the dictionary sees them? Cutting a sentence into words costs more than all the
 * rest of a look; most sentences that tell of care name nobody and are spared it.
 */
#ifndef TASUKI_SCREEN_FULL_NAME_H
#define TASUKI_SCREEN_FULL_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* False: in these letters (those that the dictionary is given) it has no surname whose next token may be a name of a person, and nothing that begins
 * like a given name after a space or a joint. */
bool full_name_may_stand(const uint32_t *c, size_t n);
/* True when a dictionary of so many words is the one whose names are known here. */
bool full_name_knows(size_t words);

#endif

/* Relatives are sealed wherever hat_person shows people: the program opens their names here. */
#ifndef TASUKI_DOMAIN_SPACE_SPACE_PERSON_H
#define TASUKI_DOMAIN_SPACE_SPACE_PERSON_H

#include "base/arena.h"
#include "base/id.h"
#include "base/str.h"

struct app;

/*
 * A `person` of hat_person, or a list of them, with the names of relatives opened. Their family timeline's key should be on lease; without it (it
 * may be deleted) they have no name. Without relatives the text itself; else in the arena.
 */
struct str space_people_open(const struct app *app, struct arena *a, struct str json);
/* The name in an opened `person`. */
struct str space_person_name(struct arena *a, struct str json);
/* The family timelines whose keys open the names in the text: how many, at most `max`. */
size_t space_people_keys(struct str json, struct space_id *out, size_t max);

#endif

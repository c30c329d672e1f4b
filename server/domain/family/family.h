/* The door of a family timeline: the patient's word on who comes in. */
#ifndef TASUKI_DOMAIN_FAMILY_FAMILY_H
#define TASUKI_DOMAIN_FAMILY_FAMILY_H

#include "domain/space/space_change.h"

/*
 * Lets a newcomer into the space that the call is about (locked; any kind), or lets the membership wait for the patient's side: then `entered` hears
 * that it waits. Takes c->keep.
 */
void family_enter(struct call *c, const struct space_newcomer *who, void (*entered)(struct call *c, const struct space_newcomer *who, bool waits));
/* Somebody has been let in by another road (a new 主治医): the patient, where one is in that space, is told. */
void family_tell(struct call *c, struct space_id space, const struct space_newcomer *who);

#endif

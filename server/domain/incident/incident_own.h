/* Shared by the files of this folder only. */
#ifndef TASUKI_DOMAIN_INCIDENT_INCIDENT_OWN_H
#define TASUKI_DOMAIN_INCIDENT_INCIDENT_OWN_H

#include "call/call.h"

/* Adds the next step of its history, by this call's hat. words, prevention: p NULL = none. */
void incident_step(struct call *c, struct id128 incident, const char *kind, struct str words, struct str prevention);
/* After the commit office, committee, the facility's 施設管理者 and who reported it read their inbox again. */
void incident_tell(struct call *c, struct id128 incident);

#endif

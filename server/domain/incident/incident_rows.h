/* Input structs and handlers of the rows in incident.def. */
#ifndef TASUKI_DOMAIN_INCIDENT_INCIDENT_ROWS_H
#define TASUKI_DOMAIN_INCIDENT_INCIDENT_ROWS_H

#include "json/shape.h"

extern const char *const incident_kinds[];

#define SHAPE_FILE "domain/incident/incident.def"
#include "json/shape_struct.h"

#endif

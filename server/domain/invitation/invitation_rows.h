/* Input structs and handlers of the rows in invitation.def. */
#ifndef TASUKI_DOMAIN_INVITATION_INVITATION_ROWS_H
#define TASUKI_DOMAIN_INVITATION_INVITATION_ROWS_H

#include "domain/invitation/invitation.h"
#include "json/shape.h"

#define SHAPE_FILE "domain/invitation/invitation.def"
#include "json/shape_struct.h"

#endif

/* Handlers of the rows in member.def. */
#ifndef TASUKI_DOMAIN_MEMBER_MEMBER_ROWS_H
#define TASUKI_DOMAIN_MEMBER_MEMBER_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/member/member.def"
#include "json/shape_struct.h"

#endif

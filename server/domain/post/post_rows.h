/* Input structs and handlers of the rows in post.def. */
#ifndef TASUKI_DOMAIN_POST_POST_ROWS_H
#define TASUKI_DOMAIN_POST_POST_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/post/post.def"
#include "json/shape_struct.h"

#endif

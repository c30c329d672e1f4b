/* Handlers of the rows in board.def. */
#ifndef TASUKI_DOMAIN_BOARD_BOARD_ROWS_H
#define TASUKI_DOMAIN_BOARD_BOARD_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/board/board.def"
#include "json/shape_struct.h"

#endif

/* A text message as it goes over the wire: header and payload in one piece, the same bytes for every client. */
#ifndef TASUKI_NET_FRAME_H
#define TASUKI_NET_FRAME_H

#include "net/live.h"

#include <stdint.h>

struct frame {
	uint32_t references;
	uint32_t n;
	char bytes[];
};

#endif

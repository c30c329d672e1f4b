/* A patient's identity as it is sealed (SEAL_IDENTITY). */
#ifndef TASUKI_MAIN_DEMO_IDENTITY_H
#define TASUKI_MAIN_DEMO_IDENTITY_H

#include "base/arena.h"
#include "base/phi.h"

/* {"name","kana","birth","sex"}; lives in the arena. */
struct phi demo_identity(struct arena *a, struct phi name, struct phi kana, struct phi birth, struct phi sex);

#endif

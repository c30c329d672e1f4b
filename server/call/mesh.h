/*
 * Brings hot acts to their space's owner worker over AF_UNIX, already shaped. One worker in four, at least one, owns spaces. Each worker
 * listens on <run>/front-<index>.mesh and keeps one connection to each other worker. While an owner cannot be reached, acts run here: the row
 * lock keeps them right, only slower. So do those that an owner had when it was lost.
 */
#ifndef TASUKI_CALL_MESH_H
#define TASUKI_CALL_MESH_H

#include "call/hot.h"

struct loop;
struct mesh;

/* run: folder of the sockets; kept. index < workers ≤ 64. */
struct mesh *mesh_create(struct loop *loop, const char *run, int index, int workers, struct hot *hot);
void mesh_destroy(struct mesh **m);
/* Takes the acts of the other workers from now on; until then they run theirs. Once. False with errno: the socket cannot be made. */
MUST_USE bool mesh_listen(struct mesh *m);
/* Like hot_submit. */
void mesh_submit(struct mesh *m, const struct hot_op *op, struct phi text, struct str source, hot_cb cb, void *arg);

#endif

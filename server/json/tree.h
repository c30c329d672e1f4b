/*
 * Reading a JSON file of the operator's (demo town) that nests, value by value. For requests use shape.h. The first thing that is
 * wrong is kept as one sentence with its path; after it every read gives an empty value, so a caller checks once at the end.
 */
#ifndef TASUKI_JSON_TREE_H
#define TASUKI_JSON_TREE_H

#include "base/arena.h"

#include <stdint.h>

struct tree;

/* One value in it; borrowed from the tree. */
struct node {
	struct tree *tree;
	void *value;      /* NULL = not there */
	const char *path; /* "posts[3].edits", in the tree's arena */
};

/* Reads a whole text. Never NULL: what is wrong is told by tree_why. */
struct tree *tree_create(struct str json);
void tree_destroy(struct tree **t);
/* The first fault, or {NULL, 0}. Lives as long as the tree. */
struct str tree_why(const struct tree *t);
/* Adds a fault of the caller's own at n, unless there is one already. */
void tree_fault(struct node n, const char *sentence);
struct node tree_root(struct tree *t);

/* A list's elements; a list that is not there has none. */
size_t node_count(struct node list);
struct node node_at(struct node list, size_t i);
/* A member that is a list or an object; absent is no fault. */
struct node node_list(struct node object, const char *name);
struct node node_object(struct node object, const char *name);
bool node_there(struct node n);

/* Members of an object. A needed one that is absent, and any of another type, is a fault. Texts are borrowed from the tree. */
struct str node_text(struct node object, const char *name);
struct str node_text_or_none(struct node object, const char *name); /* absent or null: {NULL, 0} */
int64_t node_int(struct node object, const char *name, int64_t min, int64_t max);
int64_t node_int_or(struct node object, const char *name, int64_t min, int64_t max, int64_t absent);
bool node_bool_or(struct node object, const char *name, bool absent);

#endif

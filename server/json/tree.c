#include "json/tree.h"

#include "base/check.h"

#include <jansson.h>
#include <stdlib.h>

#define TREE_MAGIC 0x74726565u

struct tree {
	unsigned magic;
	struct arena *arena;
	json_t *root;
	struct str why;
};

struct tree *tree_create(struct str json)
{
	struct tree *t = calloc(1, sizeof(*t));
	json_error_t error;

	check(t != NULL);
	t->magic = TREE_MAGIC;
	t->arena = arena_create(1 << 14);
	t->root = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, &error);
	if (t->root == NULL)
		t->why = arena_printf(t->arena, "line %d: %s", error.line, error.text);
	return t;
}

void tree_destroy(struct tree **t)
{
	check(t != NULL);
	if (*t == NULL)
		return;
	check_magic(*t, TREE_MAGIC);
	json_decref((*t)->root);
	arena_destroy(&(*t)->arena);
	free(*t);
	*t = NULL;
}

struct str tree_why(const struct tree *t)
{
	check_magic(t, TREE_MAGIC);
	return t->why;
}

void tree_fault(struct node n, const char *sentence)
{
	check_magic(n.tree, TREE_MAGIC);
	if (n.tree->why.p == NULL)
		n.tree->why = arena_printf(n.tree->arena, "%s: %s", n.path, sentence);
}

struct node tree_root(struct tree *t)
{
	check_magic(t, TREE_MAGIC);
	return (struct node){t, t->root, "the file"};
}

static struct node below(struct node n, json_t *value, struct str path)
{
	return (struct node){n.tree, value, path.p};
}

size_t node_count(struct node list)
{
	return json_array_size(list.value);
}

struct node node_at(struct node list, size_t i)
{
	check(i < node_count(list));
	return below(list, json_array_get(list.value, i), arena_printf(list.tree->arena, "%s[%zu]", list.path, i));
}

/* The member, or one without value. */
static struct node member(struct node object, const char *name)
{
	json_t *value = json_object_get(object.value, name);

	return below(object, json_is_null(value) ? NULL : value, arena_printf(object.tree->arena, "%s.%s", object.path, name));
}

struct node node_list(struct node object, const char *name)
{
	struct node n = member(object, name);

	if (n.value != NULL && !json_is_array((json_t *)n.value)) {
		tree_fault(n, "must be a list");
		n.value = NULL;
	}
	return n;
}

struct node node_object(struct node object, const char *name)
{
	struct node n = member(object, name);

	if (n.value != NULL && !json_is_object((json_t *)n.value)) {
		tree_fault(n, "must be an object");
		n.value = NULL;
	}
	return n;
}

bool node_there(struct node n)
{
	return n.value != NULL;
}

struct str node_text_or_none(struct node object, const char *name)
{
	struct node n = member(object, name);

	if (n.value == NULL)
		return (struct str){NULL, 0};
	if (!json_is_string((json_t *)n.value) || json_string_length(n.value) == 0) {
		tree_fault(n, "must be a text that is not empty");
		return (struct str){NULL, 0};
	}
	return (struct str){json_string_value(n.value), json_string_length(n.value)};
}

struct str node_text(struct node object, const char *name)
{
	struct str s = node_text_or_none(object, name);

	if (s.p != NULL)
		return s;
	tree_fault(member(object, name), "is needed");
	return STR("");
}

static bool has_int(struct node object, const char *name, int64_t min, int64_t max, int64_t *out_r)
{
	struct node n = member(object, name);

	if (n.value == NULL)
		return false;
	*out_r = json_is_integer((json_t *)n.value) ? json_integer_value(n.value) : min - 1;
	if (*out_r >= min && *out_r <= max)
		return true;
	tree_fault(n, "must be a whole number within its limits");
	*out_r = min;
	return true;
}

int64_t node_int(struct node object, const char *name, int64_t min, int64_t max)
{
	int64_t v;

	if (has_int(object, name, min, max, &v))
		return v;
	tree_fault(member(object, name), "is needed");
	return min;
}

int64_t node_int_or(struct node object, const char *name, int64_t min, int64_t max, int64_t absent)
{
	int64_t v;

	return has_int(object, name, min, max, &v) ? v : absent;
}

bool node_bool_or(struct node object, const char *name, bool absent)
{
	struct node n = member(object, name);

	if (n.value == NULL)
		return absent;
	if (!json_is_boolean((json_t *)n.value))
		tree_fault(n, "must be true or false");
	return json_is_true((json_t *)n.value);
}

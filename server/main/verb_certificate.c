#include "base/arena.h"
#include "base/hex.h"
#include "json/tree.h"
#include "keys/signer.h"
#include "main/options.h"
#include "main/screen_files.h"
#include "main/verbs.h"

#include <stdio.h>
#include <string.h>

/*
 * `certificate verify`: whether a certificate of complete deletion is as it was signed. The file is what its screen saves: {"text", "signature",
 * "public_key"}. It needs no region, no database and no key: whoever was handed a certificate can run it anywhere.
 */

struct certificate {
	struct str text; /* byte for byte what was signed */
	struct signed_text under;
};

static bool refuse(const char *path, const char *why)
{
	(void)fprintf(stderr, "tasuki: %s: %s\n", path, why);
	return false;
}

static bool read_certificate(struct arena *a, const char *path, struct certificate *out_r)
{
	struct str file = screen_file(a, path);
	struct tree *t;
	struct node root;
	bool good;

	if (file.p == NULL)
		return false;
	t = tree_create(file);
	root = tree_root(t);
	out_r->text = arena_copy(a, node_text(root, "text"));
	good = hex_read(node_text(root, "signature"), out_r->under.signature, SIGNER_SIGNATURE) &&
	       hex_read(node_text(root, "public_key"), out_r->under.public_key, SIGNER_PUBLIC);
	good = good && tree_why(t).p == NULL && out_r->text.n > 0;
	tree_destroy(&t);
	return good || refuse(path, "this is no certificate's file: it has text, signature and public_key");
}

/* Of the signed text itself: nothing that stands beside it is believed. */
static bool print_what(struct arena *a, const char *path, struct str text)
{
	struct tree *t = tree_create(text);
	struct node root = tree_root(t);
	struct str number = arena_copy(a, node_text(root, "number")), association = arena_copy(a, node_text(root, "association")),
		   deployment = arena_copy(a, node_text(root, "deployment"));
	bool good = tree_why(t).p == NULL;

	tree_destroy(&t);
	if (!good)
		return refuse(path, "what was signed is no certificate");
	(void)printf("number %.*s\nassociation %.*s\ndeployment %.*s\n", STR_ARG(number), STR_ARG(association), STR_ARG(deployment));
	return true;
}

static bool is_key(const char *path, const struct certificate *c, const char *wanted)
{
	unsigned char key[SIGNER_PUBLIC];

	if (wanted == NULL)
		return true;
	if (!hex_read(str_of(wanted), key, sizeof(key)))
		return refuse(path, "--key: 64 digits of 0-9 and a-f");
	return memcmp(key, c->under.public_key, sizeof(key)) == 0 || refuse(path, "it was signed with another key than this region's");
}

int verb_certificate_verify(int argc, char **argv)
{
	const char *path = NULL, *wanted = NULL;
	const struct option_row rows[] = {{.value = &path, .needed = "which certificate? give its file"}, {.name = "--key", .value = &wanted}};
	char key[2 * SIGNER_PUBLIC + 1];
	struct certificate c;
	struct arena *a;
	bool good;

	if (!options_read(argc, argv, rows, 2))
		return VERB_MISUSED;
	a = arena_create(65536);
	good = read_certificate(a, path, &c) && (signer_verify(c.text, &c.under) || refuse(path, "the signature is not of this text: it was changed")) &&
	       is_key(path, &c, wanted) && print_what(a, path, c.text);
	if (good) {
		hex_put(c.under.public_key, SIGNER_PUBLIC, key);
		(void)printf("key %s%s\nthe certificate is as it was signed\n", key, wanted == NULL ? " (ask the association whether it is theirs)" : "");
	}
	arena_destroy(&a);
	return good ? VERB_DONE : VERB_FAILED;
}

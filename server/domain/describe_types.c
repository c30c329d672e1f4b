/* web/src/api/types.gen.ts: the answers as TypeScript interfaces. */
#include "domain/describe_own.h"

#include <string.h>

static void add_pascal(struct buf *out, struct str name)
{
	bool upper = true;

	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '_') {
			upper = true;
			continue;
		}
		buf_add_byte(out, upper ? str_upper(name.p[i]) : name.p[i]);
		upper = false;
	}
}

static void add_words(struct buf *out, struct str words)
{
	for (size_t at = 0; at < words.n;) {
		size_t end = str_find(words, '|', at);

		describe_add(out, "%s'%.*s'", at ? " | " : "", STR_ARG(str_part(words, at, end)));
		at = end + 1;
	}
}

static void add_type(struct buf *out, const struct part *p)
{
	static const char *const types[] = {"boolean", "Id", "Id[]", "number", "", "", "string", "string", "Time", "", ""};
	struct part_of of = describe_of(p);

	switch (p->type) {
	case PART_LIST:
	case PART_OBJECT:
		add_pascal(out, of.name);
		buf_add_str(out, p->type == PART_LIST ? STR("[]") : STR(""));
		break;
	case PART_WORD:
		add_words(out, of.name);
		break;
	case PART_WORDS:
		buf_add_byte(out, '(');
		add_words(out, of.name);
		buf_add_str(out, STR(")[]"));
		break;
	default:
		buf_add_str(out, str_of(types[p->type]));
	}
	if (of.null)
		buf_add_str(out, STR(" | null"));
}

void describe_types(struct buf *out)
{
	struct part_table t = describe_answers();

	describe_add(out, "// Printed by `tasuki describe types` from server/domain/answers.def; change the rows there.\n\n"
	                  "/** UUID text. */\nexport type Id = string;\n/** Milliseconds since 1970 UTC, by the server's clock. */\nexport type Time = number;\n");
	for (size_t i = 0; i < t.count; i++) {
		const struct part *p = &t.rows[i];
		bool last = i + 1 == t.count || t.rows[i + 1].name == NULL;

		if (p->name == NULL) {
			describe_add(out, "\n/** %s */\nexport interface ", p->prose);
			add_pascal(out, str_of(p->owner));
			buf_add_str(out, last ? STR(" {}\n") : STR(" {\n"));
			continue;
		}
		describe_add(out, "  %s%s: ", p->name, describe_of(p).absent ? "?" : "");
		add_type(out, p);
		buf_add_str(out, STR(";\n"));
		if (last)
			buf_add_str(out, STR("}\n"));
	}
}

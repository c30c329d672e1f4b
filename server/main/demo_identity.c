#include "main/demo_identity.h"

#include "json/out.h"

struct part {
	const char *name;
	struct phi value;
};

static struct phi object(struct arena *a, const struct part *parts, size_t n)
{
	struct out o = {0};
	struct phi text;

	out_object(&o);
	for (size_t i = 0; i < n; i++) {
		out_key(&o, parts[i].name);
		out_phi(&o, parts[i].value);
	}
	out_end(&o);
	text.text = arena_copy(a, out_done(&o));
	out_finish(&o);
	return text;
}

struct phi demo_identity(struct arena *a, struct phi name, struct phi kana, struct phi birth, struct phi sex)
{
	const struct part parts[] = {{"name", name}, {"kana", kana}, {"birth", birth}, {"sex", sex}};

	return object(a, parts, sizeof(parts) / sizeof(parts[0]));
}

struct phi demo_kin(struct arena *a, struct phi name, struct phi relation)
{
	const struct part parts[] = {{"name", name}, {"relation", relation.text.p != NULL ? relation : (struct phi){STR("")}}, {"identified", {STR("met")}}};

	return object(a, parts, sizeof(parts) / sizeof(parts[0]));
}

struct phi demo_consent(struct arena *a, const struct demo_consent *names)
{
	const struct part parts[] = {{"giver", names->giver},
	                             {"relation", names->relation},
	                             {"explained_by", names->explained_by},
	                             {"original_at", names->original_at}};

	return object(a, parts, sizeof(parts) / sizeof(parts[0]));
}

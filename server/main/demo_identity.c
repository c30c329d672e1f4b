#include "main/demo_identity.h"

#include "json/out.h"

struct phi demo_identity(struct arena *a, struct phi name, struct phi kana, struct phi birth, struct phi sex)
{
	struct out o = {0};
	struct phi text;

	out_object(&o);
	out_key(&o, "name");
	out_phi(&o, name);
	out_key(&o, "kana");
	out_phi(&o, kana);
	out_key(&o, "birth");
	out_phi(&o, birth);
	out_key(&o, "sex");
	out_phi(&o, sex);
	out_end(&o);
	text.text = arena_copy(a, out_done(&o));
	out_finish(&o);
	return text;
}

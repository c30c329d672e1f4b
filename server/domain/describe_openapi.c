/* docs/openapi.json: OpenAPI 3.1. */
#include "domain/describe_own.h"
#include "domain/routes.h"
#include "json/out.h"

#include <string.h>

static void write_ref(struct out *o, struct str name)
{
	struct buf ref = {0};

	buf_add_str(&ref, STR("#/components/schemas/"));
	buf_add_str(&ref, name);
	out_object(o);
	out_key_text(o, "$ref", buf_str(&ref));
	out_end(o);
	buf_finish(&ref);
}

static void write_words(struct out *o, struct str words)
{
	out_key(o, "enum");
	out_array(o);
	for (size_t at = 0; at < words.n;) {
		size_t end = str_find(words, '|', at);

		out_text(o, str_part(words, at, end));
		at = end + 1;
	}
	out_end(o);
}

static void write_simple(struct out *o, const struct part *p, struct str of)
{
	static const char *const types[] = {"boolean", "string", "", "integer", "", "", "string", "string", "integer", "string", ""};

	out_object(o);
	out_key_text(o, "type", str_of(types[p->type]));
	if (p->type == PART_ID)
		out_key_text(o, "format", STR("uuid"));
	if (p->type == PART_WORD)
		write_words(o, of);
	if (p->prose[0] != '\0')
		out_key_text(o, "description", str_of(p->prose));
	out_end(o);
}

static void write_value(struct out *o, const struct part *p, struct str of)
{
	if (p->type == PART_OBJECT) {
		write_ref(o, of);
	} else if (p->type == PART_LIST || p->type == PART_WORDS) {
		out_object(o);
		out_key_text(o, "type", STR("array"));
		out_key(o, "items");
		if (p->type == PART_LIST) {
			write_ref(o, of);
		} else {
			out_object(o);
			out_key_text(o, "type", STR("string"));
			write_words(o, of);
			out_end(o);
		}
		out_end(o);
	} else {
		write_simple(o, p, of);
	}
}

static void write_part(struct out *o, const struct part *p)
{
	struct part_of of = describe_of(p);

	out_key(o, p->name);
	if (!of.null) {
		write_value(o, p, of.name);
		return;
	}
	out_object(o);
	out_key(o, "oneOf");
	out_array(o);
	write_value(o, p, of.name);
	out_object(o);
	out_key_text(o, "type", STR("null"));
	out_end(o);
	out_end(o);
	out_end(o);
}

static void write_object(struct out *o, struct part_table t, const struct part *head)
{
	out_key(o, head->owner);
	out_object(o);
	out_key_text(o, "type", STR("object"));
	out_key_text(o, "description", str_of(head->prose));
	out_key_bool(o, "additionalProperties", false);
	out_key(o, "properties");
	out_object(o);
	for (size_t i = 0; i < t.count; i++)
		if (t.rows[i].name != NULL && strcmp(t.rows[i].owner, head->owner) == 0)
			write_part(o, &t.rows[i]);
	out_end(o);
	out_key(o, "required");
	out_array(o);
	for (size_t i = 0; i < t.count; i++)
		if (t.rows[i].name != NULL && strcmp(t.rows[i].owner, head->owner) == 0 && !describe_of(&t.rows[i]).absent)
			out_text(o, str_of(t.rows[i].name));
	out_end(o);
	out_end(o);
}

static void write_field(struct out *o, const struct field *f)
{
	static const char *const types[] = {"boolean", "string", "string", "array", "integer", "string", "string", "object", "string", "string"};

	out_key(o, f->name);
	out_object(o);
	out_key_text(o, "type", str_of(types[f->type]));
	if (f->type == FIELD_ID)
		out_key_text(o, "format", STR("uuid"));
	if (f->type == FIELD_IDS) {
		out_key(o, "items");
		out_raw(o, STR("{\"type\":\"string\",\"format\":\"uuid\"}"));
		out_key_i64(o, "minItems", f->min);
		out_key_i64(o, "maxItems", f->max);
	}
	if (f->type == FIELD_DATE)
		out_key_text(o, "format", STR("date"));
	if (f->type == FIELD_LINE || f->type == FIELD_TEXT || f->type == FIELD_PHI) {
		out_key_i64(o, "minLength", f->min);
		out_key_i64(o, "maxLength", f->max);
	}
	if (f->type == FIELD_INT) {
		out_key_i64(o, "minimum", f->min);
		out_key_i64(o, "maximum", f->max);
	}
	if (f->type == FIELD_WORD) {
		out_key(o, "enum");
		out_array(o);
		for (size_t i = 0; f->words[i] != NULL; i++)
			out_text(o, str_of(f->words[i]));
		out_end(o);
	}
	out_end(o);
}

static void write_input(struct out *o, const struct shape *s)
{
	out_object(o);
	out_key_text(o, "type", STR("object"));
	out_key_bool(o, "additionalProperties", false);
	out_key(o, "properties");
	out_object(o);
	for (size_t i = 0; i < s->count; i++)
		write_field(o, &s->fields[i]);
	out_end(o);
	out_key(o, "required");
	out_array(o);
	for (size_t i = 0; i < s->count; i++)
		if (s->fields[i].need == REQUIRED)
			out_text(o, str_of(s->fields[i].name));
	out_end(o);
	out_end(o);
}

static void write_json_content(struct out *o)
{
	out_key(o, "content");
	out_object(o);
	out_key(o, "application/json");
	out_object(o);
	out_key(o, "schema");
}

static void write_parameter(struct out *o, const char *name, bool in_path, struct str schema)
{
	out_object(o);
	out_key_text(o, "name", str_of(name));
	out_key_text(o, "in", in_path ? STR("path") : STR("query"));
	out_key_bool(o, "required", in_path);
	out_key(o, "schema");
	out_raw(o, schema);
	out_end(o);
}

static void write_parameters(struct out *o, const struct route *r)
{
	const struct str id = STR("{\"type\":\"string\",\"format\":\"uuid\"}"), no = STR("{\"type\":\"integer\",\"minimum\":0}");
	static const char *const names[] = {"space", "post", "hat", "item"};
	static const char *const places[] = {"{space}", "{post}", "{hat}", "{item}"};

	out_key(o, "parameters");
	out_array(o);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strstr(r->path, places[i]) != NULL)
			write_parameter(o, names[i], true, id);
	if (strcmp(r->name, "post_page") == 0) {
		write_parameter(o, "before", false, no);
		write_parameter(o, "after", false, no);
		write_parameter(o, "around", false, no);
		write_parameter(o, "limit", false, STR("{\"type\":\"integer\",\"minimum\":1,\"maximum\":100}"));
	}
	out_end(o);
}

static void write_answer(struct out *o, const char *status, struct str name)
{
	out_key(o, status);
	out_object(o);
	out_key_text(o, "description", name);
	write_json_content(o);
	write_ref(o, name);
	out_end(o);
	out_end(o);
	out_end(o);
}

/* Of a page there is nothing to say but that it is one. */
static void write_page(struct out *o)
{
	out_key(o, "200");
	out_raw(o, STR("{\"description\":\"page\",\"content\":{\"text/*\":{\"schema\":{\"type\":\"string\"}}}}"));
	out_key(o, "304");
	out_raw(o, STR("{\"description\":\"the page whose ETag was sent\"}"));
}

/* Bytes, or some of them. */
static void write_file(struct out *o)
{
	static const struct str content = STR("{\"description\":\"bytes\",\"content\":{\"*/*\":{\"schema\":{\"type\":\"string\",\"format\":\"binary\"}}}}");

	out_key(o, "200");
	out_raw(o, content);
	out_key(o, "206");
	out_raw(o, content);
}

static void write_operation(struct out *o, const struct route *r)
{
	static const char *const keys[] = {"get", "head", "post", "put", "delete", "patch", "options", "other"};

	out_key(o, keys[r->method]);
	out_object(o);
	out_key_text(o, "operationId", str_of(r->name));
	if (r->lane == LANE_OPEN) { /* by nobody, too */
		out_key(o, "security");
		out_raw(o, STR("[]"));
	}
	write_parameters(o, r);
	if (r->in == &route_file) {
		out_key(o, "requestBody");
		out_raw(o, STR("{\"content\":{\"*/*\":{\"schema\":{\"type\":\"string\",\"format\":\"binary\"}}}}"));
	} else if (r->in != NULL) {
		out_key(o, "requestBody");
		out_object(o);
		write_json_content(o);
		write_input(o, r->in);
		out_end(o);
		out_end(o);
		out_end(o);
	}
	out_key(o, "responses");
	out_object(o);
	if (r->method == HTTP_POST && r->in != NULL) /* a POST may make something new */
		write_answer(o, "201", str_of(r->answer));
	if (strcmp(r->answer, "page") == 0)
		write_page(o);
	else if (strcmp(r->answer, "file") == 0)
		write_file(o);
	else
		write_answer(o, "200", str_of(r->answer));
	write_answer(o, "default", STR("error"));
	out_end(o);
	out_end(o);
}

static void write_paths(struct out *o)
{
	struct route_table t = routes_all();

	out_object(o);
	for (size_t i = 0; i < t.count; i++) {
		bool first = true;

		for (size_t k = 0; k < i; k++)
			first &= strcmp(t.rows[k].path, t.rows[i].path) != 0;
		if (!first)
			continue;
		out_key(o, t.rows[i].path);
		out_object(o);
		for (size_t k = i; k < t.count; k++)
			if (strcmp(t.rows[k].path, t.rows[i].path) == 0)
				write_operation(o, &t.rows[k]);
		out_end(o);
	}
	out_end(o);
}

void describe_openapi(struct buf *out)
{
	struct part_table answers = describe_answers();
	struct out o = {0};

	out_object(&o);
	out_key_text(&o, "openapi", STR("3.1.0"));
	out_key(&o, "info");
	out_raw(&o, STR("{\"title\":\"Tasuki\",\"version\":\"1\"}"));
	out_key(&o, "security");
	out_raw(&o, STR("[{\"session\":[]}]"));
	out_key(&o, "paths");
	write_paths(&o);
	out_key(&o, "components");
	out_object(&o);
	out_key(&o, "securitySchemes");
	out_raw(&o, STR("{\"session\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"__Host-tasuki\"}}"));
	out_key(&o, "schemas");
	out_object(&o);
	for (size_t i = 0; i < answers.count; i++)
		if (answers.rows[i].name == NULL)
			write_object(&o, answers, &answers.rows[i]);
	out_end(&o);
	out_end(&o);
	out_end(&o);
	buf_add_str(out, out_done(&o));
	buf_add_byte(out, '\n');
	out_finish(&o);
}

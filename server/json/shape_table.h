/* Pass 2 over a noun's rows: `static const struct shape <shape>_shape`. #define SHAPE_FILE "…def" before each inclusion; no guard on
 * purpose. */
#define SHAPE_BEGIN(of) static const struct field of##_fields[] = {
#define FIELD(of, type, name, need, min, max) \
	{#name, FIELD_##type, need, min, max, NULL, offsetof(struct of##_in, name), offsetof(struct of##_in, has_##name)},
#define FIELD_WORDS(of, name, need, list) \
	{#name, FIELD_WORD, need, 0, 0, list, offsetof(struct of##_in, name), offsetof(struct of##_in, has_##name)},
#define SHAPE_END(of) \
	} \
	; \
	static const struct shape of##_shape = {#of, of##_fields, sizeof(of##_fields) / sizeof(of##_fields[0]), \
	                                           sizeof(struct of##_in)};
#define ROUTE(...)
#include SHAPE_FILE
#undef SHAPE_BEGIN
#undef FIELD
#undef FIELD_WORDS
#undef SHAPE_END
#undef ROUTE
#undef SHAPE_FILE

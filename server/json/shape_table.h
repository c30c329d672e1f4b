/* Pass 2 over a noun's rows: `static const struct shape <shape>_shape`. #define SHAPE_FILE "…def" before each inclusion; no guard on
 * purpose. */
#define SHAPE_BEGIN(shape) static const struct field shape##_fields[] = {
#define FIELD(shape, type, name, need, min, max)                                                                                 \
	{#name, FIELD_##type, need, min, max, NULL, offsetof(struct shape##_in, name), offsetof(struct shape##_in, has_##name)},
#define FIELD_WORDS(shape, name, need, list)                                                                                     \
	{#name, FIELD_WORD, need, 0, 0, list, offsetof(struct shape##_in, name), offsetof(struct shape##_in, has_##name)},
#define SHAPE_END(shape)                                                                                                         \
	}                                                                                                                        \
	;                                                                                                                        \
	static const struct shape shape##_shape = {#shape, shape##_fields, sizeof(shape##_fields) / sizeof(shape##_fields[0]),   \
	                                           sizeof(struct shape##_in)};
#define ROUTE(...)
#include SHAPE_FILE
#undef SHAPE_BEGIN
#undef FIELD
#undef FIELD_WORDS
#undef SHAPE_END
#undef ROUTE
#undef SHAPE_FILE

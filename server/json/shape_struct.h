/* Pass 1 over a noun's rows: `struct <shape>_in` and the handlers' prototypes. #define SHAPE_FILE "…def" before each inclusion; no guard on purpose. */
struct call;

#define SHAPE_BEGIN(shape) struct shape##_in {
#define FIELD(shape, type, name, need, min, max) \
	field_##type name; \
	bool has_##name;
#define FIELD_WORDS(shape, name, need, list) FIELD(shape, WORD, name, need, 0, 0)
#define SHAPE_END(shape) \
	} \
	;
#define ROUTE(handler, ...) enum err handler(struct call *c);
#include SHAPE_FILE
#undef SHAPE_BEGIN
#undef FIELD
#undef FIELD_WORDS
#undef SHAPE_END
#undef ROUTE
#undef SHAPE_FILE

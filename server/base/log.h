/*
 * Structured log: one line an event, to standard error; text for people or JSON for machines. A line has a level, an event noun
 * and fields. There is a field for numbers, ids, errors and words of the program; there is none for patient text (struct phi) and
 * none for what users typed.
 */
#ifndef TASUKI_BASE_LOG_H
#define TASUKI_BASE_LOG_H

#include "base/err.h"
#include "base/id.h"

enum log_format { LOG_TEXT, LOG_JSON };
enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log_field {
	const char *name;
	enum { LOG_F_INT, LOG_F_ID, LOG_F_WORD } kind;
	union {
		long long i;
		struct id128 id;
		const char *word; /* terminated; escaped when written; at most 400 bytes of it are */
	} as;
};

#define LOG_INT(name_, value) ((struct log_field){.name = (name_), .kind = LOG_F_INT, .as.i = (value)})
#define LOG_ID(name_, typed) ((struct log_field){.name = (name_), .kind = LOG_F_ID, .as.id = (typed).id})
/* A word of the program itself or of the system (strerror, library message): never a user's. */
#define LOG_WORD(name_, w) ((struct log_field){.name = (name_), .kind = LOG_F_WORD, .as.word = (w)})
#define LOG_ERR(e) LOG_WORD("error", err_code(e))

/* role: "front 0", "keys" …; kept, must stay valid. Lines below `least` are dropped. */
void log_init(enum log_format format, enum log_level least, const char *role);
void log_write(enum log_level level, const char *event, const struct log_field *fields, size_t count);

#define log_fields_(...) ((const struct log_field[]){__VA_ARGS__})
#define log_at_(level, event, ...)                                                                                               \
	log_write(level, event, log_fields_(__VA_ARGS__), sizeof(log_fields_(__VA_ARGS__)) / sizeof(struct log_field))
#define log_debug(event, ...) log_at_(LOG_DEBUG, event, __VA_ARGS__)
#define log_info(event, ...) log_at_(LOG_INFO, event, __VA_ARGS__)
#define log_warn(event, ...) log_at_(LOG_WARN, event, __VA_ARGS__)
#define log_error(event, ...) log_at_(LOG_ERROR, event, __VA_ARGS__)

#endif

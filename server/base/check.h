/* Impossible states end the process, in production too: better a restart than a wrong answer. */
#ifndef TASUKI_BASE_CHECK_H
#define TASUKI_BASE_CHECK_H

/* Prints file, line and the condition's source text (never data) to standard error and aborts. */
_Noreturn void check_failed(const char *file, int line, const char *what);

#define check(cond) ((cond) ? (void)0 : check_failed(__FILE__, __LINE__, #cond))

/*
 * Objects that come back through a void * carry a magic number as first member `magic` and are checked there.
 * MAGIC(POST, 'p','o','s','t') style constants are plain unsigned literals chosen by the owner of the type.
 */
#define check_magic(ptr, number) check((ptr) != NULL && (ptr)->magic == (number))

#endif

/*
 * A list set on A4 pages, as a PDF with text that can be searched and read aloud. A module of its own (tasuki-paper.so), loaded by who needs it: its libraries
 * (pango, cairo) have no business in the other processes.
 */
#ifndef TASUKI_PAPER_PAPER_H
#define TASUKI_PAPER_PAPER_H

#include <stdbool.h>
#include <stddef.h>

struct paper_list {
	const char *title;
	const char *line;           /* below the title */
	const char *made_at;        /* ISO 8601, in the file: the same list of the same time is the same bytes */
	const char *const *heads;   /* of the columns */
	const double *widths;       /* their share of the page; together 1 */
	size_t columns;
	const char *const *cells; /* row by row, UTF-8 */
	size_t rows;
};

/* Called with the bytes, in order. */
typedef void (*paper_write)(void *arg, const unsigned char *bytes, size_t n);

/* paper_set: False: no font or no memory. Uses nothing but what it is given: on any thread, each call for itself. */
typedef bool (*paper_set_fn)(const struct paper_list *list, paper_write write, void *arg);
bool paper_set(const struct paper_list *list, paper_write write, void *arg);

#endif

/* Files of the verb `screen check`: a register and labelled sentences, tab-separated, the first line a heading. */
#ifndef TASUKI_MAIN_SCREEN_FILES_H
#define TASUKI_MAIN_SCREEN_FILES_H

#include "base/arena.h"
#include "screen/screen.h"

/* A whole file; .p is NULL where it cannot be read (a sentence was printed). */
struct str screen_file(struct arena *a, const char *path);
/* The next line of *rest cut at tabs into at most `most` fields; the number of fields, 0 at the end. Missing ones are empty. */
size_t screen_file_row(struct str *rest, struct str *fields, size_t most);
/* The text of a field, with a line break for each \n in it. */
struct str screen_file_lines(struct arena *a, struct str text);

struct screen_people {
	struct screen_directory *directory;
	struct screen_register *patients;
};

/* Columns: type (patient, staff, facility), surname or facility, given name or telephone number, surname's kana, given name's kana; for patients
 * then birth, phone, insured number, care-insured number, chart number. path NULL: nobody. False: a sentence was printed. */
bool screen_file_people(struct arena *a, const char *path, struct screen_people *out);
void screen_people_finish(struct screen_people *p);

#endif

#include "main/screen_files.h"

#include "base/buf.h"
#include "base/check.h"

#include <stdio.h>
#include <string.h>

struct str screen_file(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	struct buf b = {0};
	struct str out = {NULL, 0};
	size_t n;

	if (f == NULL) {
		(void)fprintf(stderr, "tasuki: %s cannot be read\n", path);
		return out;
	}
	do {
		n = fread(buf_reserve(&b, 65536), 1, 65536, f);
		b.n += n;
	} while (n > 0);
	(void)fclose(f);
	out = arena_copy(a, buf_str(&b));
	buf_finish(&b);
	return out;
}

size_t screen_file_row(struct str *rest, struct str *fields, size_t most)
{
	size_t end = str_find(*rest, '\n', 0), count = 0;
	struct str line = str_part(*rest, 0, end);

	if (rest->n == 0)
		return 0;
	*rest = str_part(*rest, end + 1, rest->n);
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	memset(fields, 0, most * sizeof(*fields));
	for (size_t at = 0; count < most && at <= line.n; count++) {
		size_t tab = str_find(line, '\t', at);

		fields[count] = str_part(line, at, tab);
		at = tab + 1;
	}
	return count;
}

struct str screen_file_lines(struct arena *a, struct str text)
{
	char *out = arena_alloc(a, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		bool line = text.p[i] == '\\' && i + 1 < text.n && text.p[i + 1] == 'n';

		out[n++] = line ? '\n' : text.p[i];
		i += line;
	}
	return (struct str){out, n};
}

enum { TYPE, FIRST, SECOND, FIRST_KANA, SECOND_KANA, BIRTH, PHONE, INSURED, CARE_INSURED, CHART, COLUMNS };

static struct str joined(struct arena *a, struct str first, struct str second)
{
	return second.n == 0 ? first : arena_printf(a, "%.*s %.*s", STR_ARG(first), STR_ARG(second));
}

static struct screen_person person_of(struct arena *a, const struct str *c)
{
	return (struct screen_person){joined(a, c[FIRST], c[SECOND]), joined(a, c[FIRST_KANA], c[SECOND_KANA])};
}

struct lists {
	struct screen_patient *patients;
	struct screen_person *staff;
	struct screen_facility *facilities;
	size_t patient_n, staff_n, facility_n;
};

static void take_row(struct arena *a, const struct str *c, struct lists *l)
{
	if (str_eq(c[TYPE], STR("patient")))
		l->patients[l->patient_n++] = (struct screen_patient){.person = person_of(a, c),
								      .birth = c[BIRTH],
								      .phones = {c[PHONE]},
								      .insured = c[INSURED],
								      .care_insured = c[CARE_INSURED],
								      .chart = c[CHART]};
	else if (str_eq(c[TYPE], STR("staff")))
		l->staff[l->staff_n++] = person_of(a, c);
	else if (str_eq(c[TYPE], STR("facility")))
		l->facilities[l->facility_n++] = (struct screen_facility){.name = c[FIRST], .phones = {c[SECOND]}};
}

bool screen_file_people(struct arena *a, const char *path, struct screen_people *out)
{
	struct str rest = {"", 0}, c[COLUMNS];
	struct lists l = {0};
	size_t lines = 1;

	if (path != NULL) {
		rest = screen_file(a, path);
		if (rest.p == NULL)
			return false;
	}
	for (size_t i = 0; i < rest.n; i++)
		lines += rest.p[i] == '\n';
	l.patients = arena_array(a, lines, sizeof(*l.patients));
	l.staff = arena_array(a, lines, sizeof(*l.staff));
	l.facilities = arena_array(a, lines, sizeof(*l.facilities));
	while (screen_file_row(&rest, c, COLUMNS) > 0)
		take_row(a, c, &l);
	out->directory = screen_directory_create(l.staff, l.staff_n, l.facilities, l.facility_n);
	out->patients = screen_register_create(l.patients, l.patient_n, NULL, 0);
	return true;
}

void screen_people_finish(struct screen_people *p)
{
	screen_directory_destroy(&p->directory);
	screen_register_destroy(&p->patients);
}

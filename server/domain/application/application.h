/* What the wiring needs of the applications. */
#ifndef TASUKI_DOMAIN_APPLICATION_APPLICATION_H
#define TASUKI_DOMAIN_APPLICATION_APPLICATION_H

struct app;
struct http_ask;

/*
 * Whether the file of PUT /api/application/scans/{item} may come: number and secret are right, and files can be added now. Decides now or later.
 * NOT_FOUND; CONFLICT: submitted; THROTTLED: too many from this source.
 */
void application_admit(struct app *app, struct http_ask *ask);

#endif

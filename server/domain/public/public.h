/*
 * The public page and the list of facilities (Art. 26): the only answers without a session that say anything about the region. What was put together is
 * kept for a few seconds in this worker, so that no visitor makes the database work more than that.
 */
#ifndef TASUKI_DOMAIN_PUBLIC_PUBLIC_H
#define TASUKI_DOMAIN_PUBLIC_PUBLIC_H

struct public_pages;

struct public_pages *public_pages_create(void);
/* Null-safe; nulls. */
void public_pages_destroy(struct public_pages **p);

#endif

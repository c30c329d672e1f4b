/* The board's key: made once in the life of a region, by whichever worker is there first. */
#ifndef TASUKI_DOMAIN_BOARD_BOARD_H
#define TASUKI_DOMAIN_BOARD_BOARD_H

struct app;
struct board_key;

/* Looks for the board until its key is there. */
struct board_key *board_key_create(struct app *app);
/* Null-safe; nulls. */
void board_key_destroy(struct board_key **k);

#endif

/* Single letters: which script, and which letter they are when names are compared. */
#ifndef TASUKI_SCREEN_FOLD_H
#define TASUKI_SCREEN_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum script { SCRIPT_OTHER, SCRIPT_DIGIT, SCRIPT_HAN, SCRIPT_HIRAGANA, SCRIPT_KATAKANA, SCRIPT_LATIN };

/* Of a letter after NFKC. The long-vowel mark is katakana, the iteration mark is Han. */
enum script fold_script(uint32_t c);

/* The form that the dictionary knows of a kanji; everything else stays. */
uint32_t fold_narrow(uint32_t c);
/* What names are compared in: one form of every kanji, hiragana for katakana, large kana for small (as insurance systems write them),
 * small Latin letters. */
uint32_t fold_wide(uint32_t c);

/* Latin letters of a word to one spelling of Japanese (Hepburn, Kunrei, passport and their long vowels); of a longer word the first
 * FOLD_ROMAJI. Writes at most FOLD_ROMAJI letters to out and to from_r the index of the letter each came from; returns how many. */
#define FOLD_ROMAJI 48
size_t fold_romaji(const uint32_t *word, size_t n, uint32_t *out, size_t *from_r);
/* The romaji (already folded) of at most FOLD_ROMAJI / 3 kana; 0 when there is a letter that is no kana. At most FOLD_ROMAJI letters. */
size_t fold_kana_romaji(const uint32_t *kana, size_t n, uint32_t *out);

#endif

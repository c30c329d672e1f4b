/* Mail addresses, as they are taken from people. */
#ifndef TASUKI_MAIL_ADDRESS_H
#define TASUKI_MAIL_ADDRESS_H

#include "base/str.h"

#define ADDRESS_MAX 254

/*
 * local@domain in ASCII: letters, digits and the signs of RFC 5322's atoms; dots also where that RFC has none (old addresses of Japanese carriers), but
 * not first. The domain has two labels or more. No quotes, no spaces, no comments, no controls.
 */
bool address_fits(struct str address);
/* What stands behind the @ of one that fits. */
struct str address_domain(struct str address);

#endif

/* What other nouns do with mail: letters are queued in the transaction of what causes them, and made when they are sent (the process `mail`). */
#ifndef TASUKI_DOMAIN_MAIL_MAIL_H
#define TASUKI_DOMAIN_MAIL_MAIL_H

#include "call/call.h"

/* Whether letters leave this region: a relay is set, or it is a demo region. */
bool mail_on(const struct call *c);
/* An address as somebody gave it: BAD_VALUE, naming the field, where none may be written like that; MAIL_OFF where no letter could go there. */
MUST_USE enum err mail_judge(struct call *c, struct str address, const char *field);
/* A new account's address, and the letter with its first link, by this call's hat. */
void mail_invite_to(struct call *c, struct account_id account, struct str address);
/* The letter with the link for a new password, where it is wanted; one that is on its way brings an older link and does not leave any more. */
void mail_password_link(struct call *c, struct account_id account, bool wanted);
/* Links that confirm an address are good no more, and the letter that would bring one is not sent. */
void mail_void_links(struct call *c, struct account_id account);
/* An application has come to another state: the applicant is told, where there is an address. */
void mail_tell_applicant(struct call *c, struct id128 application);

#endif

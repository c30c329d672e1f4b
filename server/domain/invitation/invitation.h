/* The words of an invitation's input. */
#ifndef TASUKI_DOMAIN_INVITATION_INVITATION_H
#define TASUKI_DOMAIN_INVITATION_INVITATION_H

extern const char *const history_words[];    /* all from_now, NULL */
extern const char *const invitation_roles[]; /* member manager, NULL */

#endif

/* Input structs and handlers of the rows in mail.def. */
#ifndef TASUKI_DOMAIN_MAIL_MAIL_ROWS_H
#define TASUKI_DOMAIN_MAIL_MAIL_ROWS_H

#include "json/shape.h"

#define SHAPE_FILE "domain/mail/mail.def"
#include "json/shape_struct.h"

#endif

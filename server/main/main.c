/* tasuki VERB …: one program, a role or an operator's verb each. */
#include "base/log.h"

int main(void)
{
	log_init(LOG_TEXT, LOG_INFO, "tasuki");
	return 2;
}

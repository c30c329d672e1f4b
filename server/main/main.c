/* tasuki VERB …: one program, a role or an operator's verb each. */
#include "base/clock.h"
#include "base/log.h"
#include "main/verbs.h"

#include <stdio.h>
#include <string.h>

const struct verb verbs[] = {
	{"audit verify", verb_audit_verify,
	 "compute the chain of audit records again and name the first bad one: [--known UPTO:HASH]"},
	{"backup", verb_backup, "write the data, without keys, into the new folder DIR while the region runs"},
	{"backup verify", verb_backup_verify, "hold the files of a backup, DIR, against their checksums"},
	{"certificate verify", verb_certificate_verify,
	 "whether a certificate of complete deletion, FILE, is as it was signed: [--key HEX of the region]"},
	{"demo accounts", verb_demo_accounts, "demo region: who can sign in: login, name, role and facility with tabs between"},
	{"demo attending", verb_demo_attending, "demo region: SPACE LOGIN becomes the attending physician"},
	{"demo member-add", verb_demo_member_add,
	 "demo region: SPACE LOGIN [--facility REF] [--relation TEXT] [--history all|from_now]"},
	{"demo member-remove", verb_demo_member_remove, "demo region: SPACE LOGIN [--facility REF]"},
	{"demo patient", verb_demo_patient,
	 "demo region: --facility REF --attending LOGIN --name NAME [--kana …] [--birth …] [--sex …]; prints the space"},
	{"demo seed", verb_demo_seed, "demo region: fill it with the town of FILE, once"},
	{"describe", verb_describe, "the interfaces as documents: api, events, openapi, routes, settings or types"},
	{"front", verb_front, NULL},
	{"help", verb_help, "this text"},
	{"init", verb_init,
	 "make a region: [--demo] [--name …] [--network-name …] [--association …] [--office …] [--committee …] [--recovery-key "
	 "PEM];"
	 " a real one gets the account 'office' with a password shown once"},
	{"job", verb_job, NULL},
	{"keys backup", verb_keys_backup, "write the key store over its one current copy in DIR, apart from every other backup"},
	{"keys holder", verb_keys_holder, NULL},
	{"keys ledger", verb_keys_ledger, "the destroyed space keys, after computing their chain again"},
	{"keys recover", verb_keys_recover,
	 "build the key store again from the recovery folder: PRIVATE-KEY-FILE [--skip-damaged] [--backup DIR]"},
	{"keys rotate", verb_keys_rotate, "a new key encryption key; the old one is destroyed"},
	{"keys status", verb_keys_status, "generation, key encryption key, number of keys"},
	{"mail", verb_mail, NULL},
	{"migrate", verb_migrate, "bring the database to this program's edition"},
	{"restore", verb_restore, "put the backup DIR into this empty place, beside the current keys"},
	{"screen check", verb_screen_check,
	 "how well patient data is found in labelled sentences: FILE [--register FILE]"},
	{"serve", verb_serve, "run the region in the foreground (SIGHUP: certificate again, SIGTERM: clean end)"},
	{"settings", verb_settings, "every setting with its value in force, its limits and what it is"},
	{"user end-sessions", verb_user_end_sessions, "end all sessions, or those of one account: [LOGIN]"},
	{"user lift", verb_user_lift, "lift the stop of LOGIN where office and committee have nobody who may: --words HOW-IT-WAS-CLEARED"},
	{"user password", verb_user_password, "a new password for LOGIN, read from standard input; ends its sessions"},
	{NULL, NULL, NULL},
};

/* How many words of the command line are the verb's name: 0 = it is another one. */
static int words_matched(const struct verb *v, int argc, char **argv)
{
	size_t first = strcspn(v->name, " ");

	if (strlen(argv[1]) != first || strncmp(argv[1], v->name, first) != 0)
		return 0;
	if (v->name[first] == '\0')
		return 1;
	return argc > 2 && strcmp(argv[2], v->name + first + 1) == 0 ? 2 : 0;
}

int main(int argc, char **argv)
{
	const struct verb *found = NULL;
	int words = 0;

	(void)clock_init();
	log_init(LOG_TEXT, LOG_INFO, "tasuki");
	/* The longer name wins: "backup verify" stands after "backup". */
	for (const struct verb *v = verbs; argc > 1 && v->name != NULL; v++) {
		int matched = words_matched(v, argc, argv);

		if (matched > words) {
			words = matched;
			found = v;
		}
	}
	if (found != NULL)
		return found->run(argc - words, argv + words);
	if (argc > 1)
		(void)fprintf(stderr, "tasuki: there is no verb '%s'; see: tasuki help\n", argv[1]);
	else
		(void)verb_help(argc, argv);
	return VERB_MISUSED;
}

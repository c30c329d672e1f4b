/* The verbs of the program, one file each. Each returns the exit status: 0 done, 1 not done (a sentence says why), 2 called
 * wrongly. */
#ifndef TASUKI_MAIN_VERBS_H
#define TASUKI_MAIN_VERBS_H

enum { VERB_DONE = 0, VERB_FAILED = 1, VERB_MISUSED = 2 };

struct verb {
	const char *name;                  /* one or two words */
	int (*run)(int argc, char **argv); /* argv[0] is the verb's last word */
	const char *help;                  /* one line; NULL: internal, started by the supervisor */
};

/* The whole table in alphabetical order (main.c); ends with a NULL name. */
extern const struct verb verbs[];

int verb_audit_verify(int argc, char **argv);
int verb_backup(int argc, char **argv);
int verb_backup_verify(int argc, char **argv);
int verb_certificate_verify(int argc, char **argv);
int verb_demo_accounts(int argc, char **argv);
int verb_demo_attending(int argc, char **argv);
int verb_demo_member_add(int argc, char **argv);
int verb_demo_member_remove(int argc, char **argv);
int verb_demo_patient(int argc, char **argv);
int verb_demo_seed(int argc, char **argv);
int verb_describe(int argc, char **argv);
int verb_front(int argc, char **argv);
int verb_help(int argc, char **argv);
int verb_init(int argc, char **argv);
int verb_job(int argc, char **argv);
int verb_keys_backup(int argc, char **argv);
int verb_keys_holder(int argc, char **argv);
int verb_keys_ledger(int argc, char **argv);
int verb_keys_recover(int argc, char **argv);
int verb_keys_rotate(int argc, char **argv);
int verb_keys_status(int argc, char **argv);
int verb_mail(int argc, char **argv);
int verb_migrate(int argc, char **argv);
int verb_restore(int argc, char **argv);
int verb_screen_check(int argc, char **argv);
int verb_serve(int argc, char **argv);
int verb_settings(int argc, char **argv);
int verb_user_end_sessions(int argc, char **argv);
int verb_user_lift(int argc, char **argv);
int verb_user_password(int argc, char **argv);

#endif

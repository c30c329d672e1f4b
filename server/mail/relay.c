#include "mail/relay.h"

#include "base/check.h"
#include "base/settings.h"
#include "mail/address.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RELAY_MAGIC 0x72656c79u
#define CONNECT_MS 20000L
#define WHOLE_MS 120000L
#define LOOK_MS 1000
#define PASSWORD_MAX 256

struct relay {
	unsigned magic;
	const struct settings *s;
	CURL *easy;
	CURLM *multi;
	char password[PASSWORD_MAX + 1];
};

bool relay_wanted(const struct settings *s, bool demo)
{
	return s->mail_relay[0] != '\0' || demo;
}

/* ---- settings ---- */

static bool host_is_plain(struct str host)
{
	for (size_t i = 0; i < host.n; i++) {
		char c = str_lower(host.p[i]);

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && (c == '\0' || strchr("-.:[]", c) == NULL))
			return false;
	}
	return host.n > 0;
}

static struct str host_of(const struct settings *s, long long *port_r)
{
	struct str relay = str_of(s->mail_relay);
	size_t colon = relay.n;

	while (colon > 0 && relay.p[colon - 1] != ':')
		colon--;
	if (colon == 0 || !str_to_i64(str_part(relay, colon, relay.n), port_r))
		*port_r = 0;
	return str_part(relay, 0, colon == 0 ? 0 : colon - 1);
}

static bool is_this_machine(struct str host)
{
	return str_eq(host, STR("localhost")) || str_eq(host, STR("127.0.0.1")) || str_eq(host, STR("[::1]"));
}

bool relay_fits(struct arena *a, const struct settings *s, struct str *why_r)
{
	struct str tls = str_of(s->mail_tls), host;
	long long port;

	check(a != NULL && s != NULL && why_r != NULL);
	if (s->mail_relay[0] == '\0')
		return true;
	host = host_of(s, &port);
	if (!host_is_plain(host) || port < 1 || port > 65535)
		*why_r = STR("'mail.relay' is host:port, such as mail.example.jp:587");
	else if (!address_fits(str_of(s->mail_from)))
		*why_r = STR("'mail.from' is needed with a relay: the address that letters come from");
	else if (str_eq(tls, STR("none")) && !is_this_machine(host))
		*why_r = STR("'mail.tls = none' is for a relay on this machine only (localhost, 127.0.0.1, [::1])");
	else if (!str_eq(tls, STR("none")) && !str_eq(tls, STR("starttls")) && !str_eq(tls, STR("required")))
		*why_r = STR("'mail.tls' is starttls, required (TLS from the first byte) or none");
	else if ((s->mail_user[0] == '\0') != (s->mail_password_file[0] == '\0'))
		*why_r = STR("'mail.user' and 'mail.password_file' come together");
	else
		return true;
	return false;
}

/* ---- one relay ---- */

struct relay *relay_create(const struct settings *s)
{
	struct relay *r = calloc(1, sizeof(*r));

	check(r != NULL && s != NULL && s->mail_relay[0] != '\0');
	check(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
	r->magic = RELAY_MAGIC;
	r->s = s;
	r->easy = curl_easy_init();
	r->multi = curl_multi_init();
	check(r->easy != NULL && r->multi != NULL);
	return r;
}

void relay_destroy(struct relay **r)
{
	check(r != NULL);
	if (*r == NULL)
		return;
	check_magic(*r, RELAY_MAGIC);
	curl_easy_cleanup((*r)->easy);
	(void)curl_multi_cleanup((*r)->multi);
	curl_global_cleanup();
	explicit_bzero((*r)->password, sizeof((*r)->password));
	free(*r);
	*r = NULL;
}

/* The first line of the file, read anew each time: a changed password counts at once. */
static bool read_password(struct relay *r)
{
	FILE *f = fopen(r->s->mail_password_file, "re");
	bool good;

	if (f == NULL)
		return false;
	good = fgets(r->password, sizeof(r->password), f) != NULL;
	(void)fclose(f);
	r->password[good ? strcspn(r->password, "\r\n") : 0] = '\0';
	return r->password[0] != '\0';
}

struct upload {
	struct str left;
	bool whole; /* the relay has been handed all of it */
};

static size_t hand_over(char *to, size_t size, size_t count, void *arg)
{
	struct upload *u = arg;
	size_t n = size * count < u->left.n ? size * count : u->left.n;

	memcpy(to, u->left.p, n);
	u->left = str_part(u->left, n, u->left.n);
	u->whole = u->left.n == 0;
	return n;
}

static void set_text(struct relay *r, CURLoption option, const char *text)
{
	check(curl_easy_setopt(r->easy, option, text) == CURLE_OK);
}

static void set_number(struct relay *r, CURLoption option, long number)
{
	check(curl_easy_setopt(r->easy, option, number) == CURLE_OK);
}

/* The relay is greeted with the name that letters come from. */
static void set_relay(struct relay *r, struct arena *a)
{
	const struct settings *s = r->s;
	bool at_once = strcmp(s->mail_tls, "required") == 0;
	struct str from = str_of(s->mail_from);

	curl_easy_reset(r->easy);
	set_text(r, CURLOPT_URL, arena_printf(a, "%s://%s/%.*s", at_once ? "smtps" : "smtp", s->mail_relay, STR_ARG(address_domain(from))).p);
	set_text(r, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	set_text(r, CURLOPT_PROXY, "");
	set_number(r, CURLOPT_USE_SSL, strcmp(s->mail_tls, "none") == 0 ? CURLUSESSL_NONE : CURLUSESSL_ALL);
	set_number(r, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	set_number(r, CURLOPT_SSL_VERIFYPEER, 1);
	set_number(r, CURLOPT_SSL_VERIFYHOST, 2);
	if (s->mail_ca[0] != '\0')
		set_text(r, CURLOPT_CAINFO, s->mail_ca);
	if (s->mail_user[0] != '\0') {
		set_text(r, CURLOPT_USERNAME, s->mail_user);
		set_text(r, CURLOPT_PASSWORD, r->password);
	}
	set_number(r, CURLOPT_NOSIGNAL, 1);
	set_number(r, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
	set_number(r, CURLOPT_TIMEOUT_MS, WHOLE_MS);
}

/* False: somebody wants this to end. */
static bool perform(struct relay *r, int stop_fd, CURLcode *code_r)
{
	struct curl_waitfd stop = {.fd = stop_fd, .events = CURL_WAIT_POLLIN};
	int running = 1, left;
	CURLMsg *m;

	while (running > 0) {
		if (curl_multi_perform(r->multi, &running) != CURLM_OK || running == 0)
			break;
		if (curl_multi_poll(r->multi, &stop, stop_fd >= 0 ? 1 : 0, LOOK_MS, NULL) != CURLM_OK || stop.revents != 0)
			return false;
	}
	m = curl_multi_info_read(r->multi, &left);
	*code_r = m != NULL && m->msg == CURLMSG_DONE ? m->data.result : CURLE_ABORTED_BY_CALLBACK;
	return true;
}

static struct relay_answer not_sent(enum relay_result result, const char *trouble, bool all, int code)
{
	return (struct relay_answer){result, trouble, all, code};
}

static struct relay_answer judge(CURLcode code, int said, bool whole)
{
	switch (code) {
	case CURLE_OK:
		return (struct relay_answer){.result = RELAY_SENT, .code = said};
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
		return not_sent(RELAY_NOT, "unreachable", true, said);
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_USE_SSL_FAILED:
		return not_sent(RELAY_NOT, "tls", true, said);
	case CURLE_SSL_CACERT_BADFILE:
		return not_sent(RELAY_NOT, "settings", true, said);
	case CURLE_LOGIN_DENIED:
		return not_sent(RELAY_NOT, "sign_in", true, said);
	default:
		break;
	}
	if (said >= 500)
		return not_sent(RELAY_NOT, said == 530 || said == 535 ? "sign_in" : "refused", said == 530 || said == 535, said);
	if (said >= 400)
		return not_sent(RELAY_NOT, "later", said == 421, said);
	return not_sent(whole ? RELAY_UNKNOWN : RELAY_NOT, "broken", true, said);
}

struct relay_answer relay_send(struct relay *r, struct str to, struct str letter, int stop_fd)
{
	struct arena *a = arena_create(1024);
	struct upload u = {.left = letter};
	struct curl_slist *recipients = curl_slist_append(NULL, arena_printf(a, "<%.*s>", STR_ARG(to)).p);
	struct relay_answer answer;
	CURLcode code;
	long said = 0;

	check_magic(r, RELAY_MAGIC);
	check(address_fits(to) && recipients != NULL);
	if (r->s->mail_user[0] != '\0' && !read_password(r)) {
		answer = not_sent(RELAY_NOT, "settings", true, 0);
	} else {
		set_relay(r, a);
		set_text(r, CURLOPT_MAIL_FROM, arena_printf(a, "<%s>", r->s->mail_from).p);
		check(curl_easy_setopt(r->easy, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK);
		check(curl_easy_setopt(r->easy, CURLOPT_READFUNCTION, hand_over) == CURLE_OK && curl_easy_setopt(r->easy, CURLOPT_READDATA, &u) == CURLE_OK);
		set_number(r, CURLOPT_UPLOAD, 1);
		check(curl_multi_add_handle(r->multi, r->easy) == CURLM_OK);
		code = CURLE_ABORTED_BY_CALLBACK;
		if (perform(r, stop_fd, &code))
			(void)curl_easy_getinfo(r->easy, CURLINFO_RESPONSE_CODE, &said);
		answer = judge(code, (int)said, u.whole);
		(void)curl_multi_remove_handle(r->multi, r->easy);
	}
	curl_slist_free_all(recipients);
	arena_destroy(&a);
	return answer;
}

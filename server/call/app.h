/* What the parts of one worker share: made once in main/, handed down. No globals. */
#ifndef TASUKI_CALL_APP_H
#define TASUKI_CALL_APP_H

#include "base/id.h"
#include "base/settings.h"
#include "call/route.h"
#include "policy/facts.h"

struct app {
	struct loop *loop;
	const struct settings *settings;
	struct deployment_id deployment;
	struct terms terms;
	struct str region; /* JSON {name, network_name, association, demo, read_days, declare} for the session's answer */
	unsigned char throttle_key[32]; /* keys the HMAC of login names and sources in `throttle` */

	struct pool *read_pool, *call_pool, *hot_pool;
	struct listener *listener;
	struct leases *leases;
	struct passwords *passwords;

	struct activity *activity;
	struct feed *feed;
	struct guard *guard;
	struct hot *hot;
	struct limits *limits, *denials; /* denials: how often a session's denials are written down */
	struct mesh *mesh;
	struct public_pages *pages;
	struct receipts *receipts;
	struct training_video *video; /* NULL: there is none */

	struct route_table routes;
	size_t calls; /* under way */
};

#endif

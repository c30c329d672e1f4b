#include "main/demo_story.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define MINUTE 60000LL
#define NOW 1790000000000LL /* 2026-09-21 22:13:20 in Japan */

/* Two patients; the second has one member only. Quotes are doubled up for reading: ' stands for ". */
#define HEAD                                                                                                                     \
	"{'region':{'name':'r','network_name':'n','association':'a','office':'o','committee':'c'},'password':'himitsu8',"        \
	"'facilities':[{'ref':'f','name':'F','kind':'clinic','outside':false}],"                                                 \
	"'people':["                                                                                                             \
	"{'ref':'a','name':'A','kana':'A','login':'a','hats':[{'ref':'a.f','kind':'staff','profession':'physician','facility':'" \
	"f'}]},"                                                                                                                 \
	"{'ref':'b','name':'B','kana':'B','login':'b','hats':[{'ref':'b.f','kind':'staff','profession':'nurse','facility':'f'}]" \
	"},"                                                                                                                     \
	"{'ref':'c','name':'C','kana':'C','login':'c','hats':[{'ref':'c.f','kind':'staff','profession':'helper','facility':'f'}" \
	"]}],"                                                                                                                   \
	"'patients':["                                                                                                           \
	"{'ref':'p','name':'P','kana':'P','birth':'1938-04-02','sex':'female','facility':'f','attending':'a.f','opened_days_"    \
	"ago':20,"                                                                                                               \
	"'members':[{'hat':'a.f','role':'attending','from_days_ago':20},"                                                        \
	"{'hat':'b.f','role':'member','from_days_ago':20,'to_days_ago':3},"                                                      \
	"{'hat':'c.f','role':'member','from_days_ago':5,'history':'from_now'}]},"                                                \
	"{'ref':'q','name':'Q','kana':'Q','birth':'1938-04-02','sex':'male','facility':'f','attending':'a.f','opened_days_ago':" \
	"1,"                                                                                                                     \
	"'members':[{'hat':'a.f','role':'attending','from_days_ago':1}]}],"
#define POSTS                                                                                                                    \
	"'posts':["                                                                                                              \
	"{'ref':'p1','patient':'p','hat':'a.f','days_ago':19,'time':'09:00','body':'one','reactions':[{'hat':'b.f','kind':'"     \
	"seen','after_minutes':5}]},"                                                                                            \
	"{'ref':'p2','patient':'p','hat':'b.f','days_ago':18,'time':'10:00','body':'two','edits':[{'after_minutes':10,'body':'"  \
	"two!'}]},"                                                                                                              \
	"{'ref':'q1','patient':'q','hat':'a.f','days_ago':0,'time':'23:59','body':'tonight'},"                                   \
	"{'ref':'p3','patient':'p','hat':'a.f','days_ago':18,'time':'10:00','body':'three','reply_to':'p2'},"                    \
	"{'ref':'p4','patient':'p','hat':'c.f','minutes_ago':30,'body':'four','deleted':{'after_minutes':2,'reason':'wrong'}}],"
#define TAIL "'opened':[{'patient':'p','hat':'a.f','up_to':'p3'}]}"

struct fixture {
	struct arena *a;
	struct str why;
};

static int begin(void **state)
{
	static struct fixture f;

	f.a = arena_create(4096);
	f.why = (struct str){NULL, 0};
	*state = &f;
	return 0;
}

static int finish(void **state)
{
	struct fixture *f = *state;

	arena_destroy(&f->a);
	return 0;
}

static struct town *town(struct fixture *f, const char *text)
{
	struct str copy = arena_copy(f->a, str_of(text));

	for (size_t i = 0; i < copy.n; i++)
		if (copy.p[i] == '\'')
			((char *)(uintptr_t)copy.p)[i] = '"';
	return town_read(f->a, copy, NOW, &f->why);
}

static struct story *play(struct fixture *f, const char *text, int patient)
{
	struct town *t = town(f, text);

	assert_non_null(t);
	return story_play(f->a, t, patient, NOW, &f->why);
}

static void the_stream_is_gapless_and_in_order(void **state)
{
	struct story *s = play(*state, HEAD POSTS TAIL, 0);

	assert_non_null(s);
	assert_int_equal(s->post_no, 4);
	assert_int_equal(s->seq, 11); /* 3 joins, 1 leave, 4 posts, reaction, edit, deletion */
	assert_int_equal(s->event_count, 11);
	for (int i = 0; i < s->event_count; i++) {
		assert_int_equal(s->events[i].seq, i + 1);
		assert_true(i == 0 || s->events[i].at >= s->events[i - 1].at);
		assert_true(s->events[i].at < NOW);
	}
	for (int i = 0; i < s->post_count; i++)
		assert_int_equal(s->posts[i].no, i + 1);
}

static void deeds_change_their_post(void **state)
{
	struct story *s = play(*state, HEAD POSTS TAIL, 0);

	assert_non_null(s);
	assert_int_equal(s->posts[0].version, 1);
	assert_int_equal(s->posts[0].seq, s->posts[0].created_seq + 1); /* the reaction */
	assert_int_equal(s->posts[1].version, 2);
	assert_int_equal(s->posts[1].edited_at, s->posts[1].p->at + 10 * MINUTE);
	assert_true(s->posts[2].p->at > s->posts[1].p->at); /* an answer comes after what it answers */
	assert_int_equal(s->posts[3].deleted_at, NOW - 28 * MINUTE);
	assert_int_equal(s->posts[3].seq, s->seq);
}

static void membership_is_an_interval_of_the_stream(void **state)
{
	struct story *s = play(*state, HEAD POSTS TAIL, 0);

	assert_non_null(s);
	assert_int_equal(s->member_count, 3);
	assert_int_equal(s->members[0].read_from_seq, 0);
	assert_int_equal(s->members[0].to_seq, 0);
	assert_true(s->members[1].to_seq > s->members[1].from_seq);
	assert_int_equal(s->members[2].read_from_seq, s->members[2].from_seq);
	assert_int_equal(s->members[2].first_no, 3);
}

/* Whoever reads moves forward only, never past what was written by then, never past what the town says. */
static void reading_is_believable(void **state)
{
	struct story *s = play(*state, HEAD POSTS TAIL, 0);
	int64_t last[3][2] = {{0}}, last_at[3][2] = {{0}};

	assert_non_null(s);
	for (int i = 0; i < s->move_count; i++) {
		const struct story_move *m = &s->moves[i];

		assert_true(m->upto_no > last[m->hat][m->opened] && m->at >= last_at[m->hat][m->opened]);
		assert_true(m->at >= s->posts[m->upto_no - 1].p->at && m->at <= NOW);
		last[m->hat][m->opened] = m->upto_no;
		last_at[m->hat][m->opened] = m->at;
	}
	assert_int_equal(last[0][true], 3); /* "opened" */
	assert_int_equal(last[1][true], 3); /* left before the fourth */
	assert_int_equal(last[2][true], 4); /* its own */
	for (int hat = 0; hat < 3; hat++)
		assert_true(last[hat][false] >= last[hat][true]);
}

static void the_future_has_not_happened(void **state)
{
	struct story *s = play(*state, HEAD POSTS TAIL, 1);

	assert_non_null(s);
	assert_int_equal(s->post_count, 1);
	assert_true(s->posts[0].p->at < NOW);
}

static void what_cannot_be_is_refused(void **state)
{
	static const char *const posts[] = {
		"'posts':[{'ref':'x','patient':'p','hat':'c.f','days_ago':10,'time':'09:00','body':'not yet a member'}]}",
		"'posts':[{'ref':'x','patient':'p','hat':'b.f','days_ago':1,'time':'09:00','body':'no member any more'}]}",
		"'posts':[{'ref':'x','patient':'q','hat':'b.f','days_ago':0,'time':'09:00','body':'never a member'}]}",
		"'posts':[{'ref':'x','patient':'p','hat':'a.f','days_ago':9,'time':'09:00','body':'x','deleted':{'after_minutes':"
		"1},"
		"'edits':[{'after_minutes':5,'body':'y'}]}]}",
	};
	static const int patients[] = {0, 0, 1, 0};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(posts) / sizeof(posts[0]); i++) {
		f->why.p = NULL;
		assert_null(play(f, arena_printf(f->a, "%s%s", HEAD, posts[i]).p, patients[i]));
		assert_non_null(strstr(f->why.p, "post x"));
	}
}

static void a_broken_file_is_told_with_its_place(void **state)
{
	static const struct {
		const char *text, *why;
	} broken[] = {
		{"{", "line 1"},
		{"[]", "the file.region.name: is needed"},
		{HEAD "'posts':[{'ref':'x'}]}", "posts[0].patient: is needed"},
		{HEAD "'posts':[{'ref':'x','patient':'p','hat':'z.f','minutes_ago':5,'body':'x'}]}", "posts[0]: names a hat"},
		{HEAD "'posts':[{'ref':'x','patient':'p','hat':'a.f','days_ago':1,'time':'25:00','body':'x'}]}",
		 "time must be HH:MM"},
		{HEAD "'posts':[{'ref':'x','patient':'p','hat':'a.f','days_ago':-1,'time':'05:00','body':'x'}]}",
		 "within its limits"},
		{HEAD "'posts':[{'ref':'x','patient':'p','hat':'a.f','minutes_ago':5,'body':7}]}", "must be a text"},
		{HEAD "'posts':{}}", "must be a list"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		assert_null(town(f, broken[i].text));
		assert_non_null(strstr(f->why.p, broken[i].why));
	}
}

int main(void)
{
	const struct CMUnitTest all[] = {
		cmocka_unit_test_setup_teardown(a_broken_file_is_told_with_its_place, begin, finish),
		cmocka_unit_test_setup_teardown(deeds_change_their_post, begin, finish),
		cmocka_unit_test_setup_teardown(membership_is_an_interval_of_the_stream, begin, finish),
		cmocka_unit_test_setup_teardown(reading_is_believable, begin, finish),
		cmocka_unit_test_setup_teardown(the_future_has_not_happened, begin, finish),
		cmocka_unit_test_setup_teardown(the_stream_is_gapless_and_in_order, begin, finish),
		cmocka_unit_test_setup_teardown(what_cannot_be_is_refused, begin, finish),
	};

	return cmocka_run_group_tests(all, NULL, NULL);
}

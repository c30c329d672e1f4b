/* Every route of the product: the rows of the nouns' .def files, alphabetical by noun. */
#include "domain/routes.h"

#include "domain/agreement/agreement_rows.h"
#include "domain/archive/archive_rows.h"
#include "domain/consent/consent_rows.h"
#include "domain/delegate/delegate_rows.h"
#include "domain/directory/directory_rows.h"
#include "domain/draft/draft_rows.h"
#include "domain/handover/handover_rows.h"
#include "domain/inbox/inbox_rows.h"
#include "domain/instruction/instruction_rows.h"
#include "domain/invitation/invitation_rows.h"
#include "domain/member/member_rows.h"
#include "domain/post/post_rows.h"
#include "domain/session/session_rows.h"
#include "domain/space/space_rows.h"

#define SHAPE_FILE "domain/agreement/agreement.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/archive/archive.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/consent/consent.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/delegate/delegate.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/draft/draft.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/handover/handover.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/instruction/instruction.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/invitation/invitation.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/post/post.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/session/session.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/space/space.def"
#include "json/shape_table.h"

#define IN_nothing NULL
#define IN_agreement_confirm &agreement_confirm_shape
#define IN_agreement_write &agreement_write_shape
#define IN_archive_set &archive_set_shape
#define IN_consent_record &consent_record_shape
#define IN_delegate_grant &delegate_grant_shape
#define IN_draft_write &draft_write_shape
#define IN_handover_to &handover_to_shape
#define IN_hat_wear &hat_wear_shape
#define IN_instruction_answer &instruction_answer_shape
#define IN_instruction_renew &instruction_renew_shape
#define IN_invitation_create &invitation_create_shape
#define IN_cursor_move &cursor_move_shape
#define IN_post_create &post_create_shape
#define IN_post_delete &post_delete_shape
#define IN_post_edit &post_edit_shape
#define IN_reaction_set &reaction_set_shape
#define IN_session_resume &session_resume_shape
#define IN_space_open &space_open_shape
#define IN_session_sign_in &session_sign_in_shape
#define IN_standing_grant &standing_grant_shape

#define SHAPE_BEGIN(...)
#define SHAPE_END(...)
#define FIELD(...)
#define FIELD_WORDS(...)
#define ROUTE(handler, method, path, in, lane, action, limit, answer)                                                            \
	{#handler, HTTP_##method, path, IN_##in, LANE_##lane, ACT_##action, limit, #answer, handler},

static const struct route rows[] = {
#include "domain/agreement/agreement.def"
#include "domain/archive/archive.def"
#include "domain/consent/consent.def"
#include "domain/delegate/delegate.def"
#include "domain/directory/directory.def"
#include "domain/draft/draft.def"
#include "domain/handover/handover.def"
#include "domain/inbox/inbox.def"
#include "domain/instruction/instruction.def"
#include "domain/invitation/invitation.def"
#include "domain/member/member.def"
#include "domain/post/post.def"
#include "domain/session/session.def"
#include "domain/space/space.def"
};

struct route_table routes_all(void)
{
	return (struct route_table){rows, sizeof(rows) / sizeof(rows[0])};
}

/* Every route of the product: the rows of the nouns' .def files, alphabetical by noun. */
#include "domain/routes.h"

#include "domain/account/account_rows.h"
#include "domain/activation/activation_rows.h"
#include "domain/agreement/agreement_rows.h"
#include "domain/application/application_rows.h"
#include "domain/archive/archive_rows.h"
#include "domain/attest/attest_rows.h"
#include "domain/board/board_rows.h"
#include "domain/change/change_rows.h"
#include "domain/circle/circle_rows.h"
#include "domain/consent/consent_rows.h"
#include "domain/delegate/delegate_rows.h"
#include "domain/desk/desk_rows.h"
#include "domain/directory/directory_rows.h"
#include "domain/document/document_rows.h"
#include "domain/draft/draft_rows.h"
#include "domain/education/education_rows.h"
#include "domain/erasure/erasure_rows.h"
#include "domain/facility/facility_rows.h"
#include "domain/family/family_rows.h"
#include "domain/factor/factor_rows.h"
#include "domain/gate/gate_rows.h"
#include "domain/handover/handover_rows.h"
#include "domain/inbox/inbox_rows.h"
#include "domain/incident/incident_rows.h"
#include "domain/instruction/instruction_rows.h"
#include "domain/invitation/invitation_rows.h"
#include "domain/ledger/ledger_rows.h"
#include "domain/mail/mail_rows.h"
#include "domain/member/member_rows.h"
#include "domain/password/password_rows.h"
#include "domain/post/post_rows.h"
#include "domain/public/public_rows.h"
#include "domain/screening/screening_rows.h"
#include "domain/session/session_rows.h"
#include "domain/space/space_rows.h"
#include "domain/staff/staff_rows.h"
#include "domain/statistic/statistic_rows.h"
#include "domain/stop/stop_rows.h"
#include "domain/tie/tie_rows.h"
#include "domain/training/training_rows.h"
#include "domain/warning/warning_rows.h"

#define SHAPE_FILE "domain/activation/activation.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/agreement/agreement.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/application/application.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/archive/archive.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/attest/attest.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/circle/circle.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/consent/consent.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/delegate/delegate.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/document/document.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/draft/draft.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/education/education.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/erasure/erasure.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/facility/facility.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/family/family.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/factor/factor.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/gate/gate.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/handover/handover.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/incident/incident.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/instruction/instruction.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/invitation/invitation.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/mail/mail.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/password/password.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/post/post.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/public/public.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/session/session.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/space/space.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/staff/staff.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/stop/stop.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/tie/tie.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/training/training.def"
#include "json/shape_table.h"
#define SHAPE_FILE "domain/warning/warning.def"
#include "json/shape_table.h"

#define IN_nothing NULL
#define IN_file &route_file
#define IN_activation_look &activation_look_shape
#define IN_activation_use &activation_use_shape
#define IN_agreement_confirm &agreement_confirm_shape
#define IN_agreement_write &agreement_write_shape
#define IN_application_form &application_form_shape
#define IN_application_person &application_person_shape
#define IN_application_version &application_version_shape
#define IN_application_words &application_words_shape
#define IN_archive_propose &archive_propose_shape
#define IN_archive_set &archive_set_shape
#define IN_circle_ask &circle_ask_shape
#define IN_circle_change &circle_change_shape
#define IN_circle_create &circle_create_shape
#define IN_circle_role &circle_role_shape
#define IN_attest_say &attest_say_shape
#define IN_consent_record &consent_record_shape
#define IN_death_record &death_record_shape
#define IN_delegate_grant &delegate_grant_shape
#define IN_document_add &document_add_shape
#define IN_document_guideline_add &document_guideline_add_shape
#define IN_document_guideline_change &document_guideline_change_shape
#define IN_document_house_add &document_house_add_shape
#define IN_document_move &document_move_shape
#define IN_draft_write &draft_write_shape
#define IN_education_record &education_record_shape
#define IN_erasure_answer &erasure_answer_shape
#define IN_erasure_approve &erasure_approve_shape
#define IN_erasure_attach &erasure_attach_shape
#define IN_erasure_check &erasure_check_shape
#define IN_erasure_decide &erasure_decide_shape
#define IN_erasure_end &erasure_end_shape
#define IN_erasure_hold &erasure_hold_shape
#define IN_erasure_pass &erasure_pass_shape
#define IN_erasure_record &erasure_record_shape
#define IN_family_open &family_open_shape
#define IN_factor_enrol &factor_enrol_shape
#define IN_factor_reset_ask &factor_reset_ask_shape
#define IN_gate_pledge &gate_pledge_shape
#define IN_gate_sign &gate_sign_shape
#define IN_gate_training &gate_training_shape
#define IN_handover_declare &handover_declare_shape
#define IN_handover_to &handover_to_shape
#define IN_hat_wear &hat_wear_shape
#define IN_incident_close &incident_close_shape
#define IN_incident_report &incident_report_shape
#define IN_incident_version &incident_version_shape
#define IN_incident_words &incident_words_shape
#define IN_instruction_answer &instruction_answer_shape
#define IN_instruction_renew &instruction_renew_shape
#define IN_invitation_create &invitation_create_shape
#define IN_facility_change &facility_change_shape
#define IN_kin_factor &kin_factor_shape
#define IN_kin_invite &kin_invite_shape
#define IN_kin_join &kin_join_shape
#define IN_kin_look &kin_look_shape
#define IN_kin_return &kin_return_shape
#define IN_cursor_move &cursor_move_shape
#define IN_mail_applicant &mail_applicant_shape
#define IN_mail_confirm &mail_confirm_shape
#define IN_mail_set &mail_set_shape
#define IN_password_look &password_look_shape
#define IN_password_return &password_return_shape
#define IN_password_set &password_set_shape
#define IN_post_create &post_create_shape
#define IN_post_delete &post_delete_shape
#define IN_post_edit &post_edit_shape
#define IN_public_listing_set &public_listing_set_shape
#define IN_public_notice_add &public_notice_add_shape
#define IN_public_notice_change &public_notice_change_shape
#define IN_reaction_set &reaction_set_shape
#define IN_session_factor &session_factor_shape
#define IN_session_resume &session_resume_shape
#define IN_space_open &space_open_shape
#define IN_session_sign_in &session_sign_in_shape
#define IN_standing_grant &standing_grant_shape
#define IN_staff_absence &staff_absence_shape
#define IN_staff_admin &staff_admin_shape
#define IN_staff_change &staff_change_shape
#define IN_staff_invite &staff_invite_shape
#define IN_staff_leave &staff_leave_shape
#define IN_staff_second &staff_second_shape
#define IN_stop_lift &stop_lift_shape
#define IN_stop_put &stop_put_shape
#define IN_stop_suspend &stop_suspend_shape
#define IN_tie_ask &tie_ask_shape
#define IN_training_add &training_add_shape
#define IN_training_attend &training_attend_shape
#define IN_training_change &training_change_shape
#define IN_training_watch &training_watch_shape
#define IN_warning_give &warning_give_shape
#define IN_warning_words &warning_words_shape

#define SHAPE_BEGIN(...)
#define SHAPE_END(...)
#define FIELD(...)
#define FIELD_WORDS(...)
#define ROUTE(handler, method, path, in, lane, action, limit, answer)                                                            \
	{#handler, HTTP_##method, path, IN_##in, LANE_##lane, ACT_##action, limit, #answer, handler},

static const struct route rows[] = {
#include "domain/account/account.def"
#include "domain/activation/activation.def"
#include "domain/agreement/agreement.def"
#include "domain/application/application.def"
#include "domain/archive/archive.def"
#include "domain/attest/attest.def"
#include "domain/board/board.def"
#include "domain/change/change.def"
#include "domain/circle/circle.def"
#include "domain/consent/consent.def"
#include "domain/delegate/delegate.def"
#include "domain/desk/desk.def"
#include "domain/directory/directory.def"
#include "domain/document/document.def"
#include "domain/draft/draft.def"
#include "domain/education/education.def"
#include "domain/erasure/erasure.def"
#include "domain/facility/facility.def"
#include "domain/family/family.def"
#include "domain/factor/factor.def"
#include "domain/gate/gate.def"
#include "domain/handover/handover.def"
#include "domain/inbox/inbox.def"
#include "domain/incident/incident.def"
#include "domain/instruction/instruction.def"
#include "domain/invitation/invitation.def"
#include "domain/ledger/ledger.def"
#include "domain/mail/mail.def"
#include "domain/member/member.def"
#include "domain/password/password.def"
#include "domain/post/post.def"
#include "domain/public/public.def"
#include "domain/screening/screening.def"
#include "domain/session/session.def"
#include "domain/space/space.def"
#include "domain/staff/staff.def"
#include "domain/statistic/statistic.def"
#include "domain/stop/stop.def"
#include "domain/tie/tie.def"
#include "domain/training/training.def"
#include "domain/warning/warning.def"
};

struct route_table routes_all(void)
{
	return route_table_of(rows, sizeof(rows) / sizeof(rows[0]));
}

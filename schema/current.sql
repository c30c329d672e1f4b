table account
  column id uuid not null
  column person uuid not null
  column side text not null
  column login text not null
  column password text not null
  column password_at bigint not null
  column state text not null default 'active'::text
  column last_hat uuid
  column created_at bigint not null
  column factor_since bigint
  column factor_changed_at bigint
  column enrol_until bigint
  column login_chosen boolean not null default true
  constraint account_last_hat_fkey FOREIGN KEY (last_hat) REFERENCES hat(id)
  constraint account_login_check CHECK (((login = lower(login)) AND ((length(login) >= 2) AND (length(login) <= 100))))
  constraint account_login_key UNIQUE (login)
  constraint account_person_fkey FOREIGN KEY (person) REFERENCES person(id)
  constraint account_person_side_key UNIQUE (person, side)
  constraint account_pkey PRIMARY KEY (id)
  constraint account_side_check CHECK ((side = ANY (ARRAY['staff'::text, 'patient_side'::text])))
  constraint account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text, 'stopped'::text])))
  CREATE UNIQUE INDEX account_login_key ON account USING btree (login)
  CREATE UNIQUE INDEX account_person_side_key ON account USING btree (person, side)
  CREATE UNIQUE INDEX account_pkey ON account USING btree (id)
  CREATE TRIGGER account_sessions_end BEFORE UPDATE OF state ON account FOR EACH ROW WHEN (((old.state = 'active'::text) AND (new.state <> 'active'::text))) EXECUTE FUNCTION account_sessions_end()
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON account FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  CREATE TRIGGER kin_only BEFORE INSERT ON account FOR EACH ROW WHEN (((CURRENT_USER = 'tasuki_front'::name) AND (new.side <> 'patient_side'::text))) EXECUTE FUNCTION kin_only()
  CREATE TRIGGER login_past_keep AFTER UPDATE OF login ON account FOR EACH ROW WHEN (((new.login ~~ 'left %'::text) AND (old.login !~~ 'left %'::text))) EXECUTE FUNCTION login_past_keep()
  CREATE TRIGGER mail_factor AFTER UPDATE OF factor_changed_at ON account FOR EACH ROW WHEN ((old.factor_changed_at IS DISTINCT FROM new.factor_changed_at)) EXECUTE FUNCTION mail_notice('factor')
  CREATE TRIGGER mail_password AFTER UPDATE OF password_at ON account FOR EACH ROW WHEN (((old.password_at IS DISTINCT FROM new.password_at) AND (old.password <> 'none yet'::text))) EXECUTE FUNCTION mail_notice('password')
  CREATE TRIGGER password_link_ends AFTER UPDATE OF password_at, factor_changed_at ON account FOR EACH ROW WHEN (((old.password_at IS DISTINCT FROM new.password_at) OR (old.factor_changed_at IS DISTINCT FROM new.factor_changed_at))) EXECUTE FUNCTION password_link_ends()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (enrol_until) to tasuki_front
  grant update (factor_changed_at) to tasuki_front
  grant update (factor_since) to tasuki_front
  grant update (last_hat) to tasuki_front
  grant update (password) to tasuki_front
  grant update (password_at) to tasuki_front
table activation
  column token_hash bytea not null
  column account uuid not null
  column by uuid not null
  column at bigint not null
  column expires_at bigint not null
  column used_at bigint
  column mail uuid
  constraint activation_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint activation_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint activation_mail_fkey FOREIGN KEY (mail) REFERENCES mail(id) ON DELETE SET NULL
  constraint activation_pkey PRIMARY KEY (token_hash)
  constraint activation_token_hash_check CHECK ((length(token_hash) = 32))
  CREATE INDEX activation_account ON activation USING btree (account)
  CREATE INDEX activation_mail ON activation USING btree (mail)
  CREATE UNIQUE INDEX activation_pkey ON activation USING btree (token_hash)
  CREATE TRIGGER mail_activated AFTER UPDATE OF used_at ON activation FOR EACH ROW WHEN (((old.used_at IS NULL) AND (new.used_at IS NOT NULL))) EXECUTE FUNCTION mail_activated()
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (expires_at) to tasuki_front
table agreement
  column space uuid not null
  column version integer not null
  column sealed bytea not null
  column by uuid not null
  column at bigint not null
  constraint agreement_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint agreement_pkey PRIMARY KEY (space, version)
  constraint agreement_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint agreement_version_check CHECK ((version >= 1))
  CREATE UNIQUE INDEX agreement_pkey ON agreement USING btree (space, version)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON agreement FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
table agreement_confirm
  column space uuid not null
  column version integer not null
  column hat uuid not null
  column at bigint not null
  constraint agreement_confirm_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint agreement_confirm_pkey PRIMARY KEY (space, version, hat)
  constraint agreement_confirm_space_version_fkey FOREIGN KEY (space, version) REFERENCES agreement(space, version)
  CREATE UNIQUE INDEX agreement_confirm_pkey ON agreement_confirm USING btree (space, version, hat)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON agreement_confirm FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
table application
  column id uuid not null
  column receipt text not null
  column secret_hash bytea not null
  column source_key bytea not null
  column by_office boolean not null
  column state text not null
  column version integer not null default 1
  column form jsonb not null default '{"people": {}}'::jsonb
  column facility uuid
  column at bigint not null
  column changed_at bigint not null
  constraint application_check CHECK (((state = 'accepted'::text) = (facility IS NOT NULL)))
  constraint application_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint application_pkey PRIMARY KEY (id)
  constraint application_receipt_check CHECK ((receipt ~ '^[a-z0-9]{10}$'::text))
  constraint application_receipt_key UNIQUE (receipt)
  constraint application_secret_hash_check CHECK ((length(secret_hash) = 32))
  constraint application_secret_hash_key UNIQUE (secret_hash)
  constraint application_source_key_check CHECK ((length(source_key) = 32))
  constraint application_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'waiting'::text, 'returned'::text, 'resent'::text, 'accepted'::text, 'refused'::text])))
  CREATE UNIQUE INDEX application_pkey ON application USING btree (id)
  CREATE UNIQUE INDEX application_receipt_key ON application USING btree (receipt)
  CREATE UNIQUE INDEX application_secret_hash_key ON application USING btree (secret_hash)
  CREATE INDEX application_source ON application USING btree (source_key, at)
  CREATE INDEX application_state ON application USING btree (state, changed_at)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON application FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (changed_at) to tasuki_front
  grant update (form) to tasuki_front
  grant update (secret_hash) to tasuki_front
  grant update (state) to tasuki_front
  grant update (version) to tasuki_front
table application_mail
  column application uuid not null
  column address text not null
  column asked integer not null
  column confirmed_at bigint
  constraint application_mail_application_fkey FOREIGN KEY (application) REFERENCES application(id) ON DELETE CASCADE
  constraint application_mail_pkey PRIMARY KEY (application)
  CREATE UNIQUE INDEX application_mail_pkey ON application_mail USING btree (application)
table application_scan
  column id uuid not null
  column application uuid not null
  column kind text not null
  column bytes bytea not null
  column size integer not null
  column at bigint not null
  constraint application_scan_application_fkey FOREIGN KEY (application) REFERENCES application(id) ON DELETE CASCADE
  constraint application_scan_bytes_check CHECK (((length(bytes) >= 1) AND (length(bytes) <= 5242880)))
  constraint application_scan_check CHECK ((size = length(bytes)))
  constraint application_scan_kind_check CHECK ((kind = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text])))
  constraint application_scan_pkey PRIMARY KEY (id)
  CREATE INDEX application_scan_application ON application_scan USING btree (application)
  CREATE UNIQUE INDEX application_scan_pkey ON application_scan USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (at) to tasuki_front
  grant update (bytes) to tasuki_front
  grant update (kind) to tasuki_front
  grant update (size) to tasuki_front
table application_step
  column application uuid not null
  column n integer not null
  column state text not null
  column at bigint not null
  column hat uuid
  column words text
  constraint application_step_application_fkey FOREIGN KEY (application) REFERENCES application(id) ON DELETE CASCADE
  constraint application_step_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint application_step_pkey PRIMARY KEY (application, n)
  constraint application_step_words_check CHECK (((length(words) >= 1) AND (length(words) <= 2000)))
  CREATE UNIQUE INDEX application_step_pkey ON application_step USING btree (application, n)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON application_step FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
table archive_proposal
  column id uuid not null
  column space uuid not null
  column by uuid not null
  column reason text not null
  column state text not null
  column at bigint not null
  column decided_at bigint
  constraint archive_proposal_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint archive_proposal_pkey PRIMARY KEY (id)
  constraint archive_proposal_reason_check CHECK ((reason = ANY (ARRAY['death'::text, 'moved'::text, 'ended'::text, 'other'::text])))
  constraint archive_proposal_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint archive_proposal_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'dismissed'::text])))
  CREATE UNIQUE INDEX archive_proposal_now ON archive_proposal USING btree (space) WHERE (state = 'waiting'::text)
  CREATE UNIQUE INDEX archive_proposal_pkey ON archive_proposal USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (state) to tasuki_front
table attest_answer
  column round uuid not null
  column hat uuid not null
  column answer text not null
  column by uuid not null
  column at bigint not null
  constraint attest_answer_answer_check CHECK ((answer = ANY (ARRAY['stays'::text, 'left'::text])))
  constraint attest_answer_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint attest_answer_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint attest_answer_pkey PRIMARY KEY (round, hat)
  constraint attest_answer_round_fkey FOREIGN KEY (round) REFERENCES attest_round(id)
  CREATE INDEX attest_answer_hat ON attest_answer USING btree (hat)
  CREATE UNIQUE INDEX attest_answer_pkey ON attest_answer USING btree (round, hat)
  grant select to tasuki_front
view attest_asked
  column round uuid
  column facility uuid
  column hat uuid
  column account uuid
  column facility_admin boolean
  column answer text
  column by uuid
  column at bigint
  column stopped_at bigint
  column active boolean
  column settled boolean
  column vouched boolean
  grant select to tasuki_front
view attest_loose
  column round uuid
  column facility uuid
  column hat uuid
  column account uuid
  column facility_admin boolean
  column answer text
  column by uuid
  column at bigint
  column stopped_at bigint
  column active boolean
  column settled boolean
  column vouched boolean
  column can_stop boolean
  grant select to tasuki_front
table attest_round
  column id uuid not null
  column facility uuid not null
  column from_at bigint not null
  column opened_at bigint not null
  column due_at bigint not null
  column step text not null
  column told_at bigint
  column closed_at bigint
  constraint attest_round_check CHECK (((told_at IS NOT NULL) = (step = 'overdue'::text)))
  constraint attest_round_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint attest_round_pkey PRIMARY KEY (id)
  constraint attest_round_step_check CHECK ((step = ANY (ARRAY['ahead'::text, 'week'::text, 'day'::text, 'overdue'::text])))
  CREATE INDEX attest_round_facility ON attest_round USING btree (facility, closed_at)
  CREATE UNIQUE INDEX attest_round_now ON attest_round USING btree (facility) WHERE (closed_at IS NULL)
  CREATE UNIQUE INDEX attest_round_pkey ON attest_round USING btree (id)
  grant select to tasuki_front
table attest_stop
  column id uuid not null
  column round uuid not null
  column account uuid not null
  column hat uuid not null
  column at bigint not null
  column lifted_at bigint
  column lifted_by uuid
  constraint attest_stop_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint attest_stop_check CHECK (((lifted_by IS NULL) = (lifted_at IS NULL)))
  constraint attest_stop_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint attest_stop_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES hat(id)
  constraint attest_stop_pkey PRIMARY KEY (id)
  constraint attest_stop_round_fkey FOREIGN KEY (round) REFERENCES attest_round(id)
  CREATE UNIQUE INDEX attest_stop_now ON attest_stop USING btree (account) WHERE (lifted_at IS NULL)
  CREATE UNIQUE INDEX attest_stop_pkey ON attest_stop USING btree (id)
  grant select to tasuki_front
table audit
  column id bigint not null identity
  column at bigint not null
  column act text not null
  column result text not null
  column session uuid
  column account uuid
  column hat uuid
  column space uuid
  column object uuid
  column from_no bigint
  column to_no bigint
  column source text
  constraint audit_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX audit_pkey ON audit USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON audit FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant insert to tasuki_front
  grant insert to tasuki_job
  grant select to tasuki_job
table audit_chain
  column upto bigint not null
  column rows integer not null
  column marks bytea not null
  column hash bytea not null
  column at bigint not null
  constraint audit_chain_hash_check CHECK ((length(hash) = 32))
  constraint audit_chain_pkey PRIMARY KEY (upto)
  CREATE UNIQUE INDEX audit_chain_pkey ON audit_chain USING btree (upto)
  grant insert to tasuki_job
  grant select to tasuki_job
table certificate
  column erasure uuid not null
  column body text not null
  column signature bytea not null
  column public_key bytea not null
  column at bigint not null
  constraint certificate_erasure_fkey FOREIGN KEY (erasure) REFERENCES erasure(id)
  constraint certificate_pkey PRIMARY KEY (erasure)
  constraint certificate_public_key_check CHECK ((length(public_key) = 32))
  constraint certificate_signature_check CHECK ((length(signature) = 64))
  CREATE UNIQUE INDEX certificate_pkey ON certificate USING btree (erasure)
  grant select to tasuki_front
table change_counter
  column year integer not null
  column n integer not null
  constraint change_counter_pkey PRIMARY KEY (year)
  CREATE UNIQUE INDEX change_counter_pkey ON change_counter USING btree (year)
table change_notice
  column id uuid not null
  column year integer not null
  column n integer not null
  column facility uuid not null
  column hat uuid not null
  column kind text not null
  column name text not null
  column kana text not null
  column profession text not null
  column was jsonb
  column by uuid not null
  column at bigint not null
  column received_at bigint
  column received_by uuid
  constraint change_notice_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint change_notice_check CHECK (((kind = 'changed'::text) = (was IS NOT NULL)))
  constraint change_notice_check1 CHECK (((received_at IS NULL) = (received_by IS NULL)))
  constraint change_notice_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint change_notice_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint change_notice_kind_check CHECK ((kind = ANY (ARRAY['invited'::text, 'cancelled'::text, 'changed'::text, 'absent'::text, 'back'::text, 'left'::text, 'second'::text, 'admin'::text, 'admin_over'::text])))
  constraint change_notice_pkey PRIMARY KEY (id)
  constraint change_notice_received_by_fkey FOREIGN KEY (received_by) REFERENCES hat(id)
  constraint change_notice_year_n_key UNIQUE (year, n)
  CREATE INDEX change_notice_facility ON change_notice USING btree (facility, at)
  CREATE UNIQUE INDEX change_notice_pkey ON change_notice USING btree (id)
  CREATE INDEX change_notice_waiting ON change_notice USING btree (at) WHERE (received_at IS NULL)
  CREATE UNIQUE INDEX change_notice_year_n_key ON change_notice USING btree (year, n)
  grant select to tasuki_front
  grant update (received_at) to tasuki_front
  grant update (received_by) to tasuki_front
view circle_alone
  column space uuid
  column hat uuid
  grant select to tasuki_front
table circle_request
  column id uuid not null
  column space uuid not null
  column hat uuid not null
  column sealed_reason bytea
  column state text not null
  column at bigint not null
  column decided_at bigint
  column decided_by uuid
  constraint circle_request_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES hat(id)
  constraint circle_request_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint circle_request_pkey PRIMARY KEY (id)
  constraint circle_request_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint circle_request_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text])))
  CREATE UNIQUE INDEX circle_request_now ON circle_request USING btree (space, hat) WHERE (state = 'waiting'::text)
  CREATE UNIQUE INDEX circle_request_pkey ON circle_request USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (decided_by) to tasuki_front
  grant update (state) to tasuki_front
table colleague
  column id uuid not null
  column hat uuid not null
  column space uuid not null
  column sealed bytea not null
  column at bigint not null
  constraint colleague_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint colleague_pkey PRIMARY KEY (id)
  constraint colleague_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE INDEX colleague_hat ON colleague USING btree (hat, at)
  CREATE UNIQUE INDEX colleague_pkey ON colleague USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
table consent
  column id uuid not null
  column space uuid not null
  column kind text not null
  column sealed bytea not null
  column signed_on date not null
  column copy_on date
  column scope_photo boolean not null
  column scope_family boolean not null
  column scope_disaster boolean not null
  column scope_after_death boolean not null
  column recorded_by uuid not null
  column recorded_at bigint not null
  column withdrawn_at bigint
  column withdrawn_by uuid
  constraint consent_check CHECK (((kind = 'prior'::text) OR (copy_on IS NOT NULL)))
  constraint consent_kind_check CHECK ((kind = ANY (ARRAY['signed'::text, 'prior'::text])))
  constraint consent_pkey PRIMARY KEY (id)
  constraint consent_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES hat(id)
  constraint consent_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint consent_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES hat(id)
  CREATE UNIQUE INDEX consent_now ON consent USING btree (space) WHERE (withdrawn_at IS NULL)
  CREATE UNIQUE INDEX consent_pkey ON consent USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON consent FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (withdrawn_at) to tasuki_front
  grant update (withdrawn_by) to tasuki_front
table cursor with (fillfactor=60)
  column space uuid not null
  column hat uuid not null
  column delivered_no bigint not null default 0
  column opened_no bigint not null default 0
  column at bigint not null
  constraint cursor_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint cursor_pkey PRIMARY KEY (space, hat)
  constraint cursor_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE UNIQUE INDEX cursor_pkey ON cursor USING btree (space, hat)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON cursor FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (at) to tasuki_front
  grant update (delivered_no) to tasuki_front
  grant update (opened_no) to tasuki_front
table cursor_move
  column space uuid not null
  column hat uuid not null
  column opened boolean not null
  column upto_no bigint not null
  column at bigint not null
  constraint cursor_move_pkey PRIMARY KEY (space, hat, opened, upto_no)
  CREATE UNIQUE INDEX cursor_move_pkey ON cursor_move USING btree (space, hat, opened, upto_no)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON cursor_move FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
table death
  column space uuid not null
  column sealed bytea
  column by uuid not null
  column at bigint not null
  constraint death_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint death_pkey PRIMARY KEY (space)
  constraint death_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE UNIQUE INDEX death_pkey ON death USING btree (space)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (at) to tasuki_front
  grant update (by) to tasuki_front
  grant update (sealed) to tasuki_front
table demo_mail
  column id bigint not null identity
  column at bigint not null
  column address text not null
  column subject text not null
  column body text not null
  constraint demo_mail_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX demo_mail_pkey ON demo_mail USING btree (id)
  grant select to tasuki_front
table departure
  column id uuid not null
  column space uuid not null
  column hat uuid not null
  column at bigint not null
  column settled_at bigint
  column settled_by uuid
  constraint departure_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint departure_pkey PRIMARY KEY (id)
  constraint departure_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES hat(id)
  constraint departure_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE UNIQUE INDEX departure_pkey ON departure USING btree (id)
  CREATE INDEX departure_waiting ON departure USING btree (space) WHERE (settled_at IS NULL)
  grant select to tasuki_front
  grant update (settled_at) to tasuki_front
  grant update (settled_by) to tasuki_front
view directory_staff
  column hat uuid
  column facility uuid
  column kana text
  column person jsonb
  column words text
  grant select to tasuki_front
table document
  column id uuid not null
  column kind text not null
  column edition integer not null
  column body text not null
  column at bigint not null
  column from_on date
  column confirm_by date
  column closes_at bigint default day_ends(confirm_by)
  column by uuid
  column version integer not null default 1
  constraint document_body_check CHECK (((length(body) >= 1) AND (length(body) <= 20000)))
  constraint document_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint document_check CHECK ((confirm_by >= from_on))
  constraint document_edition_check CHECK ((edition >= 1))
  constraint document_kind_check CHECK ((kind = ANY (ARRAY['pledge'::text, 'points'::text, 'policy'::text])))
  constraint document_kind_edition_key UNIQUE (kind, edition)
  constraint document_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX document_kind_edition_key ON document USING btree (kind, edition)
  CREATE UNIQUE INDEX document_pkey ON document USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (confirm_by) to tasuki_front
  grant update (from_on) to tasuki_front
  grant update (version) to tasuki_front
table document_confirm
  column hat uuid not null
  column document uuid not null
  column at bigint not null
  constraint document_confirm_document_fkey FOREIGN KEY (document) REFERENCES document(id)
  constraint document_confirm_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint document_confirm_pkey PRIMARY KEY (hat, document)
  CREATE UNIQUE INDEX document_confirm_pkey ON document_confirm USING btree (hat, document)
  grant insert to tasuki_front
  grant select to tasuki_front
table document_move
  column document uuid not null
  column version integer not null
  column from_on date
  column confirm_by date
  column by uuid not null
  column at bigint not null
  constraint document_move_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint document_move_document_fkey FOREIGN KEY (document) REFERENCES document(id)
  constraint document_move_pkey PRIMARY KEY (document, version)
  CREATE UNIQUE INDEX document_move_pkey ON document_move USING btree (document, version)
  grant insert to tasuki_front
  grant select to tasuki_front
table draft
  column space uuid not null
  column hat uuid not null
  column body bytea
  column reply_to uuid
  column at bigint not null
  constraint draft_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint draft_pkey PRIMARY KEY (space, hat)
  constraint draft_reply_to_fkey FOREIGN KEY (reply_to) REFERENCES post(id)
  constraint draft_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE UNIQUE INDEX draft_pkey ON draft USING btree (space, hat)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (at) to tasuki_front
  grant update (body) to tasuki_front
  grant update (reply_to) to tasuki_front
table education
  column id uuid not null
  column facility uuid not null
  column title text not null
  column held_on date not null
  column by uuid not null
  column at bigint not null
  column withdrawn_at bigint
  column withdrawn_by uuid
  constraint education_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint education_check CHECK (((withdrawn_by IS NULL) = (withdrawn_at IS NULL)))
  constraint education_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint education_pkey PRIMARY KEY (id)
  constraint education_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120)))
  constraint education_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES hat(id)
  CREATE INDEX education_facility ON education USING btree (facility, held_on)
  CREATE UNIQUE INDEX education_pkey ON education USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (withdrawn_at) to tasuki_front
  grant update (withdrawn_by) to tasuki_front
view education_last
  column hat uuid
  column facility uuid
  column held_on date
  column title text
  column since date
  grant select to tasuki_front
table education_person
  column education uuid not null
  column hat uuid not null
  constraint education_person_education_fkey FOREIGN KEY (education) REFERENCES education(id)
  constraint education_person_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint education_person_pkey PRIMARY KEY (education, hat)
  CREATE INDEX education_person_hat ON education_person USING btree (hat)
  CREATE UNIQUE INDEX education_person_pkey ON education_person USING btree (education, hat)
  grant insert to tasuki_front
  grant select to tasuki_front
table erasure
  column id uuid not null
  column number text not null
  column way text not null
  column asked_by uuid not null
  column asked_at bigint not null
  column facility uuid not null
  column space uuid
  column state text not null
  column attached_at bigint
  column attached_by uuid
  column confirmed_at bigint
  column confirmed_by uuid
  column called_at bigint
  column called_by uuid
  column checked_at bigint
  column checked_by uuid
  column check_way text
  column answered_at bigint
  column answered_by uuid
  column transcribed boolean
  column dispute boolean
  column care_goes_on boolean
  column hold text
  column hold_review date
  column held_at bigint
  column held_by uuid
  column accepted_at bigint
  column accepted_by uuid
  column digest bytea
  column paused_at bigint
  column due_at bigint
  column objected_at bigint
  column objected_by uuid
  column decided_at bigint
  column decided_by uuid
  column decision text
  column decision_reason text
  column ended_at bigint
  column ended_by uuid
  column end_reason text
  column executing_at bigint
  column purged_at bigint
  column erased_at bigint
  constraint erasure_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES hat(id)
  constraint erasure_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES hat(id)
  constraint erasure_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES hat(id)
  constraint erasure_attached_by_fkey FOREIGN KEY (attached_by) REFERENCES hat(id)
  constraint erasure_called_by_fkey FOREIGN KEY (called_by) REFERENCES hat(id)
  constraint erasure_check CHECK (((hold IS NULL) = (hold_review IS NULL)))
  constraint erasure_check_way_check CHECK ((check_way = ANY (ARRAY['in_person'::text, 'letter'::text, 'phone'::text])))
  constraint erasure_checked_by_fkey FOREIGN KEY (checked_by) REFERENCES hat(id)
  constraint erasure_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES hat(id)
  constraint erasure_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES hat(id)
  constraint erasure_decision_check CHECK ((decision = ANY (ARRAY['go_on'::text, 'stop'::text])))
  constraint erasure_decision_reason_check CHECK ((decision_reason = ANY (ARRAY['patient_wish'::text, 'no_reason'::text, 'record_needed'::text, 'dispute'::text, 'other'::text])))
  constraint erasure_digest_check CHECK ((length(digest) = 32))
  constraint erasure_end_reason_check CHECK ((end_reason = ANY (ARRAY['withdrawn'::text, 'not_confirmed'::text, 'mistake'::text, 'stopped'::text])))
  constraint erasure_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES hat(id)
  constraint erasure_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint erasure_held_by_fkey FOREIGN KEY (held_by) REFERENCES hat(id)
  constraint erasure_hold_check CHECK ((hold = ANY (ARRAY['transcription'::text, 'dispute'::text, 'other'::text])))
  constraint erasure_number_key UNIQUE (number)
  constraint erasure_objected_by_fkey FOREIGN KEY (objected_by) REFERENCES hat(id)
  constraint erasure_pkey PRIMARY KEY (id)
  constraint erasure_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint erasure_state_check CHECK ((state = ANY (ARRAY['open'::text, 'accepted'::text, 'approved'::text, 'pausing'::text, 'objected'::text, 'executing'::text, 'erased'::text, 'ended'::text])))
  constraint erasure_way_check CHECK ((way = ANY (ARRAY['paper'::text, 'phone'::text, 'account'::text, 'passed'::text])))
  CREATE INDEX erasure_facility ON erasure USING btree (facility) WHERE ((state = 'open'::text) AND (space IS NULL))
  CREATE UNIQUE INDEX erasure_now ON erasure USING btree (space) WHERE (state <> ALL (ARRAY['erased'::text, 'ended'::text]))
  CREATE UNIQUE INDEX erasure_number_key ON erasure USING btree (number)
  CREATE UNIQUE INDEX erasure_pkey ON erasure USING btree (id)
  CREATE TRIGGER erasure_by_job BEFORE UPDATE ON erasure FOR EACH ROW WHEN (((CURRENT_USER = 'tasuki_front'::name) AND ((old.state = ANY (ARRAY['executing'::text, 'erased'::text])) OR ((new.state = ANY (ARRAY['pausing'::text, 'executing'::text, 'erased'::text])) AND (new.state IS DISTINCT FROM old.state))))) EXECUTE FUNCTION erasure_by_job()
  grant insert to tasuki_front
  grant select to tasuki_front
  grant select to tasuki_job
  grant update (accepted_at) to tasuki_front
  grant update (accepted_by) to tasuki_front
  grant update (answered_at) to tasuki_front
  grant update (answered_by) to tasuki_front
  grant update (attached_at) to tasuki_front
  grant update (attached_by) to tasuki_front
  grant update (called_at) to tasuki_front
  grant update (called_by) to tasuki_front
  grant update (care_goes_on) to tasuki_front
  grant update (check_way) to tasuki_front
  grant update (checked_at) to tasuki_front
  grant update (checked_by) to tasuki_front
  grant update (confirmed_at) to tasuki_front
  grant update (confirmed_by) to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (decided_by) to tasuki_front
  grant update (decision) to tasuki_front
  grant update (decision_reason) to tasuki_front
  grant update (digest) to tasuki_front
  grant update (dispute) to tasuki_front
  grant update (end_reason) to tasuki_front
  grant update (ended_at) to tasuki_front
  grant update (ended_by) to tasuki_front
  grant update (held_at) to tasuki_front
  grant update (held_by) to tasuki_front
  grant update (hold) to tasuki_front
  grant update (hold_review) to tasuki_front
  grant update (objected_at) to tasuki_front
  grant update (objected_by) to tasuki_front
  grant update (space) to tasuki_front
  grant update (state) to tasuki_front
  grant update (transcribed) to tasuki_front
table erasure_approval
  column erasure uuid not null
  column hat uuid not null
  column session uuid not null
  column digest bytea not null
  column at bigint not null
  column voided_at bigint
  column factor_at bigint
  constraint erasure_approval_erasure_fkey FOREIGN KEY (erasure) REFERENCES erasure(id)
  constraint erasure_approval_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint erasure_approval_pkey PRIMARY KEY (erasure, hat, at)
  constraint erasure_approval_session_fkey FOREIGN KEY (session) REFERENCES session(id)
  CREATE UNIQUE INDEX erasure_approval_pkey ON erasure_approval USING btree (erasure, hat, at)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant select to tasuki_job
table erasure_counter
  column year integer not null
  column n integer not null
  constraint erasure_counter_pkey PRIMARY KEY (year)
  CREATE UNIQUE INDEX erasure_counter_pkey ON erasure_counter USING btree (year)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (n) to tasuki_front
table erasure_notice
  column erasure uuid not null
  column hat uuid not null
  column role text not null
  column told_at bigint not null
  column objected_at bigint
  constraint erasure_notice_erasure_fkey FOREIGN KEY (erasure) REFERENCES erasure(id)
  constraint erasure_notice_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint erasure_notice_pkey PRIMARY KEY (erasure, hat)
  constraint erasure_notice_role_check CHECK ((role = ANY (ARRAY['attending'::text, 'manager'::text, 'patient_side'::text, 'facility_admin'::text, 'committee'::text])))
  CREATE INDEX erasure_notice_hat ON erasure_notice USING btree (hat)
  CREATE UNIQUE INDEX erasure_notice_pkey ON erasure_notice USING btree (erasure, hat)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (objected_at) to tasuki_front
view erasure_shown
  column id uuid
  column shown jsonb
  grant select to tasuki_front
table erasure_space
  column erasure uuid not null
  column space uuid not null
  column kind text not null
  column key_epoch bigint not null
  column seq bigint not null
  column posts bigint not null
  column versions bigint not null
  column members bigint not null
  column ledger_no bigint
  column destroyed_at bigint
  column rows_gone bigint
  constraint erasure_space_erasure_fkey FOREIGN KEY (erasure) REFERENCES erasure(id)
  constraint erasure_space_pkey PRIMARY KEY (erasure, space)
  constraint erasure_space_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE UNIQUE INDEX erasure_space_pkey ON erasure_space USING btree (erasure, space)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant select to tasuki_job
table event
  column space uuid not null
  column seq bigint not null
  column kind text not null
  column at bigint not null
  column hat uuid
  column post uuid
  column member uuid
  constraint event_kind_check CHECK ((kind = ANY (ARRAY['post'::text, 'edit'::text, 'delete'::text, 'reaction'::text, 'member_add'::text, 'member_remove'::text, 'attending'::text, 'role'::text, 'space'::text, 'report'::text])))
  constraint event_pkey PRIMARY KEY (space, seq)
  constraint event_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE UNIQUE INDEX event_pkey ON event USING btree (space, seq)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON event FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
table facility
  column id uuid not null
  column ref text
  column name text not null
  column kind text not null
  column outside boolean not null
  column phone_day text
  column phone_night text
  column created_at bigint not null
  column ended_at bigint
  column listed boolean not null default false
  column area text
  column phone_listed boolean not null default false
  column relation text
  column address text
  column head text
  column version integer not null default 1
  constraint facility_address_check CHECK (((length(address) >= 1) AND (length(address) <= 200)))
  constraint facility_area_check CHECK (((length(area) >= 1) AND (length(area) <= 60)))
  constraint facility_head_check CHECK (((length(head) >= 1) AND (length(head) <= 200)))
  constraint facility_kind_check CHECK ((kind = ANY (ARRAY['clinic'::text, 'hospital'::text, 'dental_clinic'::text, 'pharmacy'::text, 'visiting_nurse_station'::text, 'care_manager_office'::text, 'home_helper'::text, 'day_service'::text, 'community_support_center'::text, 'office'::text, 'other'::text])))
  constraint facility_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint facility_pkey PRIMARY KEY (id)
  constraint facility_ref_key UNIQUE (ref)
  constraint facility_relation_check CHECK (((length(relation) >= 1) AND (length(relation) <= 500)))
  CREATE UNIQUE INDEX facility_pkey ON facility USING btree (id)
  CREATE UNIQUE INDEX facility_ref_key ON facility USING btree (ref)
  CREATE TRIGGER board_facility_changed AFTER UPDATE OF ended_at ON facility FOR EACH ROW WHEN ((new.ended_at IS DISTINCT FROM old.ended_at)) EXECUTE FUNCTION board_facility()
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON facility FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  CREATE TRIGGER facility_ended AFTER UPDATE OF ended_at ON facility FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION facility_ended()
  CREATE TRIGGER facility_sessions_end BEFORE UPDATE OF ended_at ON facility FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION facility_sessions_end()
  CREATE TRIGGER tie_facility_ended AFTER UPDATE OF ended_at ON facility FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION tie_facility_ended()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant select to tasuki_front
  grant update (address) to tasuki_front
  grant update (area) to tasuki_front
  grant update (head) to tasuki_front
  grant update (listed) to tasuki_front
  grant update (name) to tasuki_front
  grant update (phone_day) to tasuki_front
  grant update (phone_listed) to tasuki_front
  grant update (phone_night) to tasuki_front
  grant update (relation) to tasuki_front
  grant update (version) to tasuki_front
table facility_confirm
  column hat uuid not null
  column document uuid not null
  column at bigint not null
  constraint facility_confirm_document_fkey FOREIGN KEY (document) REFERENCES facility_document(id)
  constraint facility_confirm_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint facility_confirm_pkey PRIMARY KEY (hat, document)
  CREATE UNIQUE INDEX facility_confirm_pkey ON facility_confirm USING btree (hat, document)
  grant insert to tasuki_front
  grant select to tasuki_front
table facility_document
  column id uuid not null
  column facility uuid not null
  column line uuid not null
  column edition integer not null
  column title text not null
  column body text not null
  column confirm_by date
  column by uuid not null
  column at bigint not null
  column ended_at bigint
  constraint facility_document_body_check CHECK (((length(body) >= 1) AND (length(body) <= 20000)))
  constraint facility_document_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint facility_document_edition_check CHECK ((edition >= 1))
  constraint facility_document_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint facility_document_line_edition_key UNIQUE (line, edition)
  constraint facility_document_pkey PRIMARY KEY (id)
  constraint facility_document_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120)))
  CREATE INDEX facility_document_facility ON facility_document USING btree (facility)
  CREATE UNIQUE INDEX facility_document_line_edition_key ON facility_document USING btree (line, edition)
  CREATE UNIQUE INDEX facility_document_pkey ON facility_document USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (ended_at) to tasuki_front
table factor
  column account uuid not null
  column sealed bytea
  column last_step bigint not null default 0
  column sealed_next bytea
  column next_at bigint
  constraint factor_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint factor_pkey PRIMARY KEY (account)
  CREATE UNIQUE INDEX factor_pkey ON factor USING btree (account)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (last_step) to tasuki_front
  grant update (next_at) to tasuki_front
  grant update (sealed) to tasuki_front
  grant update (sealed_next) to tasuki_front
table factor_reset
  column id uuid not null
  column account uuid not null
  column hat uuid not null
  column by uuid not null
  column at bigint not null
  column state text not null
  column decided_by uuid
  column decided_at bigint
  constraint factor_reset_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint factor_reset_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint factor_reset_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES hat(id)
  constraint factor_reset_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint factor_reset_pkey PRIMARY KEY (id)
  constraint factor_reset_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'cancelled'::text])))
  CREATE UNIQUE INDEX factor_reset_now ON factor_reset USING btree (account) WHERE (state = 'waiting'::text)
  CREATE UNIQUE INDEX factor_reset_pkey ON factor_reset USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (decided_by) to tasuki_front
  grant update (state) to tasuki_front
CREATE OR REPLACE FUNCTION account_sessions_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare ending uuid[] := (select array_agg(id) from session where account = new.id and state <> 'ended');
begin
  perform sessions_settle(ending);
  perform sessions_end(ending, (extract(epoch from clock_timestamp()) * 1000)::bigint);
  return new;
end $function$

CREATE OR REPLACE FUNCTION activation_of(of_token bytea, now bigint)
 RETURNS TABLE(login text, name text, facility text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  select case when a.login_chosen then a.login end, p.name,
    (select f.name from hat h join facility f on f.id = h.facility where h.account = a.id and h.ended_at is null order by h.from_at, h.id limit 1)
    from activation t join account a on a.id = t.account join person p on p.id = a.person
   where t.token_hash = of_token and t.used_at is null and t.expires_at > now and a.state = 'disabled' and a.password = 'none yet'
$function$

CREATE OR REPLACE FUNCTION activation_use(of_token bytea, new_password text, new_login text, used bigint, OUT outcome text, OUT its_login text)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  of_account uuid;
  a account;
begin
  select t.account into of_account from activation t where t.token_hash = of_token and t.used_at is null and t.expires_at > used for update;
  select * into a from account x where x.id = of_account and x.state = 'disabled' and x.password = 'none yet' for update;
  if a.id is null then
    outcome := 'gone';
    return;
  end if;
  if new_login is null and not a.login_chosen then
    outcome := 'needed';
    return;
  end if;
  update account set login = coalesce(new_login, a.login), login_chosen = true, password = new_password, password_at = used, state = 'active'
   where id = a.id;
  update activation set used_at = used where token_hash = of_token;
  outcome := 'done';
  its_login := coalesce(new_login, a.login);
exception when unique_violation then
  outcome := 'taken';
  its_login := null;
end $function$

CREATE OR REPLACE FUNCTION admin_left(of_facility uuid, without uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  perform from facility where id = of_facility for no key update;
  return exists (select from hat h join account a on a.id = h.account
    where h.facility = of_facility and h.id <> without and h.facility_admin and h.ended_at is null and h.absent_since is null and a.state = 'active');
end $function$

CREATE OR REPLACE FUNCTION application_accept(of_application uuid, by_hat uuid, accepted_at bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  a application;
  f jsonb;
  one jsonb;
  n integer := 0;
  new_facility uuid := gen_random_uuid();
  new_person uuid;
  new_account uuid;
begin
  select * into a from application where id = of_application for update;
  if a.state is null or a.state not in ('waiting', 'resent')
    or not exists (select from hat h where h.id = by_hat and h.kind in ('office', 'committee') and h.ended_at is null) then
    raise exception 'this application cannot be accepted';
  end if;
  f := a.form;
  insert into facility (id, name, kind, outside, relation, address, head, phone_day, phone_night, area, listed, phone_listed, created_at)
  values (new_facility, f->>'name', f->>'kind', (f->>'outside')::boolean, f->>'relation', f->>'address', concat_ws(' ', f->>'head_title', f->>'head_name'),
    f->>'phone_day', f->>'phone_night', f->>'area', coalesce((f->>'listed')::boolean, false), coalesce((f->>'phone_listed')::boolean, false), accepted_at);
  for one in select p.value from jsonb_each(f->'people') p order by not (p.value->>'admin')::boolean, p.value->>'kana', p.key loop
    loop -- somebody may have chosen just this name
      n := n + 1;
      exit when not exists (select from account x where x.login = a.receipt || '-' || n);
    end loop;
    new_person := gen_random_uuid();
    new_account := gen_random_uuid();
    insert into person (id, name, kana, created_at) values (new_person, one->>'name', one->>'kana', accepted_at);
    insert into account (id, person, side, login, login_chosen, password, password_at, state, created_at)
    values (new_account, new_person, 'staff', a.receipt || '-' || n, false, 'none yet', accepted_at, 'disabled', accepted_at);
    insert into hat (id, account, kind, facility, profession, facility_admin, from_at)
    values (gen_random_uuid(), new_account, 'staff', new_facility, one->>'profession', (one->>'admin')::boolean, accepted_at);
  end loop;
  update application set state = 'accepted', facility = new_facility, version = version + 1, changed_at = accepted_at where id = of_application;
end $function$

CREATE OR REPLACE FUNCTION application_drafts_over(before bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare gone bigint;
begin
  delete from application where state = 'draft' and changed_at < before;
  get diagnostics gone = row_count;
  return gone;
end $function$

CREATE OR REPLACE FUNCTION application_scan_drop(of_scan uuid, of_application uuid)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
  delete from application_scan n using application a
   where n.id = of_scan and n.application = of_application and a.id = n.application and a.state in ('draft', 'returned')
$function$

CREATE OR REPLACE FUNCTION attending_gone(gone uuid[], gone_at bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare s record;
begin
  for s in select id, seq + 1 as seq from space where attending = any(gone) and not attending_pending and erased_at is null
      order by id for no key update loop
    update space set attending_pending = true, attending_at = gone_at, seq = s.seq where id = s.id;
    insert into event (space, seq, kind, at) values (s.id, s.seq, 'attending', gone_at);
    perform pg_notify('feed', s.id || ':' || s.seq);
  end loop;
end $function$

CREATE OR REPLACE FUNCTION attest_open(now bigint, days bigint, ahead bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  place record;
  n bigint := 0;
  new_round uuid;
begin
  for place in
    select f.id, b.from_at from facility f
      cross join region g
      cross join lateral (select coalesce(max(r.closed_at), greatest(f.created_at, g.created_at)) as from_at
        from attest_round r where r.facility = f.id) b
     where f.ended_at is null and b.from_at + (days - ahead) * 86400000 <= now
       and not exists (select from attest_round r where r.facility = f.id and r.closed_at is null)
       and exists (select from hat h join account a on a.id = h.account and a.password <> 'none yet'
         where h.facility = f.id and h.ended_at is null)
  loop
    new_round := gen_random_uuid();
    insert into attest_round (id, facility, from_at, opened_at, due_at, step)
    values (new_round, place.id, place.from_at, now, greatest(place.from_at + days * 86400000, now + ahead * 86400000), 'ahead');
    insert into audit (at, act, result, object) values (now, 'attest_open', 'ok', new_round);
    perform attest_tell(place.id, false);
    n := n + 1;
  end loop;
  return n;
end $function$

CREATE OR REPLACE FUNCTION attest_remind(now bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  r attest_round;
  reached text;
  n bigint := 0;
begin
  for r in select * from attest_round where closed_at is null order by id for update loop
    if attest_settle(r.id, now) or exists (select from facility f where f.id = r.facility and f.ended_at is not null) then
      update attest_round set closed_at = now where id = r.id and closed_at is null;
      insert into audit (at, act, result, object) values (now, 'attest_close', 'ok', r.id);
      continue;
    end if;
    reached := case when r.due_at <= now then 'overdue' when r.due_at <= now + 86400000 then 'day' when r.due_at <= now + 604800000 then 'week' else 'ahead' end;
    if r.told_at is null and reached <> r.step then
      update attest_round set step = reached, told_at = case when reached = 'overdue' then now end where id = r.id;
      insert into audit (at, act, result, object) values (now, 'attest_' || reached, 'ok', r.id);
      perform attest_tell(r.facility, reached = 'overdue');
      n := n + 1;
    end if;
  end loop;
  return n;
end $function$

CREATE OR REPLACE FUNCTION attest_restore(by_hat uuid, of_hat uuid, restored_at bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  of_account uuid;
  of_facility uuid;
begin
  select h.account, w.facility into of_account, of_facility from hat w join hat h on h.facility = w.facility and h.kind = 'staff' and h.ended_at is null
   where w.id = by_hat and w.kind = 'staff' and w.facility_admin and w.ended_at is null and h.id = of_hat;
  perform from attest_round r where r.facility = of_facility and r.closed_at is null for update;
  update attest_stop set lifted_at = restored_at, lifted_by = by_hat where account = of_account and lifted_at is null;
  if not found then
    return false;
  end if;
  update account set state = 'active' where id = of_account and state = 'disabled' and password <> 'none yet';
  insert into attest_answer (round, hat, answer, by, at)
  select v.round, v.hat, 'stays', by_hat, restored_at from attest_asked v where v.facility = of_facility and v.hat = of_hat
  on conflict (round, hat) do update set answer = 'stays', by = by_hat, at = restored_at;
  perform attest_tell(of_facility, true);
  return true;
end $function$

CREATE OR REPLACE FUNCTION attest_say(by_hat uuid, of_hat uuid, said text, said_at bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  of_round uuid;
  asked attest_asked;
begin
  select r.id into of_round from hat w join attest_round r on r.facility = w.facility and r.closed_at is null
   where w.id = by_hat and w.kind = 'staff' and w.facility_admin and w.ended_at is null for update of r;
  select * into asked from attest_asked v where v.round = of_round and v.hat = of_hat;
  if asked.hat is null then
    return 'none';
  elsif asked.stopped_at is not null then
    return 'stopped';
  elsif said = 'left' and of_hat = by_hat then
    return 'own';
  end if;
  insert into attest_answer (round, hat, answer, by, at) values (of_round, of_hat, said, by_hat, said_at)
  on conflict (round, hat) do update set answer = said, by = by_hat, at = said_at;
  perform attest_settle(of_round, said_at);
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION attest_settle(of_round uuid, now bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare of_facility uuid;
begin
  update attest_round r set closed_at = now
   where r.id = of_round and r.closed_at is null and not exists (select from attest_asked v where v.round = r.id and not v.settled)
   returning r.facility into of_facility;
  if of_facility is null then
    return false;
  end if;
  perform attest_tell(of_facility, true);
  return true;
end $function$

CREATE OR REPLACE FUNCTION attest_stop_loose(now bigint, grace bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  r attest_round;
  one record;
  n bigint := 0;
begin
  for r in select * from attest_round where closed_at is null and told_at + grace * 86400000 <= now order by id for update loop
    for one in select v.hat, v.account from attest_loose v where v.round = r.id and v.can_stop order by v.hat loop
      perform from account where id = one.account for update;
      continue when not exists (select from attest_loose v where v.round = r.id and v.hat = one.hat and v.can_stop);
      insert into attest_stop (id, round, account, hat, at) values (gen_random_uuid(), r.id, one.account, one.hat, now);
      update account set state = 'disabled' where id = one.account;
      insert into audit (at, act, result, account, hat, object) values (now, 'attest_stop', 'ok', one.account, one.hat, r.id);
      n := n + 1;
    end loop;
    perform attest_tell(r.facility, true);
  end loop;
  return n;
end $function$

CREATE OR REPLACE FUNCTION attest_tell(of_facility uuid, to_office boolean)
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_notify('inbox', h.id::text) from hat h
   where h.ended_at is null and (h.facility = of_facility and h.facility_admin or to_office and h.kind = 'office');
  select null::void;
$function$

CREATE OR REPLACE FUNCTION board_facility()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  perform board_keep(h.id, coalesce(new.ended_at, (extract(epoch from now()) * 1000)::bigint))
    from hat h where h.facility = new.id and h.facility_admin order by h.id;
  return null;
end $function$

CREATE OR REPLACE FUNCTION board_hat()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  perform board_keep(new.id, coalesce(new.ended_at, (extract(epoch from now()) * 1000)::bigint));
  return null;
end $function$

CREATE OR REPLACE FUNCTION board_keep(of_hat uuid, kept_at bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare b record; h record; is_in boolean;
begin
  select x.id, x.ended_at is null and f.ended_at is null and (x.kind in ('office', 'committee') or x.kind = 'staff' and x.facility_admin) as belongs
    into h from hat x left join facility f on f.id = x.facility where x.id = of_hat;
  select s.id, s.seq + 1 as seq into b from space s where s.kind = 'board' for no key update;
  is_in := exists (select from member m where m.space = b.id and m.hat = of_hat and m.to_seq is null);
  if b.id is null or h.belongs = is_in then
    return;
  end if;
  update space set seq = b.seq where id = b.id;
  insert into event (space, seq, kind, at, member)
    values (b.id, b.seq, case when h.belongs then 'member_add' else 'member_remove' end, kept_at, of_hat);
  if h.belongs then
    insert into member (space, hat, from_seq, from_at, read_from_seq, role) values (b.id, of_hat, b.seq, kept_at, 0, 'member');
    perform pg_notify('hat', of_hat || ' ' || b.id);
  else
    update draft set body = null, reply_to = null, at = kept_at where space = b.id and hat = of_hat;
    update member set to_seq = b.seq, to_at = kept_at where space = b.id and hat = of_hat and to_seq is null;
  end if;
  perform pg_notify('feed', b.id || ':' || b.seq);
end $function$

CREATE OR REPLACE FUNCTION change_write(of_hat uuid, of_kind text, words_before jsonb, by_hat uuid, changed_at bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare this_year integer := extract(year from to_timestamp(changed_at / 1000.0) at time zone 'Asia/Tokyo'); next integer;
begin
  insert into change_counter as c (year, n) values (this_year, 1) on conflict (year) do update set n = c.n + 1 returning c.n into next;
  insert into change_notice (id, year, n, facility, hat, kind, name, kana, profession, was, by, at)
  select gen_random_uuid(), this_year, next, h.facility, h.id, of_kind, p.name, p.kana, h.profession, words_before, by_hat, changed_at
    from hat h join account a on a.id = h.account join person p on p.id = a.person where h.id = of_hat;
  perform pg_notify('inbox', h.id::text) from hat h where h.kind = 'office' and h.ended_at is null;
end $function$

CREATE OR REPLACE FUNCTION database_rights()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('revoke temporary on database %I from public', current_database());
end $function$

CREATE OR REPLACE FUNCTION day_ends(day date)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$
select (extract(epoch from ((day + 1)::timestamp at time zone 'Asia/Tokyo')) * 1000)::bigint
$function$

CREATE OR REPLACE FUNCTION day_in_words(day date)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$ select to_char(day, 'YYYY"年"FMMM"月"FMDD"日"') $function$

CREATE OR REPLACE FUNCTION day_of(ms bigint)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE
AS $function$ select (to_timestamp(ms / 1000) at time zone 'Asia/Tokyo')::date $function$

CREATE OR REPLACE FUNCTION demo_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if current_user = 'tasuki_demo' and not (select demo from region) then
    raise exception 'this works only in a demo region';
  end if;
  return null;
end $function$

CREATE OR REPLACE FUNCTION departure_from(in_space uuid, of_hat uuid, left_at bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare s space; r text; gone_seq bigint;
begin
  select * into s from space where id = in_space;
  select m.role into r from member m where m.space = in_space and m.hat = of_hat and m.to_seq is null;
  gone_seq := stream_add(in_space, 'member_remove', of_hat, left_at);
  update draft set body = null, reply_to = null, at = left_at where space = in_space and hat = of_hat;
  update member set to_seq = gone_seq, to_at = left_at where space = in_space and hat = of_hat and to_seq is null;
  if s.kind not in ('care', 'family') then
    return;
  end if;
  -- Nobody manages it now, and its 主治医 has no account: the clinic's 施設管理者 finds one, as when a 主治医 leaves.
  if r = 'delegate' and s.attending is null and not s.attending_pending
      and not exists (select from member m where m.space = in_space and m.to_seq is null and m.role in ('attending', 'delegate')) then
    update space set attending_pending = true, attending_at = left_at where id = in_space;
    perform stream_add(in_space, 'attending', null, left_at);
  end if;
  if s.archived_at is null and s.frozen_at is null and (s.kind = 'care' or not exists (select from departure d join space c on c.id = d.space
      where d.hat = of_hat and c.patient = s.patient and d.at = left_at)) then
    insert into departure (id, space, hat, at) values (gen_random_uuid(), in_space, of_hat, left_at);
    perform pg_notify('inbox', m.hat::text) from member m where m.space = in_space and m.to_seq is null and m.role in ('attending', 'delegate');
  end if;
end $function$

CREATE OR REPLACE FUNCTION departure_settle(of_hat uuid, left_at bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare told uuid;
begin
  update instruction set state = 'withdrawn', decided_at = left_at
   where delegate = of_hat and (state in ('confirmed', 'declared') or state = 'waiting' and space is null);
  update kin_invitation set state = 'cancelled', decided_at = left_at where by = of_hat and state = 'waiting';
  update newcomer set state = 'withdrawn', decided_at = left_at where hat = of_hat and state in ('waiting', 'told', 'objected');
  update factor_reset set state = 'cancelled', decided_at = left_at where state = 'waiting' and (by = of_hat or hat = of_hat);
  for told in
    with invitations as (update invitation set state = 'cancelled', decided_at = left_at
        where state = 'waiting' and (by = of_hat or hat = of_hat) or state = 'waiting_patient' and hat = of_hat returning hat),
    handovers as (update handover set state = 'cancelled', decided_at = left_at
        where state = 'offered' and (to_hat = of_hat or by = of_hat and from_hat is distinct from of_hat) returning to_hat, by),
    requests as (update circle_request set state = 'withdrawn', decided_at = left_at where hat = of_hat and state = 'waiting' returning space),
    offers as (update staff_offer set state = 'cancelled', decided_at = left_at where (by = of_hat or hat = of_hat) and state = 'waiting' returning hat, account)
    select hat from invitations union select to_hat from handovers union select by from handovers
    union select m.hat from requests q join member m on m.space = q.space and m.to_seq is null and m.role = 'manager'
    union select h.id from offers o join hat h on h.id = o.hat or h.account = o.account
  loop
    perform pg_notify('inbox', told::text);
  end loop;
end $function$

CREATE OR REPLACE FUNCTION erasure_approved(of_erasure uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
select count(distinct a.person) from erasure_approval p
  join erasure e on e.id = p.erasure
  join hat h on h.id = p.hat
  join account a on a.id = h.account
 where p.erasure = of_erasure and p.voided_at is null and p.digest = e.digest and h.kind in ('office', 'committee') and h.ended_at is null
   and a.state = 'active' and not erasure_conflict(of_erasure, p.hat)
$function$

CREATE OR REPLACE FUNCTION erasure_by_job()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception using errcode = 'insufficient_privilege', message = 'waiting and execution of a deletion belong to job';
end $function$

CREATE OR REPLACE FUNCTION erasure_certificate(of_erasure uuid, now bigint, backups_until bigint)
 RETURNS text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
select jsonb_pretty(jsonb_build_object('certificate', 'tasuki 1', 'number', e.number, 'deployment', r.deployment, 'region', r.name, 'association', r.association,
  'asked_at', e.asked_at, 'accepted_at', e.accepted_at, 'paused_at', e.paused_at, 'executing_at', e.executing_at, 'erased_at', now,
  'digest', encode(e.digest, 'hex'),
  'approvals', (select jsonb_agg(jsonb_build_object('name', x.person->>'name', 'kind', x.person->>'kind', 'at', p.at) order by p.at)
     from erasure_approval p join hat_person x on x.hat = p.hat where p.erasure = e.id and p.voided_at is null),
  'spaces', (select jsonb_agg(jsonb_build_object('kind', x.kind, 'posts', x.posts, 'versions', x.versions, 'members', x.members, 'ledger', x.ledger_no,
     'key_destroyed_at', x.destroyed_at, 'rows', x.rows_gone) order by x.ledger_no) from erasure_space x where x.erasure = e.id),
  'tables_searched', (select count(*) from erasure_left(e.id)),
  'backups_until', backups_until,
  'stays', jsonb_build_array('number_and_dates', 'audit_ids', 'sealed_in_backups'),
  'out_of_reach', jsonb_build_array('transcribed', 'printed', 'devices', 'ties')))
  from erasure e, region r where e.id = of_erasure
$function$

CREATE OR REPLACE FUNCTION erasure_certify(of_erasure uuid, text_signed text, signed_with bytea, key bytea, now bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare hats uuid[]; h uuid;
begin
  update erasure set state = 'erased', erased_at = now where id = of_erasure and state = 'executing' and purged_at is not null;
  if not found then
    raise exception 'a certificate is of a deletion that has been executed';
  end if;
  insert into certificate (erasure, body, signature, public_key, at) values (of_erasure, text_signed, signed_with, key, now);
  hats := array(select n.hat from erasure_notice n where n.erasure = of_erasure);
  foreach h in array hats loop
    perform pg_notify('inbox', h::text);
  end loop;
end $function$

CREATE OR REPLACE FUNCTION erasure_claim(of_erasure uuid, now bigint, a_day integer)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare e erasure; why text; s record;
begin
  perform pg_advisory_xact_lock(hashtextextended('erasure_claim', 0)); -- the limit a day is counted by one at a time
  e := erasure_lock(of_erasure);
  why := erasure_refused(e, now, a_day);
  if why = 'void' then
    perform erasure_void(e.id, now);
  end if;
  if why is not null then return why; end if;
  update erasure set state = 'executing', executing_at = now where id = e.id;
  for s in select x.space, p.seq + 1 as seq from erasure_space x join space p on p.id = x.space where x.erasure = e.id order by x.space loop
    update space set erased_at = now, seq = s.seq where id = s.space;
    insert into event (space, seq, kind, at) values (s.space, s.seq, 'space', now);
    perform pg_notify('feed', s.space || ':' || s.seq);
  end loop;
  return 'executing';
end $function$

CREATE OR REPLACE FUNCTION erasure_conflict(of_erasure uuid, of_hat uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
with me as (
  select h.id, h.facility, h.patient from hat h join account a on a.id = h.account
   where a.person = (select b.person from hat g join account b on b.id = g.account where g.id = of_hat)),
e as (select * from erasure x where x.id = of_erasure),
s as (select x.id, x.patient, x.attending from space x
   where x.patient = (select y.patient from space y join e on e.space = y.id))
select exists (select from me, e where me.id = e.asked_by and e.way in ('account', 'passed') or me.id in (e.attached_by, e.confirmed_by, e.answered_by, e.objected_by))
  or exists (select from me join member m on m.hat = me.id join s on s.id = m.space)
  or exists (select from me join s on s.patient = me.patient)
  or exists (select from me, e where me.facility = e.facility or me.facility = (select h.facility from hat h where h.id = e.asked_by)
    or me.facility in (select h.facility from s join hat h on h.id = s.attending))
$function$

CREATE OR REPLACE FUNCTION erasure_destroyed(of_erasure uuid, of_space uuid, number bigint, now bigint)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
update erasure_space x set ledger_no = number, destroyed_at = now
 where x.erasure = of_erasure and x.space = of_space and x.ledger_no is null
   and exists (select from erasure e where e.id = of_erasure and e.state = 'executing')
$function$

CREATE OR REPLACE FUNCTION erasure_digest(of_erasure uuid)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
select sha256(convert_to('tasuki erasure 1 ' || e.number || (select string_agg(format(' %s key %s seq %s posts %s versions %s', x.space, x.key_epoch, x.seq,
    x.posts, x.versions), '' order by x.space) from erasure_space x where x.erasure = e.id), 'UTF8'))
  from erasure e where e.id = of_erasure
$function$

CREATE OR REPLACE FUNCTION erasure_eligible(of_erasure uuid)
 RETURNS bigint
 LANGUAGE sql
 STABLE
AS $function$
select count(distinct a.person) from hat h join account a on a.id = h.account
 where h.kind in ('office', 'committee') and h.ended_at is null and a.state = 'active' and not erasure_conflict(of_erasure, h.id)
$function$

CREATE OR REPLACE FUNCTION erasure_intact(of_erasure uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
select e.digest = erasure_digest(e.id)
  and not exists (select from space s where s.patient = (select c.patient from space c where c.id = e.space)
    and not exists (select from erasure_space x where x.erasure = e.id and x.space = s.id))
  and not exists (select from erasure_space x join event v on v.space = x.space and v.seq > x.seq
    where x.erasure = e.id and v.kind in ('post', 'edit', 'delete', 'reaction'))
  and not exists (select from erasure_space x where x.erasure = e.id and x.posts <> (select count(*) from post p where p.space = x.space))
  from erasure e where e.id = of_erasure
$function$

CREATE OR REPLACE FUNCTION erasure_left(of_erasure uuid)
 RETURNS TABLE(name text, left_over bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare s record; t record; n bigint;
begin
  for t in select * from space_table order by 1 loop
    name := t.name;
    left_over := 0;
    for s in select x.space from erasure_space x where x.erasure = of_erasure loop
      execute format('select count(*) from %s where %s', t.name, t.rows) into n using s.space;
      left_over := left_over + n;
    end loop;
    return next;
  end loop;
  for t in select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'patient' and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.oid not in ('hat'::regclass, 'space'::regclass)
        and not exists (select from space_table k where k.name = c.oid::regclass::text) loop
    name := t.name;
    execute format('select count(*) from %s where patient in (select s.patient from space s join erasure_space x on x.space = s.id
      where x.erasure = $1)', t.name) into left_over using of_erasure;
    return next;
  end loop;
end $function$

CREATE OR REPLACE FUNCTION erasure_lock(of_erasure uuid)
 RETURNS erasure
 LANGUAGE plpgsql
AS $function$
declare e erasure;
begin
  perform from space s where s.patient = (select c.patient from space c join erasure x on x.space = c.id where x.id = of_erasure)
    order by s.id for no key update;
  select * into e from erasure x where x.id = of_erasure for update;
  return e;
end $function$

CREATE OR REPLACE FUNCTION erasure_pause(of_erasure uuid, now bigint, due bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare e erasure; n record;
begin
  e := erasure_lock(of_erasure);
  if e.state <> 'approved' then return e.state; end if;
  if due < now + 259200000 then return 'short'; end if;
  if erasure_approved(e.id) < 2 or not erasure_intact(e.id) then
    perform erasure_void(e.id, now);
    return 'void';
  end if;
  for n in
    select distinct on (hat) hat, role from (
      select s.attending as hat, 'attending' as role, 1 as first from erasure_space x join space s on s.id = x.space where x.erasure = e.id
      union all select m.hat, 'manager', 2 from erasure_space x join member m on m.space = x.space and m.to_seq is null
        where x.erasure = e.id and m.role in ('attending', 'delegate')
      union all select m.hat, 'patient_side', 3 from erasure_space x join member m on m.space = x.space and m.to_seq is null
        join hat h on h.id = m.hat where x.erasure = e.id and h.kind = 'kin'
      union all select h.id, 'facility_admin', 4 from hat h where h.facility_admin and h.facility in (
        select e.facility union select s.facility from erasure_space x join space s on s.id = x.space where x.erasure = e.id
        union select t.facility from erasure_space x join space s on s.id = x.space join hat t on t.id = s.attending where x.erasure = e.id)
      union all select h.id, 'committee', 5 from hat h where h.kind = 'committee') told
     where hat is not null and exists (select from hat h where h.id = told.hat and h.ended_at is null)
     order by hat, first
  loop
    insert into erasure_notice (erasure, hat, role, told_at) values (e.id, n.hat, n.role, now) on conflict do nothing;
    perform pg_notify('inbox', n.hat::text);
  end loop;
  update erasure set state = 'pausing', paused_at = now, due_at = due where id = e.id;
  return 'pausing';
end $function$

CREATE OR REPLACE FUNCTION erasure_purge(of_erasure uuid, now bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public', 'pg_temp'
AS $function$
declare s record; n bigint;
begin
  if (erasure_lock(of_erasure)).state <> 'executing' or exists (select from erasure_space x where x.erasure = of_erasure and x.ledger_no is null) then
    raise exception 'rows go after their keys, and only of a deletion that is being executed';
  end if;
  for s in select x.space from erasure_space x where x.erasure = of_erasure order by x.space loop
    select coalesce(sum(p.rows), 0) into n from space_purge(s.space, now) p;
    update erasure_space set rows_gone = n where erasure = of_erasure and space = s.space;
  end loop;
  if exists (select from erasure_left(of_erasure) l where l.left_over > 0) then
    raise exception 'the scan found rows of an erased space';
  end if;
  update erasure set purged_at = now where id = of_erasure;
end $function$

CREATE OR REPLACE FUNCTION erasure_refused(e erasure, now bigint, a_day integer)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
select case when e.state <> 'pausing' or e.due_at is null or e.due_at > now then 'early'
  when e.hold is not null then 'held'
  when not (select demo from region)
    and exists (select from erasure_approval p where p.erasure = e.id and p.voided_at is null and p.factor_at is null) then 'second_factor'
  when erasure_approved(e.id) < 2 or not erasure_intact(e.id) then 'void'
  when (select count(*) from erasure x where x.executing_at > now - 86400000) >= a_day then 'rate' end
$function$

CREATE OR REPLACE FUNCTION erasure_void(of_erasure uuid, now bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  update erasure_approval set voided_at = now where erasure = of_erasure and voided_at is null;
  update erasure_space x set seq = s.seq, posts = (select count(*) from post p where p.space = x.space),
      versions = (select count(*) from post_version v join post p on p.id = v.post where p.space = x.space)
    from space s where s.id = x.space and x.erasure = of_erasure;
  update erasure set state = 'accepted', digest = erasure_digest(id), paused_at = null, due_at = null where id = of_erasure;
end $function$

CREATE OR REPLACE FUNCTION facility_end(by_hat uuid, of_facility uuid, end_at bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare f facility; ends uuid[]; heir record; one record; told jsonb;
begin
  if not exists (select from hat h where h.id = by_hat and h.kind = 'office' and h.ended_at is null) then
    raise exception 'only the office ends a facility';
  elsif not staff_alone(of_facility) then
    return 'conflict';
  end if;
  perform sessions_settle((select array_agg(s.id) from session s join hat h on h.id = s.hat
    where h.facility = of_facility and s.state <> 'ended'));
  select * into f from facility x where x.id = of_facility for no key update;
  if f.id is null or f.kind = 'office' then
    return 'not_found';
  elsif f.ended_at is not null then
    return 'conflict';
  end if;
  ends := array(select h.id from hat h where h.facility = of_facility and h.ended_at is null order by h.id);
  perform from space s where s.id in (
      select m.space from member m where m.hat = any(ends) and m.to_seq is null
      union all select x.id from space x where x.attending = any(ends)
      union all select t.space from tie_request t where t.state = 'accepted' and (t.from_hat = any(ends) or t.to_hat = any(ends))
      union all select o.space from handover o where o.state = 'offered' and (o.to_hat = any(ends) or o.by = any(ends))
      union all select b.id from space b where b.kind = 'board')
    order by s.id for no key update;
  -- A circle that only they manage goes to who has been in it longest.
  for heir in select distinct on (m.space) m.space, m.hat from member m
      join space s on s.id = m.space and s.kind = 'circle' and s.closed_at is null and s.erased_at is null
      join hat x on x.id = m.hat and x.ended_at is null
      where m.to_seq is null and m.hat <> all(ends)
        and exists (select from member g where g.space = m.space and g.to_seq is null and g.role = 'manager' and g.hat = any(ends))
        and not exists (select from member g where g.space = m.space and g.to_seq is null and g.role = 'manager' and g.hat <> all(ends))
      order by m.space, m.from_seq loop
    perform stream_add(heir.space, 'role', heir.hat, end_at);
    update member set role = 'manager' where space = heir.space and hat = heir.hat and to_seq is null;
  end loop;
  perform departure_settle(e, end_at) from unnest(ends) e;
  told := (select jsonb_agg(jsonb_build_object('account', x.account, 'address', x.address)) from hat h join mail_address x on x.account = h.account
    where h.id = any(ends) and h.facility_admin and x.address is not null);
  update facility set ended_at = end_at, listed = false where id = of_facility;
  update hat set ended_at = end_at where id = any(ends); -- sessions, board, ties and the 主治医 follow by triggers
  for one in select m.space, m.hat from member m join space s on s.id = m.space
      where m.hat = any(ends) and m.to_seq is null and s.kind not in ('board', 'tie') and s.erased_at is null order by s.kind, s.id, m.hat loop
    perform departure_from(one.space, one.hat, end_at);
  end loop;
  update activation set expires_at = end_at
   where used_at is null and expires_at > end_at and account in (select h.account from hat h where h.id = any(ends));
  update account a set state = 'disabled', login = 'left ' || a.id
   where a.id in (select h.account from hat h where h.id = any(ends))
     and not exists (select from hat h where h.account = a.id and h.ended_at is null);
  insert into mail (id, kind, account, address, at, next_at)
    select gen_random_uuid(), 'facility_end', t.account, t.address, end_at, end_at from jsonb_to_recordset(told) as t (account uuid, address text);
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION facility_ended()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform attending_gone((select array_agg(id) from hat where facility = new.id), new.ended_at);
  return null;
end $function$

CREATE OR REPLACE FUNCTION facility_sessions_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare ending uuid[] := (select array_agg(s.id) from session s join hat h on h.id = s.hat
    where h.facility = new.id and s.state <> 'ended');
begin
  perform sessions_settle(ending);
  perform sessions_end(ending, new.ended_at);
  return new;
end $function$

CREATE OR REPLACE FUNCTION folded(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
select translate(lower(normalize(words, nfkc)), 'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ 　',
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ')
$function$

CREATE OR REPLACE FUNCTION hat_absent(of_hat uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
select coalesce((select h.absent_since is not null from hat h where h.id = of_hat), false)
$function$

CREATE OR REPLACE FUNCTION hat_admit(of_hat uuid)
 RETURNS boolean
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
update hat h set admitted = h.admitted or (exists (select from pledge p where p.hat = h.id)
  and exists (select from training t where t.hat = h.id)
  and not exists (select from document d where d.kind in ('points', 'policy')
    and d.edition = (select max(n.edition) from document n where n.kind = d.kind)
    and not exists (select from document_confirm c where c.hat = h.id and c.document = d.id)))
 where h.id = of_hat and h.kind = 'staff' returning h.admitted
$function$

CREATE OR REPLACE FUNCTION hat_ended()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform attending_gone(array[new.id], new.ended_at);
  return null;
end $function$

CREATE OR REPLACE FUNCTION hat_sessions_end()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare ending uuid[] := (select array_agg(id) from session where hat = new.id and state <> 'ended');
begin
  if new.kind <> 'kin' then
    perform sessions_settle(ending);
  end if;
  perform sessions_end(ending, new.ended_at);
  return new;
end $function$

CREATE OR REPLACE FUNCTION incident_remind(remind_at bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare late bigint;
begin
  update incident set reminded_at = remind_at where state = 'reported' and answer_by < remind_at and reminded_at is null;
  get diagnostics late = row_count;
  if late > 0 then
    perform pg_notify('inbox', h.id::text) from hat h where h.kind in ('office', 'committee') and h.ended_at is null;
  end if;
  return late;
end $function$

CREATE OR REPLACE FUNCTION incident_seen(one incident, by_hat uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
select exists (select from hat w where w.id = by_hat and w.ended_at is null
  and (w.kind in ('office', 'committee') or w.kind = 'staff' and (one.by = w.id or w.facility_admin and w.facility = one.facility)))
$function$

CREATE OR REPLACE FUNCTION kin_accounts_end(now bigint, kept_ms bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare ended uuid[];
begin
  update hat h set ended_at = now where h.kind = 'kin' and h.ended_at is null
    and exists (select from space s where s.patient = h.patient and s.kind = 'family' and s.erased_at <= now - kept_ms);
  ended := array(select a.id from account a where a.side = 'patient_side' and a.state = 'active'
    and not exists (select from hat h where h.account = a.id and h.ended_at is null) order by a.id limit 500 for update);
  delete from recovery_code where account = any(ended);
  delete from factor where account = any(ended);
  update account set state = 'disabled', login = 'ended ' || id, password = 'none', factor_since = null, enrol_until = null where id = any(ended);
  insert into audit (at, act, result, account) select now, 'kin_account_end', 'ok', e.account from unnest(ended) e (account);
  return cardinality(ended);
end $function$

CREATE OR REPLACE FUNCTION kin_only()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'this role makes and ends accounts of the patient''s side only';
end $function$

CREATE OR REPLACE FUNCTION login_past_keep()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  insert into login_past (account, login) values (old.id, old.login) on conflict do nothing;
  return null;
end $function$

CREATE OR REPLACE FUNCTION mail_activated()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if new.mail is not null then
    update mail_address set address = pending, confirmed_at = new.used_at, pending = null, pending_at = null where account = new.account and pending is not null;
  else
    insert into mail (id, kind, account, at, next_at)
      select gen_random_uuid(), 'confirm', new.account, new.used_at, new.used_at from mail_address where account = new.account and pending is not null;
  end if;
  return null;
end $function$

CREATE OR REPLACE FUNCTION mail_application(of_application uuid, told_at bigint, a_day integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  wanted text := (select a.form->>'mail' from application a where a.id = of_application);
  x application_mail;
begin
  select * into x from application_mail t where t.application = of_application for update;
  if wanted is null or (x.address = wanted and x.confirmed_at is null) then
    return;
  end if;
  if x.address = wanted then
    insert into mail (id, kind, application, at, next_at) values (gen_random_uuid(), 'application_state', of_application, told_at, told_at);
    return;
  end if;
  perform pg_advisory_xact_lock(1212002); -- they are counted one after the other
  if coalesce(x.asked, 0) >= 3 or (select count(*) from mail m where m.kind = 'application' and m.at > told_at - 86400000) >= a_day then
    return;
  end if;
  insert into application_mail (application, address, asked) values (of_application, wanted, 1)
    on conflict (application) do update set address = excluded.address, asked = application_mail.asked + 1, confirmed_at = null;
  insert into mail (id, kind, application, at, next_at) values (gen_random_uuid(), 'application', of_application, told_at, told_at);
end $function$

CREATE OR REPLACE FUNCTION mail_application_confirm(its_receipt text, token bytea, confirmed bigint)
 RETURNS uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
update application_mail x set confirmed_at = coalesce(x.confirmed_at, confirmed) from mail_link l, application a
 where l.token_hash = token and l.expires_at is null and a.id = l.application and a.receipt = its_receipt and x.application = a.id and x.address = l.address
 returning a.id
$function$

CREATE OR REPLACE FUNCTION mail_claim(claimed_at bigint, token bytea, give_up_ms bigint, activation_ms bigint, confirm_ms bigint)
 RETURNS TABLE(mail_id uuid, mail_kind text, attempt integer, to_address text, to_name text, receipt text, network text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  next_id uuid;
  next_account uuid;
  m mail;
begin
  select r.network_name into network from region r;
  loop
    select q.id, q.account into next_id, next_account from mail q where q.state = 'queued' and q.next_at <= claimed_at order by q.next_at, q.id limit 1;
    if next_id is null then
      return;
    end if;
    perform from account a where a.id = next_account for key share;
    select * into m from mail q where q.id = next_id and q.state = 'queued' for update;
    continue when m.id is null;
    if m.at < claimed_at - give_up_ms then
      update mail q set state = 'given_up', ended_at = claimed_at, address = null where q.id = m.id;
      continue;
    end if;
    to_address := null;
    if m.application is not null then
      select x.address, null, a.receipt into to_address, to_name, receipt from application a
        join application_mail x on x.application = a.id and x.address = a.form->>'mail'
       where a.id = m.application and (m.kind = 'application' or x.confirmed_at is not null);
    else
      select case m.kind when 'activation' then coalesce(x.pending, x.address) when 'confirm' then x.pending when 'address' then m.address
            when 'facility_end' then m.address else x.address end,
          p.name, null into to_address, to_name, receipt
        from account a join person p on p.id = a.person left join mail_address x on x.account = a.id
       where a.id = m.account and (m.kind = 'facility_end' or a.state = case m.kind when 'activation' then 'disabled' else 'active' end
         and (m.kind = 'activation') = (a.password = 'none yet')
         and (m.kind <> 'password_link' or exists (select from password_link l where l.account = a.id and l.ended_at is null and l.expires_at > claimed_at))
         and exists (select from hat h left join facility f on f.id = h.facility where h.account = a.id and h.ended_at is null and f.ended_at is null));
    end if;
    if to_address is null then
      update mail q set state = 'void', ended_at = claimed_at, address = null where q.id = m.id;
      continue;
    end if;
    update mail q set state = 'sending', attempts = q.attempts + 1 where q.id = m.id;
    if m.kind = 'activation' then
      insert into activation (token_hash, account, by, at, expires_at, mail)
        select token, q.account, q.by, claimed_at, claimed_at + activation_ms, q.id from mail q where q.id = m.id;
    elsif m.kind = 'password_link' then
      insert into password_link_token (token_hash, link, mail)
        select token, l.id, m.id from password_link l where l.account = m.account and l.ended_at is null and l.expires_at > claimed_at;
    elsif m.kind in ('application', 'application_state', 'confirm') then
      insert into mail_link (token_hash, mail, account, application, address, at, expires_at)
      values (token, m.id, m.account, m.application, to_address, claimed_at, case when m.kind = 'confirm' then claimed_at + confirm_ms end);
    end if;
    mail_id := m.id;
    mail_kind := m.kind;
    attempt := m.attempts + 1;
    return next;
    return;
  end loop;
end $function$

CREATE OR REPLACE FUNCTION mail_codes()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  perform security_tell(n.account, 'codes', n.made_at)
    from (select distinct m.account, m.made_at from made m join account a on a.id = m.account and a.factor_changed_at is distinct from m.made_at) n;
  return null;
end $function$

CREATE OR REPLACE FUNCTION mail_confirm(token bytea, confirmed bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  of_account uuid;
  new_address text;
  former mail_address;
begin
  update mail_link set used_at = confirmed where token_hash = token and account is not null and used_at is null and expires_at > confirmed
    returning account, address into of_account, new_address;
  select * into former from mail_address where account = of_account and pending = new_address for update;
  if former.account is null then
    return false;
  end if;
  update mail_address set address = pending, confirmed_at = confirmed, pending = null, pending_at = null where account = of_account;
  insert into mail (id, kind, account, address, at, next_at)
    select gen_random_uuid(), 'address', of_account, former.address, confirmed, confirmed where former.address is not null and former.address <> new_address;
  return true;
end $function$

CREATE OR REPLACE FUNCTION mail_forget(before bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare n bigint;
begin
  delete from mail where ended_at < before;
  get diagnostics n = row_count;
  return n;
end $function$

CREATE OR REPLACE FUNCTION mail_leaves()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if exists (select from hat h where h.account = new.account and h.ended_at is null) then
    return null;
  end if;
  update mail set state = 'void', ended_at = new.ended_at, address = null where account = new.account and state in ('queued', 'sending')
    and kind <> 'facility_end';
  update activation set expires_at = new.ended_at where account = new.account and used_at is null and expires_at > new.ended_at;
  delete from mail_link where account = new.account;
  delete from mail_address where account = new.account;
  return null;
end $function$

CREATE OR REPLACE FUNCTION mail_notice()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  perform security_tell(new.id, tg_argv[0], case tg_argv[0] when 'password' then new.password_at else new.factor_changed_at end);
  return null;
end $function$

CREATE OR REPLACE FUNCTION mail_resume(resumed_at bigint)
 RETURNS bigint
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare n bigint;
begin
  update mail set state = 'queued', next_at = resumed_at, trouble = 'unknown' where state = 'sending';
  get diagnostics n = row_count;
  return n;
end $function$

CREATE OR REPLACE FUNCTION mail_settle(of_mail uuid, token bytea, settled_at bigint, sent boolean, surely_not boolean, its_trouble text, again_at bigint)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  update mail set state = case when sent then 'sent' else 'queued' end, ended_at = case when sent then settled_at end,
      address = case when not sent then address end, trouble = case when not sent then its_trouble end, next_at = again_at
   where id = of_mail and state = 'sending';
  if surely_not then
    delete from activation where token_hash = token and mail = of_mail;
    delete from password_link_token where token_hash = token and mail = of_mail;
    delete from mail_link where token_hash = token and mail = of_mail;
  end if;
end $function$

CREATE OR REPLACE FUNCTION mail_sink(of_mail uuid, sunk_at bigint, to_address text, its_subject text, its_body text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if not (select demo from region) then
    raise exception 'this works only in a demo region';
  end if;
  insert into demo_mail (at, address, subject, body) values (sunk_at, to_address, its_subject, its_body);
  delete from demo_mail where id <= (select max(id) from demo_mail) - 200;
  update mail set state = 'sent', ended_at = sunk_at, address = null, trouble = null where id = of_mail and state = 'sending';
end $function$

CREATE OR REPLACE FUNCTION member_fits()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare space_kind text; space_patient uuid; h hat;
begin
  select s.kind, s.patient into space_kind, space_patient from space s where s.id = new.space;
  if tg_op = 'INSERT' then
    select * into h from hat x where x.id = new.hat for share; -- an end that is under way is waited for
  else
    select * into h from hat x where x.id = new.hat;
  end if;
  if tg_op = 'INSERT' and new.to_seq is null and h.ended_at is not null then
    raise exception using errcode = 'check_violation', message = 'this hat has left';
  end if;
  if not (case space_kind
      when 'care' then h.kind = 'staff'
      when 'family' then h.kind = 'staff' or (h.kind = 'kin' and h.patient = space_patient)
      when 'circle' then h.kind = 'staff'
      when 'tie' then h.kind = 'staff'
      else h.kind in ('office', 'committee') or (h.kind = 'staff' and h.facility_admin) end) then
    raise exception using errcode = 'check_violation', message = 'this hat cannot be a member of this kind of space';
  end if;
  if not (case new.role
      when 'attending' then space_kind in ('care', 'family') and h.kind = 'staff'
      when 'delegate' then space_kind in ('care', 'family') and h.kind = 'staff'
      when 'manager' then space_kind = 'circle'
      else true end) then
    raise exception using errcode = 'check_violation', message = 'there is no such role in this kind of space';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION months_between(from_day date, to_day date)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (extract(year from age(to_day, from_day)) * 12 + extract(month from age(to_day, from_day)))::integer
$function$

CREATE OR REPLACE FUNCTION password_link_ends()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  update password_link set ended_at = greatest(new.password_at, coalesce(new.factor_changed_at, 0)), end_reason = 'changed'
   where account = new.id and ended_at is null;
  return null;
end $function$

CREATE OR REPLACE FUNCTION post_report_state(of_post uuid, in_space uuid, author uuid, reader uuid)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$
select case when not exists (select from post_report r where r.post = of_post and r.state = 'waiting') then 0
  when author = reader or exists (select from member m where m.space = in_space and m.hat = reader and m.to_seq is null and m.role = 'manager')
    then 1 else 2 end
$function$

CREATE OR REPLACE FUNCTION region_demo_is_fixed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.demo <> old.demo or new.deployment <> old.deployment then
    raise exception 'deployment and demo flag of a region never change';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION security_tell(of_account uuid, of_kind text, changed bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  insert into mail (id, kind, account, at, next_at)
    select gen_random_uuid(), of_kind, of_account, changed, changed from mail_address where account = of_account and address is not null;
  insert into security_notice (id, account, kind, at)
    select gen_random_uuid(), a.id, of_kind, changed from account a where a.id = of_account and a.side = 'staff' and a.state = 'active';
  perform pg_notify('inbox', h.id::text) from hat h where h.account = of_account and h.ended_at is null and h.kind <> 'kin';
end $function$

CREATE OR REPLACE FUNCTION session_worn()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if (select h.absent_since from hat h where h.id = new.hat for share) is not null then
    raise exception using errcode = 'check_violation', message = 'this hat is not worn now';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION sessions_end(ending uuid[], gone_at bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
  with ended as (
    update session set state = 'ended', ended_at = gone_at, end_reason = 'disabled' where id = any(ending) and state <> 'ended'
    returning id),
  head as (update revocation_head set n = n + (select count(*) from ended) where exists (select from ended) returning n),
  revoked as (
    insert into revocation (n, session, locked, at)
    select head.n - (select count(*) from ended) + row_number() over (), ended.id, false, gone_at from ended, head returning session)
  select pg_notify('revoked', session::text || ' ended') from revoked;
  select null::void;
$function$

CREATE OR REPLACE FUNCTION sessions_settle(ending uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_advisory_xact_lock(('x' || encode(substring(s.token_hash from 1 for 8), 'hex'))::bit(64)::bigint)
    from session s where s.id = any(ending) order by s.token_hash;
  select null::void;
$function$

CREATE OR REPLACE FUNCTION space_is_fixed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.kind <> old.kind or new.patient is distinct from old.patient or new.facility is distinct from old.facility then
    raise exception using errcode = 'check_violation', message = 'kind, patient and facility of a space never change';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION space_purge(of_space uuid, purged_at bigint)
 RETURNS TABLE(name text, rows bigint)
 LANGUAGE plpgsql
AS $function$
declare t record;
begin
  perform from space where id = of_space for no key update;
  for t in select * from space_table s order by s.rank desc, s.name loop
    execute format('delete from %s where %s', t.name, t.rows) using of_space;
    get diagnostics rows = row_count;
    name := t.name;
    return next;
  end loop;
  update space set sealed_title = null, sealed_attending = null, attending = null, attending_pending = false, attending_at = null,
    archived_at = null, archive_reason = null, archived_by = null, closed_by = null, erased_at = coalesce(erased_at, purged_at)
   where id = of_space;
end $function$

CREATE OR REPLACE FUNCTION staff_absence(by_hat uuid, of_hat uuid, begins boolean, until date, changed_at bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare f uuid := staff_tends(by_hat); h record; of_space uuid; goes_on boolean;
begin
  if not exists (select from hat x join account a on a.id = x.account join hat w on w.id = by_hat
      where x.id = of_hat and x.kind = 'staff' and x.ended_at is null and x.facility = f and a.state = 'active' and x.account <> w.account) then
    return 'not_found';
  elsif until is not null and (not begins or until < day_of(changed_at)) then
    return 'until';
  elsif not staff_alone(f) then
    return 'conflict';
  end if;
  perform sessions_settle((select array_agg(s.id) from session s where s.hat = of_hat and s.state <> 'ended'));
  perform from facility where id = f for no key update;
  perform from space s where s.id in (select m.space from member m where m.hat = of_hat and m.to_seq is null) order by s.id for no key update;
  select x.facility_admin, x.absent_since, x.absent_until into h from hat x where x.id = of_hat and x.ended_at is null for no key update;
  goes_on := begins and h.absent_since is not null;
  if h is null or staff_tends(by_hat) is distinct from f then
    return 'not_found';
  elsif goes_on and h.absent_until is not distinct from until or not begins and h.absent_since is null then
    return 'conflict';
  elsif begins and not goes_on and h.facility_admin and not admin_left(f, of_hat) then
    return 'admin_needed';
  end if;
  update hat set absent_since = case when begins then coalesce(absent_since, changed_at) end, absent_until = until where id = of_hat;
  if begins then
    perform sessions_end((select array_agg(s.id) from session s where s.hat = of_hat and s.state <> 'ended'), changed_at);
  end if;
  for of_space in select s.id from member m join space s on s.id = m.space
      where m.hat = of_hat and m.to_seq is null and coalesce(s.archived_at, s.closed_at, s.frozen_at, s.erased_at) is null order by s.id loop
    perform stream_add(of_space, 'space', null, changed_at);
  end loop;
  if not goes_on then
    perform change_write(of_hat, case when begins then 'absent' else 'back' end, null, by_hat, changed_at);
  end if;
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION staff_admin_over(by_hat uuid, of_hat uuid, over_at bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare f uuid := staff_tends(by_hat);
begin
  perform from facility where id = f for no key update;
  if staff_tends(by_hat) is distinct from f or not exists (select from hat h where h.id = of_hat and h.kind = 'staff' and h.facility = f
      and h.facility_admin and h.ended_at is null) then
    return 'not_found';
  elsif not admin_left(f, of_hat) then
    return 'admin_needed';
  end if;
  update hat set facility_admin = false where id = of_hat;
  update staff_offer set state = 'cancelled', decided_at = over_at where by = of_hat and state = 'waiting';
  perform change_write(of_hat, 'admin_over', null, by_hat, over_at);
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION staff_alone(of_facility uuid)
 RETURNS boolean
 LANGUAGE sql
AS $function$
select pg_try_advisory_xact_lock(hashtextextended('staff ' || of_facility, 0))
$function$

CREATE OR REPLACE FUNCTION staff_cancel(by_hat uuid, of_hat uuid, cancelled_at bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare of_account uuid;
begin
  select a.id into of_account from hat h join account a on a.id = h.account
   where h.id = of_hat and h.ended_at is null and a.state = 'disabled' and a.password = 'none yet' and h.facility = staff_tends(by_hat) for update of a;
  if of_account is null then
    return false;
  end if;
  update activation set expires_at = cancelled_at where account = of_account and used_at is null and expires_at > cancelled_at;
  update account set login = 'cancelled ' || id where id = of_account;
  update hat set ended_at = cancelled_at where id = of_hat;
  perform change_write(of_hat, 'cancelled', null, by_hat, cancelled_at);
  return true;
end $function$

CREATE OR REPLACE FUNCTION staff_change(by_hat uuid, of_hat uuid, from_version integer, new_name text, new_kana text, new_profession text, changed_at bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare h record; was record;
begin
  select x.account, x.version, x.profession, a.person into h from hat x join account a on a.id = x.account
   where x.id = of_hat and x.kind = 'staff' and x.ended_at is null and x.facility = staff_tends(by_hat) for no key update of x;
  if not found then
    return 'not_found';
  elsif h.version <> from_version then
    return 'conflict';
  end if;
  select p.name, p.kana into was from person p where p.id = h.person for no key update;
  if (was.name, was.kana, h.profession) = (new_name, new_kana, new_profession) then
    return 'ok';
  elsif h.profession in ('physician', 'dentist') and new_profession not in ('physician', 'dentist')
      and exists (select from space s where s.attending = of_hat and not s.attending_pending and s.erased_at is null) then
    return 'attending_stays';
  end if;
  update person set name = new_name, kana = new_kana where id = h.person;
  update hat set profession = new_profession, version = version + 1 where id = of_hat;
  -- A name is everywhere the same: other facilities of this person notify it too.
  perform change_write(x.id, 'changed', jsonb_build_object('name', was.name, 'kana', was.kana, 'profession',
      case x.id when of_hat then h.profession else x.profession end), by_hat, changed_at)
    from hat x where x.account = h.account and x.kind = 'staff' and x.ended_at is null
     and (x.id = of_hat or (was.name, was.kana) <> (new_name, new_kana)) order by x.from_at, x.id;
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION staff_invite(by_hat uuid, new_hat uuid, new_account uuid, new_name text, new_kana text, new_profession text, new_login text, invited_at bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare new_person uuid := gen_random_uuid(); of_facility uuid := staff_tends(by_hat);
begin
  if of_facility is null then
    raise exception 'only a facility admin invites staff';
  end if;
  if exists (select from account a where a.login = new_login) then
    return false;
  end if;
  insert into person (id, name, kana, created_at) values (new_person, new_name, new_kana, invited_at);
  insert into account (id, person, side, login, password, password_at, state, created_at)
  values (new_account, new_person, 'staff', new_login, 'none yet', invited_at, 'disabled', invited_at);
  insert into hat (id, account, kind, facility, profession, from_at) values (new_hat, new_account, 'staff', of_facility, new_profession, invited_at);
  perform change_write(new_hat, 'invited', null, by_hat, invited_at);
  return true;
end $function$

CREATE OR REPLACE FUNCTION staff_leave(by_hat uuid, of_hat uuid, circles uuid[], heirs bigint[], left_at bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare f uuid := staff_tends(by_hat); h record; heir record; of_space uuid;
begin
  if not exists (select from hat x join account a on a.id = x.account
      where x.id = of_hat and x.kind = 'staff' and x.ended_at is null and x.facility = f and a.password <> 'none yet') then
    return 'not_found';
  elsif not staff_alone(f) then
    return 'conflict';
  end if;
  perform sessions_settle((select array_agg(s.id) from session s where s.hat = of_hat and s.state <> 'ended'));
  perform from facility where id = f for no key update;
  select x.account, x.facility_admin into h from hat x where x.id = of_hat and x.ended_at is null;
  if not found or staff_tends(by_hat) is distinct from f then
    return 'not_found';
  elsif h.facility_admin and not admin_left(f, of_hat) then
    return 'admin_needed';
  end if;
  perform from space s where s.id in (
      select m.space from member m where m.hat = of_hat and m.to_seq is null
      union all select x.id from space x where x.attending = of_hat
      union all select t.space from tie_request t where t.state = 'accepted' and of_hat in (t.from_hat, t.to_hat)
      union all select o.space from handover o where o.state = 'offered' and of_hat in (o.to_hat, o.by)
      union all select b.id from space b where b.kind = 'board' and h.facility_admin)
    order by s.id for no key update;
  if exists (select from circle_alone c where c.hat = of_hat and not exists (select from unnest(circles, heirs) as n (space, seq)
      join member m on m.space = n.space and m.from_seq = n.seq and m.to_seq is null join hat x on x.id = m.hat and x.ended_at is null
      where n.space = c.space and m.hat <> of_hat)) then
    return 'manager_needed';
  end if;
  for heir in select m.space, m.hat from circle_alone c join unnest(circles, heirs) as n (space, seq) on n.space = c.space
      join member m on m.space = n.space and m.from_seq = n.seq and m.to_seq is null where c.hat = of_hat and m.hat <> of_hat order by m.space loop
    perform stream_add(heir.space, 'role', heir.hat, left_at);
    update member set role = 'manager' where space = heir.space and hat = heir.hat and to_seq is null;
  end loop;
  perform departure_settle(of_hat, left_at);
  update hat set ended_at = left_at where id = of_hat; -- sessions, board, ties and the 主治医 follow by triggers
  for of_space in select m.space from member m join space s on s.id = m.space
      where m.hat = of_hat and m.to_seq is null and s.kind not in ('board', 'tie') and s.erased_at is null order by s.kind, s.id loop
    perform departure_from(of_space, of_hat, left_at);
  end loop;
  if not exists (select from hat x where x.account = h.account and x.ended_at is null) then
    update account set state = 'disabled', login = 'left ' || id where id = h.account;
  end if;
  perform change_write(of_hat, 'left', null, by_hat, left_at);
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION staff_offer_accept(of_offer uuid, by_hat uuid, new_hat uuid, accepted_at bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare o record; whose uuid := (select h.account from hat h where h.id = by_hat);
begin
  perform from facility where id = (select x.facility from staff_offer_own(of_offer, by_hat, accepted_at) x) for no key update;
  select x.id, x.kind, x.facility, x.by as offerer, x.hat, x.profession into o from staff_offer x where x.id = (select y.id from staff_offer_own(of_offer, by_hat, accepted_at) y) for update;
  if not found then
    return 'not_found';
  elsif staff_tends(o.offerer) is distinct from o.facility
      or exists (select from hat h where h.facility = o.facility and h.account = whose and h.ended_at is null and (o.kind = 'hat' or h.facility_admin)) then
    update staff_offer set state = 'cancelled', decided_at = accepted_at where id = o.id;
    return 'conflict';
  end if;
  update staff_offer set state = 'accepted', decided_at = accepted_at where id = o.id;
  if o.kind = 'hat' then
    insert into hat (id, account, kind, facility, profession, from_at) values (new_hat, whose, 'staff', o.facility, o.profession, accepted_at);
    perform change_write(new_hat, 'second', null, o.offerer, accepted_at);
  else
    update hat set facility_admin = true where id = o.hat;
    perform change_write(o.hat, 'admin', null, o.offerer, accepted_at);
  end if;
  if o.kind = 'hand_over' then
    update hat set facility_admin = false where id = o.offerer;
    perform change_write(o.offerer, 'admin_over', null, o.offerer, accepted_at);
  end if;
  perform pg_notify('inbox', o.offerer::text);
  perform pg_notify('inbox', by_hat::text);
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION staff_offer_admin(by_hat uuid, of_hat uuid, new_offer uuid, in_stead boolean, offered_at bigint, until bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare f uuid := staff_tends(by_hat); is_one boolean;
begin
  select x.facility_admin into is_one from hat x join account a on a.id = x.account
   where x.id = of_hat and x.kind = 'staff' and x.facility = f and x.ended_at is null and x.absent_since is null and x.admitted and a.state = 'active'
     and x.id <> by_hat;
  if not found then
    return 'not_found';
  elsif is_one then
    return 'conflict';
  end if;
  perform staff_offers_over(f, offered_at);
  insert into staff_offer (id, kind, facility, by, hat, state, at, expires_at)
  values (new_offer, case when in_stead then 'hand_over' else 'admin' end, f, by_hat, of_hat, 'waiting', offered_at, until)
  on conflict do nothing;
  if not found then
    return 'conflict';
  end if;
  perform pg_notify('inbox', of_hat::text);
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION staff_offer_cancel(by_hat uuid, of_offer uuid, cancelled_at bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare o record;
begin
  update staff_offer set state = 'cancelled', decided_at = cancelled_at
   where id = of_offer and facility = staff_tends(by_hat) and (state = 'waiting' or state = 'declined' and kind = 'hat') and expires_at > cancelled_at
  returning hat, account into o;
  if not found then
    return 'not_found';
  end if;
  perform pg_notify('inbox', h.id::text) from hat h where h.id = o.hat or h.account = o.account;
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION staff_offer_decline(of_offer uuid, by_hat uuid, declined_at bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare told uuid;
begin
  update staff_offer set state = 'declined', decided_at = declined_at
   where state = 'waiting' and id = (select o.id from staff_offer_own(of_offer, by_hat, declined_at) o) returning by into told;
  if not found then
    return 'not_found';
  end if;
  perform pg_notify('inbox', told::text);
  perform pg_notify('inbox', by_hat::text);
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION staff_offer_hat(by_hat uuid, of_login text, new_profession text, new_offer uuid, offered_at bigint, until bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare f uuid := staff_tends(by_hat); whose uuid;
begin
  if f is null then
    return 'not_found';
  end if;
  perform staff_offers_over(f, offered_at);
  select a.id into whose from account a where a.login = of_login and a.side = 'staff' and a.state = 'active'
     and not exists (select from hat h where h.account = a.id and h.facility = f and h.ended_at is null);
  insert into staff_offer (id, kind, facility, by, login, account, profession, state, at, expires_at)
  values (new_offer, 'hat', f, by_hat, of_login, whose, new_profession, 'waiting', offered_at, until) on conflict do nothing;
  if not found then
    return 'conflict';
  end if;
  perform pg_notify('inbox', h.id::text) from hat h where h.account = whose and h.ended_at is null;
  return 'ok';
end $function$

CREATE OR REPLACE FUNCTION staff_offer_own(of_offer uuid, by_hat uuid, now bigint)
 RETURNS SETOF staff_offer
 LANGUAGE sql
 STABLE
AS $function$
select o.* from staff_offer o join hat w on w.id = by_hat and w.ended_at is null and w.absent_since is null
 where o.id = of_offer and o.state = 'waiting' and o.expires_at > now and (o.hat = by_hat or o.account = w.account)
$function$

CREATE OR REPLACE FUNCTION staff_offers_over(of_facility uuid, over_at bigint)
 RETURNS void
 LANGUAGE sql
AS $function$
update staff_offer set state = 'cancelled', decided_at = over_at
 where facility = of_facility and state in ('waiting', 'declined') and expires_at <= over_at
$function$

CREATE OR REPLACE FUNCTION staff_tends(by_hat uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
select h.facility from hat h join facility f on f.id = h.facility
 where h.id = by_hat and h.kind = 'staff' and h.facility_admin and h.ended_at is null and h.absent_since is null and f.ended_at is null
$function$

CREATE OR REPLACE FUNCTION stop_account(by_hat uuid, of_hat uuid)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
select a.id from hat h join account a on a.id = h.account and a.side = 'staff'
  join hat w on w.id = by_hat and w.kind in ('office', 'committee') and w.ended_at is null
  join account wa on wa.id = w.account
 where h.id = of_hat and h.ended_at is null and a.person <> wa.person
$function$

CREATE OR REPLACE FUNCTION stop_lift(of_stop uuid, by_hat uuid, why text, lift_at bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  x stop;
  left_over uuid[];
begin
  select s.* into x from stop s where s.id = of_stop;
  if x.id is null or not stop_liftable(x, by_hat) then
    return null;
  end if;
  left_over := (select array_agg(s.id) from session s where s.account = x.account and s.state <> 'ended');
  perform sessions_settle(left_over);
  update stop set lifted_by = by_hat, lifted_at = lift_at, lifted_words = why where id = of_stop and lifted_at is null;
  if not found then
    return false;
  end if;
  perform sessions_end(left_over, lift_at);
  update account set state = 'active' where id = x.account and state = 'stopped';
  return true;
end $function$

CREATE OR REPLACE FUNCTION stop_liftable(one stop, by_hat uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
select exists (select from hat w join account wa on wa.id = w.account
    join hat b on b.id = one.by join account ba on ba.id = b.account
    join account a on a.id = one.account
  where w.id = by_hat and w.ended_at is null and (w.kind = 'committee' or w.kind = 'office' and one.kind = 'security')
    and wa.person <> ba.person and wa.person <> a.person)
$function$

CREATE OR REPLACE FUNCTION stop_lifter(of_kind text, by_person uuid, of_person uuid, without uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
select exists (select from hat h join account a on a.id = h.account and a.state = 'active' and a.id is distinct from without
  where h.ended_at is null and (h.kind = 'committee' or h.kind = 'office' and of_kind = 'security') and a.person not in (by_person, of_person))
$function$

CREATE OR REPLACE FUNCTION stop_put(new_id uuid, by_hat uuid, of_hat uuid, new_kind text, new_reason text, new_words text, put_at bigint)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  of_account uuid := stop_account(by_hat, of_hat);
  by_person uuid := (select a.person from hat h join account a on a.id = h.account where h.id = by_hat);
  of_person uuid := (select a.person from account a where a.id = of_account);
begin
  if of_account is null or new_kind <> 'security' and not exists (select from hat w where w.id = by_hat and w.kind = 'committee') then
    return 'not_found';
  elsif not pg_try_advisory_xact_lock(hashtextextended('stop', 0)) then
    return 'conflict';
  end if;
  perform sessions_settle((select array_agg(s.id) from session s where s.account = of_account and s.state <> 'ended'));
  if not exists (select from account a where a.id = of_account and a.state = 'active') then
    return 'conflict';
  elsif exists (select from hat h where h.account = of_account and h.ended_at is null and h.kind in ('office', 'committee'))
      and (not stop_lifter(new_kind, by_person, of_person, of_account) or exists (select from stop_stuck(of_account))) then
    return 'lifter_needed';
  end if;
  update account set state = 'stopped' where id = of_account and state = 'active';
  if not found then
    return 'conflict';
  end if;
  insert into stop (id, account, hat, kind, reason, words, by, at) values (new_id, of_account, of_hat, new_kind, new_reason, new_words, by_hat, put_at);
  return 'put';
end $function$

CREATE OR REPLACE FUNCTION stop_stuck(without uuid)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE
AS $function$
select s.id from stop s join account a on a.id = s.account join hat b on b.id = s.by join account ba on ba.id = b.account
 where s.lifted_at is null and stop_lifter(s.kind, ba.person, a.person, null) and not stop_lifter(s.kind, ba.person, a.person, without)
$function$

CREATE OR REPLACE FUNCTION stream_add(in_space uuid, of_kind text, of_member uuid, at bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
declare new_seq bigint;
begin
  update space set seq = seq + 1 where id = in_space returning seq into new_seq;
  insert into event (space, seq, kind, at, member) values (in_space, new_seq, of_kind, stream_add.at, of_member);
  perform pg_notify('feed', in_space || ':' || new_seq);
  return new_seq;
end $function$

CREATE OR REPLACE FUNCTION tie_blocked(by_hat uuid, other uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
select exists (select from tie_block b join hat x on x.id = b.hat join hat y on y.account = x.account
  where b.by = by_hat and y.id = other and b.lifted_at is null)
$function$

CREATE OR REPLACE FUNCTION tie_facility_ended()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tie_gone((select array_agg(id) from hat where facility = new.id), new.ended_at);
  return null;
end $function$

CREATE OR REPLACE FUNCTION tie_gone(gone uuid[], gone_at bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare r record;
begin
  for r in select s.id, s.seq + 1 as seq from space s join tie_request t on t.space = s.id
      where t.state = 'accepted' and (t.from_hat = any(gone) or t.to_hat = any(gone)) and s.closed_at is null order by s.id for no key update of s loop
    update space set closed_at = gone_at, seq = r.seq where id = r.id;
    insert into event (space, seq, kind, at) values (r.id, r.seq, 'space', gone_at);
    perform pg_notify('feed', r.id || ':' || r.seq);
  end loop;
  for r in update tie_request set state = case state when 'accepted' then 'ended' else 'withdrawn' end, decided_at = gone_at
      where state in ('waiting', 'accepted') and (from_hat = any(gone) or to_hat = any(gone)) returning from_hat, to_hat loop
    perform pg_notify('inbox', r.from_hat::text);
    perform pg_notify('inbox', r.to_hat::text);
  end loop;
end $function$

CREATE OR REPLACE FUNCTION tie_hat_ended()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tie_gone(array[new.id], new.ended_at);
  return null;
end $function$

CREATE OR REPLACE FUNCTION tie_reasons_over(declined_before bigint)
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
with over as (
  update tie_request set sealed_reason = '' where sealed_reason <> '' and state <> 'waiting' and (state <> 'declined' or decided_at < declined_before) returning id)
select count(*) from over
$function$

CREATE OR REPLACE FUNCTION training_take_back(of_session uuid, of_hat uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  delete from training_attendance where session = of_session and hat = of_hat;
  if not found then
    return false;
  end if;
  delete from training where hat = of_hat and session = of_session;
  if found then
    update hat set admitted = false where id = of_hat;
  end if;
  return true;
end $function$

view guard_patient
  column hat uuid
  column space uuid
  column patient uuid
  column version integer
  column sealed bytea
  column consent text
  column read_until bigint
  grant select to tasuki_front
table guideline
  column id uuid not null
  column title text not null
  column edition text not null
  column link text not null
  column version integer not null default 1
  column by uuid
  column changed_at bigint not null
  column withdrawn_at bigint
  constraint guideline_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint guideline_edition_check CHECK (((length(edition) >= 1) AND (length(edition) <= 60)))
  constraint guideline_link_check CHECK (((length(link) >= 9) AND (length(link) <= 500)))
  constraint guideline_link_check1 CHECK ((link ~~ 'https://%'::text))
  constraint guideline_pkey PRIMARY KEY (id)
  constraint guideline_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  CREATE UNIQUE INDEX guideline_pkey ON guideline USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (by) to tasuki_front
  grant update (changed_at) to tasuki_front
  grant update (edition) to tasuki_front
  grant update (link) to tasuki_front
  grant update (title) to tasuki_front
  grant update (version) to tasuki_front
  grant update (withdrawn_at) to tasuki_front
table handover
  column id uuid not null
  column space uuid not null
  column from_hat uuid
  column to_hat uuid not null
  column by uuid not null
  column state text not null
  column at bigint not null
  column decided_at bigint
  constraint handover_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint handover_check CHECK ((by <> to_hat))
  constraint handover_from_hat_fkey FOREIGN KEY (from_hat) REFERENCES hat(id)
  constraint handover_pkey PRIMARY KEY (id)
  constraint handover_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint handover_state_check CHECK ((state = ANY (ARRAY['offered'::text, 'accepted'::text, 'declined'::text, 'cancelled'::text])))
  constraint handover_to_hat_fkey FOREIGN KEY (to_hat) REFERENCES hat(id)
  CREATE UNIQUE INDEX handover_now ON handover USING btree (space) WHERE (state = 'offered'::text)
  CREATE UNIQUE INDEX handover_pkey ON handover USING btree (id)
  CREATE INDEX handover_to ON handover USING btree (to_hat) WHERE (state = 'offered'::text)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON handover FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (state) to tasuki_front
table hat
  column id uuid not null
  column account uuid not null
  column kind text not null
  column facility uuid
  column patient uuid
  column profession text
  column facility_admin boolean not null default false
  column from_at bigint not null
  column ended_at bigint
  column sealed bytea
  column patient_self boolean not null default false
  column key_person boolean not null default false
  column admitted boolean not null default false
  column absent_since bigint
  column version integer not null default 1
  column absent_until date
  constraint hat_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint hat_check CHECK (((kind = 'staff'::text) = (facility IS NOT NULL)))
  constraint hat_check1 CHECK (((kind = 'kin'::text) = (patient IS NOT NULL)))
  constraint hat_check2 CHECK (((absent_since IS NULL) OR (kind = 'staff'::text)))
  constraint hat_check3 CHECK (((absent_until IS NULL) OR (absent_since IS NOT NULL)))
  constraint hat_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint hat_kin_check CHECK ((((kind = 'kin'::text) = (sealed IS NOT NULL)) AND ((kind = 'kin'::text) OR (NOT (patient_self OR key_person)))))
  constraint hat_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'kin'::text, 'office'::text, 'committee'::text])))
  constraint hat_patient_fkey FOREIGN KEY (patient) REFERENCES patient(id)
  constraint hat_pkey PRIMARY KEY (id)
  constraint hat_profession_check CHECK ((profession = ANY (ARRAY['physician'::text, 'dentist'::text, 'nurse'::text, 'visiting_nurse'::text, 'pharmacist'::text, 'care_manager'::text, 'helper'::text, 'physical_therapist'::text, 'occupational_therapist'::text, 'speech_therapist'::text, 'dietitian'::text, 'social_worker'::text, 'dental_hygienist'::text, 'clerk'::text, 'other'::text])))
  CREATE INDEX hat_account ON hat USING btree (account)
  CREATE UNIQUE INDEX hat_pkey ON hat USING btree (id)
  CREATE TRIGGER board_hat_begun AFTER INSERT ON hat FOR EACH ROW WHEN ((new.facility_admin OR (new.kind = ANY (ARRAY['office'::text, 'committee'::text])))) EXECUTE FUNCTION board_hat()
  CREATE TRIGGER board_hat_changed AFTER UPDATE OF facility_admin, ended_at ON hat FOR EACH ROW WHEN (((new.facility_admin IS DISTINCT FROM old.facility_admin) OR (new.ended_at IS DISTINCT FROM old.ended_at))) EXECUTE FUNCTION board_hat()
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON hat FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  CREATE TRIGGER hat_ended AFTER UPDATE OF ended_at ON hat FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION hat_ended()
  CREATE TRIGGER hat_sessions_end BEFORE UPDATE OF ended_at ON hat FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION hat_sessions_end()
  CREATE TRIGGER kin_only BEFORE INSERT OR UPDATE OF ended_at ON hat FOR EACH ROW WHEN (((CURRENT_USER = 'tasuki_front'::name) AND (new.kind <> 'kin'::text))) EXECUTE FUNCTION kin_only()
  CREATE TRIGGER mail_leaves AFTER UPDATE OF ended_at ON hat FOR EACH ROW WHEN ((new.ended_at IS NOT NULL)) EXECUTE FUNCTION mail_leaves()
  CREATE TRIGGER tie_hat_ended AFTER UPDATE OF ended_at ON hat FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION tie_hat_ended()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (ended_at) to tasuki_front
view hat_gate
  column hat uuid
  column gate_at bigint
  grant select to tasuki_front
view hat_person
  column hat uuid
  column account uuid
  column person jsonb
  grant select to tasuki_front
table incident
  column id uuid not null
  column no bigint not null identity
  column facility uuid not null
  column by uuid not null
  column about uuid
  column kind text not null
  column noticed_at bigint not null
  column words text not null
  column first text[] not null
  column signed_out boolean not null
  column state text not null
  column version integer not null default 1
  column at bigint not null
  column answer_by bigint not null
  column reminded_at bigint
  column answered_at bigint
  column open_since bigint not null
  column closed_at bigint
  constraint incident_about_fkey FOREIGN KEY (about) REFERENCES hat(id)
  constraint incident_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint incident_check CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL)))
  constraint incident_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint incident_kind_check CHECK ((kind = ANY (ARRAY['lost_device'::text, 'wrong_recipient'::text, 'wrong_patient'::text, 'intrusion'::text, 'other'::text])))
  constraint incident_no_key UNIQUE (no)
  constraint incident_pkey PRIMARY KEY (id)
  constraint incident_state_check CHECK ((state = ANY (ARRAY['reported'::text, 'handling'::text, 'closed'::text])))
  constraint incident_words_check CHECK (((length(words) >= 1) AND (length(words) <= 2000)))
  CREATE INDEX incident_facility ON incident USING btree (facility, at)
  CREATE UNIQUE INDEX incident_no_key ON incident USING btree (no)
  CREATE INDEX incident_open ON incident USING btree (state, answer_by) WHERE (state <> 'closed'::text)
  CREATE UNIQUE INDEX incident_pkey ON incident USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (answered_at) to tasuki_front
  grant update (closed_at) to tasuki_front
  grant update (open_since) to tasuki_front
  grant update (state) to tasuki_front
  grant update (version) to tasuki_front
table incident_step
  column incident uuid not null
  column n integer not null
  column kind text not null
  column at bigint not null
  column hat uuid not null
  column words text
  column prevention text
  constraint incident_step_check CHECK (((kind = 'closed'::text) = (prevention IS NOT NULL)))
  constraint incident_step_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint incident_step_incident_fkey FOREIGN KEY (incident) REFERENCES incident(id)
  constraint incident_step_kind_check CHECK ((kind = ANY (ARRAY['reported'::text, 'note'::text, 'handling'::text, 'closed'::text, 'reopened'::text])))
  constraint incident_step_pkey PRIMARY KEY (incident, n)
  constraint incident_step_prevention_check CHECK (((length(prevention) >= 1) AND (length(prevention) <= 2000)))
  constraint incident_step_words_check CHECK (((length(words) >= 1) AND (length(words) <= 2000)))
  CREATE UNIQUE INDEX incident_step_pkey ON incident_step USING btree (incident, n)
  grant insert to tasuki_front
  grant select to tasuki_front
table instruction
  column id uuid not null
  column space uuid
  column attending uuid
  column delegate uuid not null
  column given_on date not null
  column way text not null
  column state text not null
  column at bigint not null
  column decided_at bigint
  constraint instruction_attending_fkey FOREIGN KEY (attending) REFERENCES hat(id)
  constraint instruction_check CHECK (((attending IS NOT NULL) OR (state = 'declared'::text)))
  constraint instruction_delegate_fkey FOREIGN KEY (delegate) REFERENCES hat(id)
  constraint instruction_pkey PRIMARY KEY (id)
  constraint instruction_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint instruction_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'refused'::text, 'declared'::text, 'withdrawn'::text])))
  constraint instruction_way_check CHECK ((way = ANY (ARRAY['oral'::text, 'phone'::text, 'fax'::text, 'letter'::text, 'here'::text])))
  CREATE UNIQUE INDEX instruction_now ON instruction USING btree (space, delegate) WHERE ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text, 'declared'::text])) AND (space IS NOT NULL))
  CREATE UNIQUE INDEX instruction_pkey ON instruction USING btree (id)
  CREATE UNIQUE INDEX instruction_standing ON instruction USING btree (attending, delegate) WHERE ((state = ANY (ARRAY['waiting'::text, 'confirmed'::text])) AND (space IS NULL))
  CREATE INDEX instruction_waiting ON instruction USING btree (attending) WHERE (state = 'waiting'::text)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON instruction FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (state) to tasuki_front
table invitation
  column id uuid not null
  column space uuid not null
  column hat uuid not null
  column by uuid not null
  column sealed_relation bytea
  column history text not null
  column role text not null default 'member'::text
  column state text not null
  column at bigint not null
  column expires_at bigint not null
  column decided_at bigint
  constraint invitation_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint invitation_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint invitation_history_check CHECK ((history = ANY (ARRAY['all'::text, 'from_now'::text])))
  constraint invitation_pkey PRIMARY KEY (id)
  constraint invitation_role_check CHECK ((role = ANY (ARRAY['member'::text, 'manager'::text])))
  constraint invitation_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint invitation_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'waiting_patient'::text, 'accepted'::text, 'declined'::text, 'cancelled'::text, 'expired'::text])))
  CREATE INDEX invitation_hat ON invitation USING btree (hat) WHERE (state = ANY (ARRAY['waiting'::text, 'waiting_patient'::text]))
  CREATE UNIQUE INDEX invitation_now ON invitation USING btree (space, hat) WHERE (state = ANY (ARRAY['waiting'::text, 'waiting_patient'::text]))
  CREATE UNIQUE INDEX invitation_pkey ON invitation USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON invitation FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (expires_at) to tasuki_front
  grant update (state) to tasuki_front
table kin_invitation
  column id uuid not null
  column space uuid not null
  column by uuid not null
  column sealed bytea not null
  column patient_self boolean not null
  column key_person boolean not null
  column token_hash bytea not null
  column state text not null
  column at bigint not null
  column expires_at bigint not null
  column decided_at bigint
  column hat uuid
  column again_by uuid
  constraint kin_invitation_again_by_fkey FOREIGN KEY (again_by) REFERENCES hat(id)
  constraint kin_invitation_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint kin_invitation_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint kin_invitation_pkey PRIMARY KEY (id)
  constraint kin_invitation_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint kin_invitation_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'waiting_patient'::text, 'joined'::text, 'declined'::text, 'cancelled'::text])))
  constraint kin_invitation_token_hash_check CHECK ((length(token_hash) = 32))
  constraint kin_invitation_token_hash_key UNIQUE (token_hash)
  CREATE UNIQUE INDEX kin_invitation_pkey ON kin_invitation USING btree (id)
  CREATE INDEX kin_invitation_space ON kin_invitation USING btree (space, at)
  CREATE UNIQUE INDEX kin_invitation_token_hash_key ON kin_invitation USING btree (token_hash)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON kin_invitation FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (again_by) to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (expires_at) to tasuki_front
  grant update (hat) to tasuki_front
  grant update (state) to tasuki_front
  grant update (token_hash) to tasuki_front
table kin_reset
  column id uuid not null
  column space uuid not null
  column hat uuid not null
  column by uuid not null
  column told uuid not null
  column at bigint not null
  column seen_at bigint
  constraint kin_reset_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint kin_reset_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint kin_reset_pkey PRIMARY KEY (id)
  constraint kin_reset_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint kin_reset_told_fkey FOREIGN KEY (told) REFERENCES hat(id)
  CREATE UNIQUE INDEX kin_reset_pkey ON kin_reset USING btree (id)
  CREATE INDEX kin_reset_told ON kin_reset USING btree (told) WHERE (seen_at IS NULL)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (seen_at) to tasuki_front
table login_past
  column account uuid not null
  column login text not null
  constraint login_past_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint login_past_pkey PRIMARY KEY (account)
  CREATE UNIQUE INDEX login_past_pkey ON login_past USING btree (account)
  grant select to tasuki_front
table mail
  column id uuid not null
  column kind text not null
  column account uuid
  column application uuid
  column by uuid
  column address text
  column at bigint not null
  column state text not null default 'queued'::text
  column attempts integer not null default 0
  column next_at bigint not null
  column ended_at bigint
  column trouble text
  constraint mail_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint mail_application_fkey FOREIGN KEY (application) REFERENCES application(id) ON DELETE CASCADE
  constraint mail_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint mail_check CHECK ((((kind = ANY (ARRAY['application'::text, 'application_state'::text])) = (application IS NOT NULL)) AND ((application IS NULL) = (account IS NOT NULL))))
  constraint mail_check1 CHECK (((kind = 'activation'::text) = (by IS NOT NULL)))
  constraint mail_check2 CHECK (((state = ANY (ARRAY['queued'::text, 'sending'::text])) = (ended_at IS NULL)))
  constraint mail_kind_check CHECK ((kind = ANY (ARRAY['activation'::text, 'address'::text, 'application'::text, 'application_state'::text, 'codes'::text, 'confirm'::text, 'facility_end'::text, 'factor'::text, 'password'::text, 'password_link'::text])))
  constraint mail_pkey PRIMARY KEY (id)
  constraint mail_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'void'::text, 'given_up'::text])))
  constraint mail_trouble_check CHECK ((trouble = ANY (ARRAY['broken'::text, 'later'::text, 'refused'::text, 'settings'::text, 'sign_in'::text, 'tls'::text, 'unknown'::text, 'unreachable'::text])))
  CREATE INDEX mail_account ON mail USING btree (account, at)
  CREATE INDEX mail_application ON mail USING btree (application)
  CREATE INDEX mail_due ON mail USING btree (next_at, id) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]))
  CREATE INDEX mail_first ON mail USING btree (at) WHERE (kind = 'application'::text)
  CREATE UNIQUE INDEX mail_pkey ON mail USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (address) to tasuki_front
  grant update (ended_at) to tasuki_front
  grant update (state) to tasuki_front
table mail_address
  column account uuid not null
  column address text
  column confirmed_at bigint
  column pending text
  column pending_at bigint
  constraint mail_address_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint mail_address_address_check CHECK (((length(address) >= 3) AND (length(address) <= 254)))
  constraint mail_address_check CHECK (((address IS NULL) = (confirmed_at IS NULL)))
  constraint mail_address_check1 CHECK (((pending IS NULL) = (pending_at IS NULL)))
  constraint mail_address_pending_check CHECK (((length(pending) >= 3) AND (length(pending) <= 254)))
  constraint mail_address_pkey PRIMARY KEY (account)
  CREATE UNIQUE INDEX mail_address_pkey ON mail_address USING btree (account)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (address) to tasuki_front
  grant update (confirmed_at) to tasuki_front
  grant update (pending) to tasuki_front
  grant update (pending_at) to tasuki_front
table mail_link
  column token_hash bytea not null
  column mail uuid not null
  column account uuid
  column application uuid
  column address text not null
  column at bigint not null
  column expires_at bigint
  column used_at bigint
  constraint mail_link_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint mail_link_application_fkey FOREIGN KEY (application) REFERENCES application(id) ON DELETE CASCADE
  constraint mail_link_mail_fkey FOREIGN KEY (mail) REFERENCES mail(id) ON DELETE CASCADE
  constraint mail_link_pkey PRIMARY KEY (token_hash)
  constraint mail_link_token_hash_check CHECK ((length(token_hash) = 32))
  CREATE INDEX mail_link_account ON mail_link USING btree (account)
  CREATE INDEX mail_link_application ON mail_link USING btree (application)
  CREATE UNIQUE INDEX mail_link_pkey ON mail_link USING btree (token_hash)
  grant select to tasuki_front
  grant update (expires_at) to tasuki_front
table member
  column space uuid not null
  column hat uuid not null
  column from_seq bigint not null
  column to_seq bigint
  column from_at bigint not null
  column to_at bigint
  column read_from_seq bigint not null
  column role text not null
  column sealed_relation bytea
  column added_by uuid
  constraint member_added_by_fkey FOREIGN KEY (added_by) REFERENCES hat(id)
  constraint member_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint member_pkey PRIMARY KEY (space, hat, from_seq)
  constraint member_role_check CHECK ((role = ANY (ARRAY['attending'::text, 'delegate'::text, 'manager'::text, 'member'::text])))
  constraint member_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE UNIQUE INDEX member_hat_now ON member USING btree (hat, space) WHERE (to_seq IS NULL)
  CREATE UNIQUE INDEX member_now ON member USING btree (space, hat) WHERE (to_seq IS NULL)
  CREATE UNIQUE INDEX member_pkey ON member USING btree (space, hat, from_seq)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON member FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  CREATE TRIGGER member_fits BEFORE INSERT OR UPDATE OF role ON member FOR EACH ROW EXECUTE FUNCTION member_fits()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (role) to tasuki_front
  grant update (to_at) to tasuki_front
  grant update (to_seq) to tasuki_front
table newcomer
  column id uuid not null
  column space uuid not null
  column hat uuid not null
  column by uuid
  column role text not null
  column sealed_relation bytea
  column all_history boolean not null
  column state text not null
  column at bigint not null
  column decided_at bigint
  column decided_by uuid
  constraint newcomer_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint newcomer_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES hat(id)
  constraint newcomer_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint newcomer_pkey PRIMARY KEY (id)
  constraint newcomer_role_check CHECK ((role = ANY (ARRAY['member'::text, 'delegate'::text])))
  constraint newcomer_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint newcomer_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'told'::text, 'seen'::text, 'approved'::text, 'objected'::text, 'settled'::text, 'withdrawn'::text])))
  CREATE UNIQUE INDEX newcomer_now ON newcomer USING btree (space, hat) WHERE (state = ANY (ARRAY['waiting'::text, 'told'::text, 'objected'::text]))
  CREATE UNIQUE INDEX newcomer_pkey ON newcomer USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (decided_by) to tasuki_front
  grant update (state) to tasuki_front
table password_link
  column id uuid not null
  column account uuid not null
  column hat uuid not null
  column by uuid not null
  column at bigint not null
  column expires_at bigint not null
  column second_by uuid
  column second_hash bytea
  column wrong integer not null default 0
  column ended_at bigint
  column end_reason text
  constraint password_link_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint password_link_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint password_link_check CHECK (((ended_at IS NULL) = (end_reason IS NULL)))
  constraint password_link_check1 CHECK (((second_by IS NULL) = (second_hash IS NULL)))
  constraint password_link_end_reason_check CHECK ((end_reason = ANY (ARRAY['cancelled'::text, 'changed'::text, 'disowned'::text, 'replaced'::text, 'sign_in'::text, 'used'::text, 'wrong'::text])))
  constraint password_link_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint password_link_pkey PRIMARY KEY (id)
  constraint password_link_second_by_fkey FOREIGN KEY (second_by) REFERENCES hat(id)
  constraint password_link_second_hash_check CHECK ((length(second_hash) = 32))
  CREATE INDEX password_link_at ON password_link USING btree (account, at)
  CREATE UNIQUE INDEX password_link_open ON password_link USING btree (account) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX password_link_pkey ON password_link USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (end_reason) to tasuki_front
  grant update (ended_at) to tasuki_front
  grant update (second_by) to tasuki_front
  grant update (second_hash) to tasuki_front
  grant update (wrong) to tasuki_front
view password_link_good
  column id uuid
  column account uuid
  column hat uuid
  column by uuid
  column at bigint
  column expires_at bigint
  column second_by uuid
  column second_hash bytea
  column wrong integer
  column ended_at bigint
  column end_reason text
  column login text
  column name text
  column factor boolean
  column must_enrol boolean
  column sealed bytea
  column facility text
  grant select to tasuki_front
table password_link_token
  column token_hash bytea not null
  column link uuid not null
  column mail uuid
  constraint password_link_token_link_fkey FOREIGN KEY (link) REFERENCES password_link(id)
  constraint password_link_token_mail_fkey FOREIGN KEY (mail) REFERENCES mail(id) ON DELETE SET NULL
  constraint password_link_token_pkey PRIMARY KEY (token_hash)
  constraint password_link_token_token_hash_check CHECK ((length(token_hash) = 32))
  CREATE INDEX password_link_token_link ON password_link_token USING btree (link)
  CREATE INDEX password_link_token_mail ON password_link_token USING btree (mail)
  CREATE UNIQUE INDEX password_link_token_pkey ON password_link_token USING btree (token_hash)
  grant insert to tasuki_front
  grant select to tasuki_front
table patient
  column id uuid not null
  column facility uuid not null
  column created_at bigint not null
  constraint patient_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint patient_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX patient_pkey ON patient USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON patient FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
table patient_identity
  column patient uuid not null
  column space uuid not null
  column version integer not null default 1
  column sealed bytea not null
  constraint patient_identity_patient_fkey FOREIGN KEY (patient) REFERENCES patient(id)
  constraint patient_identity_pkey PRIMARY KEY (patient, space)
  constraint patient_identity_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE UNIQUE INDEX patient_identity_pkey ON patient_identity USING btree (patient, space)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON patient_identity FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (sealed) to tasuki_front
  grant update (version) to tasuki_front
table person
  column id uuid not null
  column name text
  column kana text
  column created_at bigint not null
  constraint person_kana_check CHECK (((length(kana) >= 1) AND (length(kana) <= 100)))
  constraint person_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint person_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX person_pkey ON person USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON person FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
table pledge
  column hat uuid not null
  column document uuid
  column way text not null
  column given_on date not null
  column by uuid not null
  column at bigint not null
  constraint pledge_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint pledge_check CHECK (((way = 'signed'::text) = (document IS NOT NULL)))
  constraint pledge_document_fkey FOREIGN KEY (document) REFERENCES document(id)
  constraint pledge_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint pledge_pkey PRIMARY KEY (hat)
  constraint pledge_way_check CHECK ((way = ANY (ARRAY['signed'::text, 'earlier'::text])))
  CREATE UNIQUE INDEX pledge_pkey ON pledge USING btree (hat)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (at) to tasuki_front
  grant update (by) to tasuki_front
  grant update (document) to tasuki_front
  grant update (given_on) to tasuki_front
  grant update (way) to tasuki_front
table post
  column id uuid not null
  column space uuid not null
  column no bigint not null
  column created_seq bigint not null
  column seq bigint not null
  column author uuid not null
  column client_key uuid not null
  column reply_to uuid
  column body bytea not null
  column version integer not null default 1
  column created_at bigint not null
  column edited_at bigint
  column deleted_at bigint
  column deleted_by uuid
  column sealed_reason bytea
  constraint post_author_fkey FOREIGN KEY (author) REFERENCES hat(id)
  constraint post_deleted_by_fkey FOREIGN KEY (deleted_by) REFERENCES hat(id)
  constraint post_pkey PRIMARY KEY (id)
  constraint post_reply_to_fkey FOREIGN KEY (reply_to) REFERENCES post(id)
  constraint post_space_author_client_key_key UNIQUE (space, author, client_key)
  constraint post_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint post_space_no_key UNIQUE (space, no)
  CREATE UNIQUE INDEX post_pkey ON post USING btree (id)
  CREATE INDEX post_reply ON post USING btree (reply_to) WHERE (reply_to IS NOT NULL)
  CREATE UNIQUE INDEX post_space_author_client_key_key ON post USING btree (space, author, client_key)
  CREATE UNIQUE INDEX post_space_no_key ON post USING btree (space, no)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON post FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (deleted_at) to tasuki_front
  grant update (deleted_by) to tasuki_front
  grant update (edited_at) to tasuki_front
  grant update (sealed_reason) to tasuki_front
  grant update (seq) to tasuki_front
  grant update (version) to tasuki_front
view post_now
  column id uuid
  column space uuid
  column no bigint
  column seq bigint
  column created_seq bigint
  column author uuid
  column created_at bigint
  column body bytea
  column version integer
  column reply_to uuid
  column reply_no bigint
  column replies bigint
  column edited_at bigint
  column deleted_at bigint
  column deleted_by uuid
  column sealed_reason bytea
  column reactions jsonb
  grant select to tasuki_front
table post_report
  column id uuid not null
  column space uuid not null
  column post uuid not null
  column by uuid not null
  column state text not null
  column at bigint not null
  column decided_at bigint
  column decided_by uuid
  constraint post_report_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint post_report_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES hat(id)
  constraint post_report_pkey PRIMARY KEY (id)
  constraint post_report_post_fkey FOREIGN KEY (post) REFERENCES post(id)
  constraint post_report_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint post_report_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'dismissed'::text])))
  CREATE UNIQUE INDEX post_report_now ON post_report USING btree (post) WHERE (state = 'waiting'::text)
  CREATE UNIQUE INDEX post_report_pkey ON post_report USING btree (id)
  CREATE INDEX post_report_space ON post_report USING btree (space) WHERE (state = 'waiting'::text)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (decided_by) to tasuki_front
  grant update (state) to tasuki_front
table post_version
  column post uuid not null
  column version integer not null
  column body bytea not null
  column client_key uuid not null
  column at bigint not null
  constraint post_version_pkey PRIMARY KEY (post, version)
  constraint post_version_post_fkey FOREIGN KEY (post) REFERENCES post(id)
  constraint post_version_version_check CHECK ((version >= 2))
  CREATE UNIQUE INDEX post_version_pkey ON post_version USING btree (post, version)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON post_version FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
table public_notice
  column id uuid not null
  column title text not null
  column body text not null
  column from_on date not null
  column until_on date
  column version integer not null default 1
  column by uuid not null
  column at bigint not null
  column changed_by uuid
  column changed_at bigint
  column withdrawn_at bigint
  constraint public_notice_body_check CHECK (((length(body) >= 1) AND (length(body) <= 4000)))
  constraint public_notice_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint public_notice_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES hat(id)
  constraint public_notice_check CHECK ((until_on >= from_on))
  constraint public_notice_pkey PRIMARY KEY (id)
  constraint public_notice_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120)))
  CREATE UNIQUE INDEX public_notice_pkey ON public_notice USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON public_notice FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (body) to tasuki_front
  grant update (changed_at) to tasuki_front
  grant update (changed_by) to tasuki_front
  grant update (from_on) to tasuki_front
  grant update (title) to tasuki_front
  grant update (until_on) to tasuki_front
  grant update (version) to tasuki_front
  grant update (withdrawn_at) to tasuki_front
table reaction
  column post uuid not null
  column hat uuid not null
  column kind text not null
  column version integer not null
  column at bigint not null
  column withdrawn_at bigint
  constraint reaction_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint reaction_kind_check CHECK ((kind = ANY (ARRAY['seen'::text, 'acknowledged'::text, 'thanks'::text, 'like'::text, 'done'::text])))
  constraint reaction_pkey PRIMARY KEY (post, hat)
  constraint reaction_post_fkey FOREIGN KEY (post) REFERENCES post(id)
  CREATE UNIQUE INDEX reaction_pkey ON reaction USING btree (post, hat)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON reaction FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (at) to tasuki_front
  grant update (kind) to tasuki_front
  grant update (version) to tasuki_front
  grant update (withdrawn_at) to tasuki_front
table recovery_code
  column id uuid not null
  column account uuid not null
  column hash bytea not null
  column made_at bigint not null
  column used_at bigint
  column replaced_at bigint
  constraint recovery_code_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint recovery_code_account_hash_key UNIQUE (account, hash)
  constraint recovery_code_hash_check CHECK ((length(hash) = 32))
  constraint recovery_code_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX recovery_code_account_hash_key ON recovery_code USING btree (account, hash)
  CREATE UNIQUE INDEX recovery_code_pkey ON recovery_code USING btree (id)
  CREATE TRIGGER mail_codes AFTER INSERT ON recovery_code REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION mail_codes()
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (replaced_at) to tasuki_front
  grant update (used_at) to tasuki_front
table region
  column only_one boolean not null default true
  column deployment uuid not null
  column demo boolean not null
  column name text not null
  column network_name text not null
  column association text not null
  column office text not null
  column committee text not null
  column created_at bigint not null
  constraint region_only_one_check CHECK (only_one)
  constraint region_pkey PRIMARY KEY (only_one)
  CREATE UNIQUE INDEX region_pkey ON region USING btree (only_one)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON region FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  CREATE TRIGGER region_demo_is_fixed BEFORE UPDATE ON region FOR EACH ROW EXECUTE FUNCTION region_demo_is_fixed()
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant select to tasuki_front
  grant select to tasuki_job
  grant select to tasuki_mail
table revocation
  column n bigint not null
  column session uuid not null
  column locked boolean not null
  column at bigint not null
  constraint revocation_pkey PRIMARY KEY (n)
  constraint revocation_session_fkey FOREIGN KEY (session) REFERENCES session(id)
  CREATE UNIQUE INDEX revocation_pkey ON revocation USING btree (n)
  grant insert to tasuki_front
  grant select to tasuki_front
table revocation_head
  column only_one boolean not null default true
  column n bigint not null
  constraint revocation_head_only_one_check CHECK (only_one)
  constraint revocation_head_pkey PRIMARY KEY (only_one)
  CREATE UNIQUE INDEX revocation_head_pkey ON revocation_head USING btree (only_one)
  grant select to tasuki_front
  grant update (n) to tasuki_front
table schema_meta
  column only_one boolean not null default true
  column postgresql_major integer not null
  constraint schema_meta_only_one_check CHECK (only_one)
  constraint schema_meta_pkey PRIMARY KEY (only_one)
  CREATE UNIQUE INDEX schema_meta_pkey ON schema_meta USING btree (only_one)
table schema_migration
  column number integer not null
  column name text not null
  column sha256 bytea not null
  column applied_at timestamp with time zone not null
  constraint schema_migration_pkey PRIMARY KEY (number)
  CREATE UNIQUE INDEX schema_migration_pkey ON schema_migration USING btree (number)
table screening
  column id bigint not null identity
  column hat uuid not null
  column space uuid
  column outcome text not null
  column kinds text[] not null
  column at bigint not null
  constraint screening_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint screening_outcome_check CHECK ((outcome = ANY (ARRAY['refused'::text, 'asked'::text, 'colleague'::text, 'consent'::text, 'reported'::text, 'draft'::text])))
  constraint screening_pkey PRIMARY KEY (id)
  constraint screening_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE INDEX screening_hat ON screening USING btree (hat, at)
  CREATE UNIQUE INDEX screening_pkey ON screening USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
table security_notice
  column id uuid not null
  column account uuid not null
  column kind text not null
  column at bigint not null
  column seen_at bigint
  constraint security_notice_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint security_notice_kind_check CHECK ((kind = ANY (ARRAY['codes'::text, 'factor'::text, 'password'::text])))
  constraint security_notice_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX security_notice_pkey ON security_notice USING btree (id)
  CREATE INDEX security_notice_waiting ON security_notice USING btree (account, at) WHERE (seen_at IS NULL)
  grant select to tasuki_front
  grant update (seen_at) to tasuki_front
table session
  column id uuid not null
  column token_hash bytea not null
  column account uuid not null
  column hat uuid not null
  column state text not null
  column started_at bigint not null
  column end_at bigint not null
  column idle_ms bigint not null
  column ended_at bigint
  column end_reason text
  column second_factor_at bigint
  column device uuid
  column source text not null
  column proved_at bigint not null default 0
  constraint session_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint session_end_reason_check CHECK ((end_reason = ANY (ARRAY['sign_out'::text, 'sign_out_all'::text, 'overall'::text, 'replaced'::text, 'disabled'::text, 'password'::text, 'factor'::text, 'left'::text, 'restored'::text])))
  constraint session_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint session_pkey PRIMARY KEY (id)
  constraint session_state_check CHECK ((state = ANY (ARRAY['active'::text, 'locked'::text, 'ended'::text])))
  constraint session_token_hash_check CHECK ((length(token_hash) = 32))
  constraint session_token_hash_key UNIQUE (token_hash)
  CREATE INDEX session_account ON session USING btree (account) WHERE (state <> 'ended'::text)
  CREATE INDEX session_hat ON session USING btree (hat, started_at)
  CREATE UNIQUE INDEX session_pkey ON session USING btree (id)
  CREATE UNIQUE INDEX session_token_hash_key ON session USING btree (token_hash)
  CREATE TRIGGER session_worn BEFORE INSERT ON session FOR EACH ROW EXECUTE FUNCTION session_worn()
  grant insert to tasuki_front
  grant select to tasuki_front
  grant select to tasuki_job
  grant update (end_reason) to tasuki_front
  grant update (ended_at) to tasuki_front
  grant update (proved_at) to tasuki_front
  grant update (second_factor_at) to tasuki_front
  grant update (state) to tasuki_front
  grant update (end_reason) to tasuki_job
  grant update (ended_at) to tasuki_job
  grant update (state) to tasuki_job
table session_activity with (fillfactor=50)
  column session uuid not null
  column at bigint not null
  constraint session_activity_pkey PRIMARY KEY (session)
  constraint session_activity_session_fkey FOREIGN KEY (session) REFERENCES session(id)
  CREATE UNIQUE INDEX session_activity_pkey ON session_activity USING btree (session)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant select to tasuki_job
  grant update (at) to tasuki_front
view session_facts
  column id uuid
  column token_hash bytea
  column account uuid
  column hat uuid
  column kind text
  column state text
  column started_at bigint
  column end_at bigint
  column idle_ms bigint
  column active_at bigint
  column account_active boolean
  column hat_ended boolean
  column facility uuid
  column facility_admin boolean
  column physician boolean
  column factor boolean
  column must_enrol boolean
  column factor_at bigint
  column proved_at bigint
  column gate_at bigint
  grant select to tasuki_front
table space with (fillfactor=50)
  column id uuid not null
  column kind text not null
  column patient uuid
  column facility uuid
  column seq bigint not null default 0
  column post_no bigint not null default 0
  column consent text not null default 'none'::text
  column archived_at bigint
  column frozen_at bigint
  column read_until bigint
  column attending uuid
  column sealed_attending bytea
  column attending_pending boolean not null default false
  column created_at bigint not null
  column sealed_title bytea
  column entry text not null default 'invitation'::text
  column instruction text not null default 'own'::text
  column archive_reason text
  column archived_by uuid
  column attending_at bigint
  column closed_at bigint
  column closed_by uuid
  column erased_at bigint
  constraint space_archive_check CHECK (((archived_at IS NULL) = (archive_reason IS NULL))) NOT VALID
  constraint space_archive_reason_check CHECK ((archive_reason = ANY (ARRAY['death'::text, 'moved'::text, 'ended'::text, 'other'::text])))
  constraint space_archived_by_fkey FOREIGN KEY (archived_by) REFERENCES hat(id)
  constraint space_attending_fkey FOREIGN KEY (attending) REFERENCES hat(id)
  constraint space_check CHECK (((kind = ANY (ARRAY['care'::text, 'family'::text])) = (patient IS NOT NULL)))
  constraint space_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES hat(id)
  constraint space_consent_check CHECK (((consent = ANY (ARRAY['none'::text, 'recorded'::text, 'prior'::text, 'withdrawn'::text, 'not_needed'::text])) AND ((kind = ANY (ARRAY['care'::text, 'family'::text])) = (consent <> 'not_needed'::text))))
  constraint space_entry_check CHECK ((entry = ANY (ARRAY['invitation'::text, 'request'::text])))
  constraint space_facility_check CHECK (((kind = 'board'::text) = (facility IS NULL)))
  constraint space_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint space_instruction_check CHECK ((instruction = ANY (ARRAY['own'::text, 'waiting'::text, 'confirmed'::text, 'declared'::text, 'withdrawn'::text])))
  constraint space_kind_check CHECK ((kind = ANY (ARRAY['care'::text, 'family'::text, 'circle'::text, 'tie'::text, 'board'::text])))
  constraint space_patient_fkey FOREIGN KEY (patient) REFERENCES patient(id)
  constraint space_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX space_board ON space USING btree (kind) WHERE (kind = 'board'::text)
  CREATE INDEX space_circle ON space USING btree (created_at) WHERE ((kind = 'circle'::text) AND (entry = 'request'::text))
  CREATE UNIQUE INDEX space_patient_kind ON space USING btree (patient, kind) WHERE (patient IS NOT NULL)
  CREATE UNIQUE INDEX space_pkey ON space USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON space FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  CREATE TRIGGER space_is_fixed BEFORE UPDATE ON space FOR EACH ROW WHEN (((new.kind <> old.kind) OR (new.patient IS DISTINCT FROM old.patient) OR (new.facility IS DISTINCT FROM old.facility))) EXECUTE FUNCTION space_is_fixed()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (archive_reason) to tasuki_front
  grant update (archived_at) to tasuki_front
  grant update (archived_by) to tasuki_front
  grant update (attending) to tasuki_front
  grant update (attending_at) to tasuki_front
  grant update (attending_pending) to tasuki_front
  grant update (closed_at) to tasuki_front
  grant update (closed_by) to tasuki_front
  grant update (consent) to tasuki_front
  grant update (entry) to tasuki_front
  grant update (frozen_at) to tasuki_front
  grant update (instruction) to tasuki_front
  grant update (post_no) to tasuki_front
  grant update (read_until) to tasuki_front
  grant update (sealed_attending) to tasuki_front
  grant update (sealed_title) to tasuki_front
  grant update (seq) to tasuki_front
view space_table
  column name text
  column rows text
  column rank integer
table staff_offer
  column id uuid not null
  column kind text not null
  column facility uuid not null
  column by uuid not null
  column hat uuid
  column login text
  column account uuid
  column profession text
  column state text not null
  column at bigint not null
  column expires_at bigint not null
  column decided_at bigint
  constraint staff_offer_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint staff_offer_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint staff_offer_check CHECK (((kind <> 'hat'::text) = (hat IS NOT NULL)))
  constraint staff_offer_check1 CHECK (((kind = 'hat'::text) = (login IS NOT NULL)))
  constraint staff_offer_check2 CHECK (((kind = 'hat'::text) OR (account IS NULL)))
  constraint staff_offer_check3 CHECK (((kind = 'hat'::text) = (profession IS NOT NULL)))
  constraint staff_offer_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint staff_offer_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint staff_offer_kind_check CHECK ((kind = ANY (ARRAY['admin'::text, 'hand_over'::text, 'hat'::text])))
  constraint staff_offer_pkey PRIMARY KEY (id)
  constraint staff_offer_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'accepted'::text, 'declined'::text, 'cancelled'::text])))
  CREATE INDEX staff_offer_account ON staff_offer USING btree (account) WHERE (state = 'waiting'::text)
  CREATE UNIQUE INDEX staff_offer_hat ON staff_offer USING btree (hat) WHERE ((state = 'waiting'::text) AND (kind <> 'hat'::text))
  CREATE UNIQUE INDEX staff_offer_login ON staff_offer USING btree (facility, login) WHERE ((state = ANY (ARRAY['waiting'::text, 'declined'::text])) AND (kind = 'hat'::text))
  CREATE UNIQUE INDEX staff_offer_pkey ON staff_offer USING btree (id)
  grant select to tasuki_front
table stop
  column id uuid not null
  column account uuid not null
  column hat uuid not null
  column kind text not null
  column reason text
  column words text
  column by uuid not null
  column at bigint not null
  column lifted_by uuid
  column lifted_at bigint
  column lifted_words text
  constraint stop_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint stop_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint stop_check CHECK (((kind = 'security'::text) = (reason IS NOT NULL)))
  constraint stop_check1 CHECK (((kind = 'security'::text) OR (words IS NOT NULL)))
  constraint stop_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint stop_kind_check CHECK ((kind = ANY (ARRAY['security'::text, 'suspension'::text])))
  constraint stop_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES hat(id)
  constraint stop_lifted_check CHECK ((((lifted_at IS NULL) = (lifted_words IS NULL)) AND ((lifted_by IS NULL) OR (lifted_at IS NOT NULL))))
  constraint stop_lifted_words_check CHECK (((length(lifted_words) >= 1) AND (length(lifted_words) <= 1000)))
  constraint stop_pkey PRIMARY KEY (id)
  constraint stop_reason_check CHECK ((reason = ANY (ARRAY['lost'::text, 'misuse'::text, 'asked'::text, 'other'::text])))
  constraint stop_words_check CHECK (((length(words) >= 1) AND (length(words) <= 1000)))
  CREATE UNIQUE INDEX stop_now ON stop USING btree (account) WHERE (lifted_at IS NULL)
  CREATE UNIQUE INDEX stop_pkey ON stop USING btree (id)
  grant select to tasuki_front
table throttle
  column key bytea not null
  column failures integer not null
  column last_at bigint not null
  column until_at bigint not null
  constraint throttle_pkey PRIMARY KEY (key)
  CREATE UNIQUE INDEX throttle_pkey ON throttle USING btree (key)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant delete to tasuki_job
  grant select to tasuki_job
  grant update (failures) to tasuki_front
  grant update (last_at) to tasuki_front
  grant update (until_at) to tasuki_front
table tie_block
  column by uuid not null
  column hat uuid not null
  column at bigint not null
  column lifted_at bigint
  constraint tie_block_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint tie_block_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint tie_block_pkey PRIMARY KEY (by, hat)
  CREATE UNIQUE INDEX tie_block_pkey ON tie_block USING btree (by, hat)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (at) to tasuki_front
  grant update (lifted_at) to tasuki_front
table tie_consent
  column hat uuid not null
  column space uuid not null
  column patient uuid not null
  column at bigint not null
  constraint tie_consent_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint tie_consent_pkey PRIMARY KEY (hat, space, patient)
  constraint tie_consent_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  CREATE UNIQUE INDEX tie_consent_pkey ON tie_consent USING btree (hat, space, patient)
  grant insert to tasuki_front
  grant select to tasuki_front
table tie_request
  column id uuid not null
  column space uuid not null
  column from_hat uuid not null
  column to_hat uuid not null
  column sealed_reason bytea not null
  column state text not null
  column at bigint not null
  column decided_at bigint
  column reason_key uuid
  constraint tie_request_check CHECK ((from_hat <> to_hat))
  constraint tie_request_from_hat_fkey FOREIGN KEY (from_hat) REFERENCES hat(id)
  constraint tie_request_pkey PRIMARY KEY (id)
  constraint tie_request_space_key UNIQUE (space)
  constraint tie_request_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text, 'ended'::text])))
  constraint tie_request_to_hat_fkey FOREIGN KEY (to_hat) REFERENCES hat(id)
  CREATE INDEX tie_request_from ON tie_request USING btree (from_hat, at) WHERE (state = ANY (ARRAY['waiting'::text, 'declined'::text]))
  CREATE UNIQUE INDEX tie_request_now ON tie_request USING btree (LEAST(from_hat, to_hat), GREATEST(from_hat, to_hat)) WHERE (state = ANY (ARRAY['waiting'::text, 'accepted'::text]))
  CREATE UNIQUE INDEX tie_request_pkey ON tie_request USING btree (id)
  CREATE UNIQUE INDEX tie_request_space_key ON tie_request USING btree (space)
  CREATE INDEX tie_request_to ON tie_request USING btree (to_hat) WHERE (state = 'waiting'::text)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON tie_request FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (state) to tasuki_front
table training
  column hat uuid not null
  column way text not null
  column held_on date not null
  column by uuid not null
  column at bigint not null
  column session uuid
  constraint training_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint training_check CHECK (((session IS NULL) OR (way = 'attended'::text)))
  constraint training_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint training_pkey PRIMARY KEY (hat)
  constraint training_session_fkey FOREIGN KEY (session) REFERENCES training_session(id)
  constraint training_way_check CHECK ((way = ANY (ARRAY['attended'::text, 'together'::text, 'video'::text])))
  CREATE UNIQUE INDEX training_pkey ON training USING btree (hat)
  grant insert to tasuki_front
  grant select to tasuki_front
table training_attendance
  column session uuid not null
  column hat uuid not null
  column by uuid not null
  column at bigint not null
  constraint training_attendance_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint training_attendance_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint training_attendance_pkey PRIMARY KEY (session, hat)
  constraint training_attendance_session_fkey FOREIGN KEY (session) REFERENCES training_session(id)
  CREATE INDEX training_attendance_hat ON training_attendance USING btree (hat)
  CREATE UNIQUE INDEX training_attendance_pkey ON training_attendance USING btree (session, hat)
  grant insert to tasuki_front
  grant select to tasuki_front
table training_session
  column id uuid not null
  column title text not null
  column kind text not null
  column held_on date not null
  column place text not null
  column version integer not null default 1
  column by uuid not null
  column at bigint not null
  column withdrawn_at bigint
  constraint training_session_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint training_session_kind_check CHECK ((kind = ANY (ARRAY['meeting'::text, 'online'::text])))
  constraint training_session_pkey PRIMARY KEY (id)
  constraint training_session_place_check CHECK (((length(place) >= 1) AND (length(place) <= 120)))
  constraint training_session_title_check CHECK (((length(title) >= 1) AND (length(title) <= 120)))
  CREATE UNIQUE INDEX training_session_pkey ON training_session USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (held_on) to tasuki_front
  grant update (kind) to tasuki_front
  grant update (place) to tasuki_front
  grant update (title) to tasuki_front
  grant update (version) to tasuki_front
  grant update (withdrawn_at) to tasuki_front
table training_watch
  column hat uuid not null
  column video text not null
  column reached_ms bigint not null
  column at bigint not null
  column done_at bigint
  constraint training_watch_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint training_watch_pkey PRIMARY KEY (hat, video)
  constraint training_watch_reached_ms_check CHECK ((reached_ms >= 0))
  CREATE UNIQUE INDEX training_watch_pkey ON training_watch USING btree (hat, video)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (at) to tasuki_front
  grant update (done_at) to tasuki_front
  grant update (reached_ms) to tasuki_front
table warning
  column id uuid not null
  column hat uuid not null
  column kind text not null
  column words text not null
  column due_on date not null
  column by uuid not null
  column at bigint not null
  column acknowledged_at bigint
  column withdrawn_at bigint
  column withdrawn_by uuid
  column withdrawn_words text
  constraint warning_by_fkey FOREIGN KEY (by) REFERENCES hat(id)
  constraint warning_check CHECK ((((withdrawn_at IS NULL) = (withdrawn_by IS NULL)) AND ((withdrawn_at IS NULL) = (withdrawn_words IS NULL))))
  constraint warning_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint warning_kind_check CHECK ((kind = ANY (ARRAY['warning'::text, 'guidance'::text])))
  constraint warning_pkey PRIMARY KEY (id)
  constraint warning_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES hat(id)
  constraint warning_withdrawn_words_check CHECK (((length(withdrawn_words) >= 1) AND (length(withdrawn_words) <= 1000)))
  constraint warning_words_check CHECK (((length(words) >= 1) AND (length(words) <= 2000)))
  CREATE INDEX warning_hat ON warning USING btree (hat, at)
  CREATE UNIQUE INDEX warning_pkey ON warning USING btree (id)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (acknowledged_at) to tasuki_front
  grant update (withdrawn_at) to tasuki_front
  grant update (withdrawn_by) to tasuki_front
  grant update (withdrawn_words) to tasuki_front

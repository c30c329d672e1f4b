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
  constraint account_last_hat_fkey FOREIGN KEY (last_hat) REFERENCES hat(id)
  constraint account_login_check CHECK (((login = lower(login)) AND ((length(login) >= 2) AND (length(login) <= 100))))
  constraint account_login_key UNIQUE (login)
  constraint account_person_fkey FOREIGN KEY (person) REFERENCES person(id)
  constraint account_person_side_key UNIQUE (person, side)
  constraint account_pkey PRIMARY KEY (id)
  constraint account_side_check CHECK ((side = ANY (ARRAY['staff'::text, 'patient_side'::text])))
  constraint account_state_check CHECK ((state = ANY (ARRAY['active'::text, 'disabled'::text])))
  CREATE UNIQUE INDEX account_login_key ON account USING btree (login)
  CREATE UNIQUE INDEX account_person_side_key ON account USING btree (person, side)
  CREATE UNIQUE INDEX account_pkey ON account USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON account FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant select to tasuki_front
  grant update (last_hat) to tasuki_front
  grant update (password) to tasuki_front
  grant update (password_at) to tasuki_front
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
view directory_staff
  column hat uuid
  column facility uuid
  column kana text
  column person jsonb
  column words text
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
table event
  column space uuid not null
  column seq bigint not null
  column kind text not null
  column at bigint not null
  column hat uuid
  column post uuid
  column member uuid
  constraint event_kind_check CHECK ((kind = ANY (ARRAY['post'::text, 'edit'::text, 'delete'::text, 'reaction'::text, 'member_add'::text, 'member_remove'::text, 'attending'::text, 'role'::text, 'space'::text])))
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
  constraint facility_kind_check CHECK ((kind = ANY (ARRAY['clinic'::text, 'hospital'::text, 'dental_clinic'::text, 'pharmacy'::text, 'visiting_nurse_station'::text, 'care_manager_office'::text, 'home_helper'::text, 'day_service'::text, 'community_support_center'::text, 'office'::text, 'other'::text])))
  constraint facility_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  constraint facility_pkey PRIMARY KEY (id)
  constraint facility_ref_key UNIQUE (ref)
  CREATE UNIQUE INDEX facility_pkey ON facility USING btree (id)
  CREATE UNIQUE INDEX facility_ref_key ON facility USING btree (ref)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON facility FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  CREATE TRIGGER facility_ended AFTER UPDATE OF ended_at ON facility FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION facility_ended()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant select to tasuki_front
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

CREATE OR REPLACE FUNCTION facility_ended()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform attending_gone((select array_agg(id) from hat where facility = new.id), new.ended_at);
  return null;
end $function$

CREATE OR REPLACE FUNCTION folded(words text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
select translate(lower(normalize(words, nfkc)), 'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ 　',
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ')
$function$

CREATE OR REPLACE FUNCTION hat_ended()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform attending_gone(array[new.id], new.ended_at);
  return null;
end $function$

CREATE OR REPLACE FUNCTION member_fits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare space_kind text; space_patient uuid; h hat;
begin
  select s.kind, s.patient into space_kind, space_patient from space s where s.id = new.space;
  select * into h from hat x where x.id = new.hat;
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
  constraint hat_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint hat_check CHECK (((kind = 'staff'::text) = (facility IS NOT NULL)))
  constraint hat_check1 CHECK (((kind = 'kin'::text) = (patient IS NOT NULL)))
  constraint hat_facility_fkey FOREIGN KEY (facility) REFERENCES facility(id)
  constraint hat_kind_check CHECK ((kind = ANY (ARRAY['staff'::text, 'kin'::text, 'office'::text, 'committee'::text])))
  constraint hat_patient_fkey FOREIGN KEY (patient) REFERENCES patient(id)
  constraint hat_pkey PRIMARY KEY (id)
  constraint hat_profession_check CHECK ((profession = ANY (ARRAY['physician'::text, 'dentist'::text, 'nurse'::text, 'visiting_nurse'::text, 'pharmacist'::text, 'care_manager'::text, 'helper'::text, 'physical_therapist'::text, 'occupational_therapist'::text, 'speech_therapist'::text, 'dietitian'::text, 'social_worker'::text, 'dental_hygienist'::text, 'clerk'::text, 'other'::text])))
  CREATE INDEX hat_account ON hat USING btree (account)
  CREATE UNIQUE INDEX hat_pkey ON hat USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON hat FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  CREATE TRIGGER hat_ended AFTER UPDATE OF ended_at ON hat FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION hat_ended()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant select to tasuki_front
view hat_person
  column hat uuid
  column account uuid
  column person jsonb
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
  CREATE INDEX member_hat_now ON member USING btree (hat) WHERE (to_seq IS NULL)
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
  column name text not null
  column kana text not null
  column created_at bigint not null
  constraint person_kana_check CHECK (((length(kana) >= 1) AND (length(kana) <= 100)))
  constraint person_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100)))
  constraint person_pkey PRIMARY KEY (id)
  CREATE UNIQUE INDEX person_pkey ON person USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON person FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  grant insert to tasuki_demo
  grant select to tasuki_demo
  grant update to tasuki_demo
  grant select to tasuki_front
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
  constraint session_account_fkey FOREIGN KEY (account) REFERENCES account(id)
  constraint session_end_reason_check CHECK ((end_reason = ANY (ARRAY['sign_out'::text, 'sign_out_all'::text, 'overall'::text, 'replaced'::text, 'disabled'::text, 'password'::text])))
  constraint session_hat_fkey FOREIGN KEY (hat) REFERENCES hat(id)
  constraint session_pkey PRIMARY KEY (id)
  constraint session_state_check CHECK ((state = ANY (ARRAY['active'::text, 'locked'::text, 'ended'::text])))
  constraint session_token_hash_check CHECK ((length(token_hash) = 32))
  constraint session_token_hash_key UNIQUE (token_hash)
  CREATE INDEX session_account ON session USING btree (account) WHERE (state <> 'ended'::text)
  CREATE UNIQUE INDEX session_pkey ON session USING btree (id)
  CREATE UNIQUE INDEX session_token_hash_key ON session USING btree (token_hash)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant select to tasuki_job
  grant update (end_reason) to tasuki_front
  grant update (ended_at) to tasuki_front
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
  CREATE UNIQUE INDEX space_patient_kind ON space USING btree (patient, kind) WHERE (patient IS NOT NULL)
  CREATE UNIQUE INDEX space_pkey ON space USING btree (id)
  CREATE TRIGGER demo_only BEFORE INSERT OR UPDATE ON space FOR EACH STATEMENT WHEN ((CURRENT_USER = 'tasuki_demo'::name)) EXECUTE FUNCTION demo_only()
  CREATE TRIGGER space_is_fixed BEFORE UPDATE ON space FOR EACH ROW EXECUTE FUNCTION space_is_fixed()
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
  grant update (instruction) to tasuki_front
  grant update (post_no) to tasuki_front
  grant update (read_until) to tasuki_front
  grant update (sealed_attending) to tasuki_front
  grant update (sealed_title) to tasuki_front
  grant update (seq) to tasuki_front
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
table tie_request
  column id uuid not null
  column space uuid not null
  column from_hat uuid not null
  column to_hat uuid not null
  column sealed_reason bytea not null
  column state text not null
  column at bigint not null
  column decided_at bigint
  constraint tie_request_check CHECK ((from_hat <> to_hat))
  constraint tie_request_from_hat_fkey FOREIGN KEY (from_hat) REFERENCES hat(id)
  constraint tie_request_pkey PRIMARY KEY (id)
  constraint tie_request_space_fkey FOREIGN KEY (space) REFERENCES space(id)
  constraint tie_request_space_key UNIQUE (space)
  constraint tie_request_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'accepted'::text, 'declined'::text, 'withdrawn'::text])))
  constraint tie_request_to_hat_fkey FOREIGN KEY (to_hat) REFERENCES hat(id)
  CREATE UNIQUE INDEX tie_request_now ON tie_request USING btree (LEAST(from_hat, to_hat), GREATEST(from_hat, to_hat)) WHERE (state = 'waiting'::text)
  CREATE UNIQUE INDEX tie_request_pkey ON tie_request USING btree (id)
  CREATE UNIQUE INDEX tie_request_space_key ON tie_request USING btree (space)
  CREATE INDEX tie_request_to ON tie_request USING btree (to_hat) WHERE (state = 'waiting'::text)
  grant insert to tasuki_front
  grant select to tasuki_front
  grant update (decided_at) to tasuki_front
  grant update (state) to tasuki_front

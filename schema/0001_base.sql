-- The first edition of the whole schema. Times are milliseconds since 1970 UTC, given by the program (never now()), so that one clock
-- rules. Ids are random uuids made by the program. bytea columns named `sealed…` or `body` are sealed under their space's key
-- (crypt/sealed.h); the database never sees such a key. Nothing here is patient text in clear.

-- Roles: what each process may do is decided here, not in its code. `tasuki` owns everything and is used by init and migrate only.
do $$
declare role_name text;
begin
  foreach role_name in array array['tasuki_front', 'tasuki_job', 'tasuki_demo'] loop
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I login', role_name);
    end if;
  end loop;
end $$;

-- One deployment = one region.
create table region (
  only_one boolean primary key default true check (only_one),
  deployment uuid not null,
  demo boolean not null,            -- set at init, never changed (trigger below)
  name text not null,
  network_name text not null,
  association text not null,
  office text not null,
  committee text not null,
  created_at bigint not null
);
create function region_demo_is_fixed() returns trigger language plpgsql as $$
begin
  if new.demo <> old.demo or new.deployment <> old.deployment then
    raise exception 'deployment and demo flag of a region never change';
  end if;
  return new;
end $$;
create trigger region_demo_is_fixed before update on region for each row execute function region_demo_is_fixed();

-- People: person → account → hat. ------------------------------------------------------------------------------------------------

create table person (
  id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  kana text not null check (length(kana) between 1 and 100),
  created_at bigint not null
);

-- Staff side and patient side are separate accounts of one person, never one (decision 1).
create table account (
  id uuid primary key,
  person uuid not null references person,
  side text not null check (side in ('staff', 'patient_side')),
  login text not null unique check (login = lower(login) and length(login) between 2 and 100),
  password text not null,           -- argon2id PHC string
  password_at bigint not null,
  state text not null default 'active' check (state in ('active', 'disabled')),
  last_hat uuid,                    -- worn first at the next sign-in
  created_at bigint not null,
  unique (person, side)
);

create table facility (
  id uuid primary key,
  ref text unique,                  -- short name in demo data; null elsewhere
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('clinic', 'hospital', 'dental_clinic', 'pharmacy', 'visiting_nurse_station', 'care_manager_office',
    'home_helper', 'day_service', 'community_support_center', 'office', 'other')),
  outside boolean not null,         -- 市外 (Art. 8)
  phone_day text,
  phone_night text,
  created_at bigint not null,
  ended_at bigint
);

create table patient (
  id uuid primary key,
  facility uuid not null references facility, -- where the first timeline was opened
  created_at bigint not null
);

-- A hat: an affiliation with a facility, kin of one patient, an office seat or a committee seat. Sessions, membership, authors, reactions
-- and audit refer to the hat; rights of two hats never add up.
create table hat (
  id uuid primary key,
  account uuid not null references account,
  kind text not null check (kind in ('staff', 'kin', 'office', 'committee')),
  facility uuid references facility check ((kind = 'staff') = (facility is not null)),
  patient uuid references patient check ((kind = 'kin') = (patient is not null)),
  profession text check (profession in ('physician', 'dentist', 'nurse', 'visiting_nurse', 'pharmacist', 'care_manager', 'helper',
    'physical_therapist', 'occupational_therapist', 'speech_therapist', 'dietitian', 'social_worker', 'dental_hygienist', 'clerk', 'other')),
  facility_admin boolean not null default false,
  from_at bigint not null,
  ended_at bigint
);
create index hat_account on hat (account);
alter table account add foreign key (last_hat) references hat;

-- Sessions. ----------------------------------------------------------------------------------------------------------------------

create table session (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  account uuid not null references account,
  hat uuid not null references hat,
  state text not null check (state in ('active', 'locked', 'ended')),
  started_at bigint not null,
  end_at bigint not null,           -- overall limit
  idle_ms bigint not null,          -- idle limit
  ended_at bigint,
  end_reason text check (end_reason in ('sign_out', 'sign_out_all', 'overall', 'replaced', 'disabled', 'password')),
  second_factor_at bigint,          -- room for 'getting in': when a second factor was last shown
  device uuid,                      -- room for the device ledger
  source text not null              -- address it was made from
);
create index session_account on session (account) where state <> 'ended';

-- Last real activity, flushed by the workers every few seconds; a table of its own, so that the session row stays quiet (decision 13).
create table session_activity (
  session uuid primary key references session,
  at bigint not null
) with (fillfactor = 50);

-- Ended or locked sessions as a commit-ordered stream: n is taken under the one row's lock, so that a worker that has read up to n
-- has missed none. Every fan-out reads what is new here first (decision 12).
create table revocation_head (
  only_one boolean primary key default true check (only_one),
  n bigint not null
);
insert into revocation_head (n) values (0);
create table revocation (
  n bigint primary key,
  session uuid not null references session,
  locked boolean not null,          -- locked, not ended
  at bigint not null
);

-- Failed sign-ins, by HMAC of the login name or of the source address.
create table throttle (
  key bytea primary key,
  failures integer not null,
  last_at bigint not null,
  until_at bigint not null
);

-- Spaces. ------------------------------------------------------------------------------------------------------------------------

create table space (
  id uuid primary key,
  kind text not null check (kind in ('care', 'family', 'circle', 'tie', 'board')),
  patient uuid references patient check ((kind in ('care', 'family')) = (patient is not null)),
  facility uuid not null references facility, -- hosting facility
  seq bigint not null default 0,    -- of the newest event; taken under this row's lock: gapless, commit-ordered
  post_no bigint not null default 0, -- of the newest post
  consent text not null default 'none' check (consent in ('none', 'recorded', 'prior', 'withdrawn')),
  archived_at bigint,
  frozen_at bigint,                 -- writing frozen by an accepted deletion request
  read_until bigint,
  attending uuid references hat,    -- 主治医 with an account …
  sealed_attending bytea,           -- … or a sealed outside name and phone
  attending_pending boolean not null default false,
  created_at bigint not null
) with (fillfactor = 50);
create unique index space_patient_kind on space (patient, kind) where patient is not null;

-- Patient identity, sealed once per side under that side's space key, written together (decision 20).
create table patient_identity (
  patient uuid not null references patient,
  space uuid not null references space,
  version integer not null default 1,
  sealed bytea not null,            -- JSON {"name","kana","birth","sex"}; SEAL_IDENTITY, row = patient, version
  primary key (patient, space)
);

-- Membership is intervals in seq. A member sees posts whose created_seq is over read_from_seq.
create table member (
  space uuid not null references space,
  hat uuid not null references hat,
  from_seq bigint not null,         -- of the member_add event
  to_seq bigint,                    -- of the member_remove event
  from_at bigint not null,
  to_at bigint,
  read_from_seq bigint not null,    -- 0 = all history; else from_seq
  role text not null check (role in ('attending', 'delegate', 'member')),
  sealed_relation bytea,            -- この患者さんとの関わり; SEAL_RELATION, row = hat, version 0
  added_by uuid references hat,
  primary key (space, hat, from_seq)
);
create unique index member_now on member (space, hat) where to_seq is null;
create index member_hat_now on member (hat) where to_seq is null;

create table post (
  id uuid primary key,
  space uuid not null references space,
  no bigint not null,               -- gapless in its space, from 1
  created_seq bigint not null,      -- of its post event; decides who may see it
  seq bigint not null,              -- of its newest event
  author uuid not null references hat,
  client_key uuid not null,         -- made by the client; the same key again is the same post
  reply_to uuid references post,    -- always a root post
  body bytea not null,              -- version 1; SEAL_BODY, row = id, version = 1
  version integer not null default 1, -- the current one; bodies of later ones stand in post_version
  created_at bigint not null,
  edited_at bigint,
  deleted_at bigint,
  deleted_by uuid references hat,
  sealed_reason bytea,              -- SEAL_REASON, row = id, version 0
  unique (space, no),
  unique (space, author, client_key)
);
create index post_reply on post (reply_to) where reply_to is not null;

create table post_version (
  post uuid not null references post,
  version integer not null check (version >= 2),
  body bytea not null,              -- SEAL_BODY, row = post, version = version
  client_key uuid not null,
  at bigint not null,
  primary key (post, version)
);

-- One per person and post; withdrawn ones stay with their time.
create table reaction (
  post uuid not null references post,
  hat uuid not null references hat,
  kind text not null check (kind in ('seen', 'acknowledged', 'thanks', 'like', 'done')),
  version integer not null,         -- of the post it was given to; lapsed when the post is newer
  at bigint not null,
  withdrawn_at bigint,
  primary key (post, hat)
);

-- The stream of a space: ids only, no content. Nobody updates it.
create table event (
  space uuid not null references space,
  seq bigint not null,
  kind text not null check (kind in ('post', 'edit', 'delete', 'reaction', 'member_add', 'member_remove', 'attending')),
  at bigint not null,
  hat uuid,                         -- who did it; null = the operator's demo verb
  post uuid,
  member uuid,                      -- whose membership
  primary key (space, seq)
);

-- Receipts are cursors per member (decision 7) …
create table cursor (
  space uuid not null references space,
  hat uuid not null references hat,
  delivered_no bigint not null default 0,
  opened_no bigint not null default 0,
  at bigint not null,               -- of the last move
  primary key (space, hat)
) with (fillfactor = 60);
-- … and the moves, from which 'when did they open this post' is read: the first move with upto_no >= its no.
create table cursor_move (
  space uuid not null,
  hat uuid not null,
  opened boolean not null,          -- else delivered
  upto_no bigint not null,
  at bigint not null,
  primary key (space, hat, opened, upto_no)
);

create table draft (
  space uuid not null references space,
  hat uuid not null references hat,
  body bytea,                       -- SEAL_DRAFT, row = hat, version 0; null = none
  reply_to uuid references post,
  at bigint not null,
  primary key (space, hat)
);

-- Evidence. ----------------------------------------------------------------------------------------------------------------------

-- One row an act, written in the act's own transaction; reading a page of patient content is an act. No content, no names.
create table audit (
  id bigint generated always as identity primary key,
  at bigint not null,
  act text not null,
  result text not null,             -- 'ok' or the error's code
  session uuid,
  account uuid,
  hat uuid,
  space uuid,
  object uuid,                      -- post, member's hat, account …
  from_no bigint,                   -- of a page read; of a live subscription
  to_no bigint,
  source text
);

-- Built by `job` over committed rows: hash = SHA-256 of the previous hash and the rows (previous upto, upto] in id order. marks tell
-- which row it is when one was changed: per row its id minus the previous upto and the first bytes of its own hash (audit/chain.h).
create table audit_chain (
  upto bigint primary key,          -- audit.id
  rows integer not null,
  marks bytea not null,
  hash bytea not null check (length(hash) = 32),
  at bigint not null
);

-- Views that several statements share. -------------------------------------------------------------------------------------------

-- A session with what its state is judged by (policy/facts.c applies the limits, by the program's clock).
create view session_facts as
select s.id, s.token_hash, s.account, s.hat, h.kind, s.state, s.started_at, s.end_at, s.idle_ms, v.at as active_at,
  a.state = 'active' as account_active, (h.ended_at is not null or f.ended_at is not null) as hat_ended
  from session s
  join account a on a.id = s.account
  join hat h on h.id = s.hat
  left join facility f on f.id = h.facility
  left join session_activity v on v.session = s.id;

-- How a hat is shown wherever it appears: name, profession and facility always stand together.
create view hat_person as
select h.id as hat, h.account, jsonb_build_object('hat', h.id, 'kind', h.kind, 'name', p.name, 'kana', p.kana, 'profession', h.profession,
  'ended', h.ended_at is not null, 'facility', case when f.id is not null then jsonb_build_object('id', f.id, 'name', f.name, 'kind', f.kind,
    'outside', f.outside, 'phone_day', f.phone_day, 'phone_night', f.phone_night) end) as person
  from hat h
  join account a on a.id = h.account
  join person p on p.id = a.person
  left join facility f on f.id = h.facility;

-- A post as it stands now. Counts and reactions carry ids and times only.
create view post_now as
select p.id, p.space, p.no, p.seq, p.created_seq, p.author, p.created_at, coalesce(v.body, p.body) as body, p.version, p.reply_to, r.no as reply_no,
  (select count(*) from post c where c.reply_to = p.id and c.deleted_at is null) as replies,
  p.edited_at, p.deleted_at, p.deleted_by, p.sealed_reason,
  (select jsonb_agg(jsonb_build_object('hat', x.hat, 'kind', x.kind, 'at', x.at, 'lapsed', x.version < p.version) order by x.at, x.hat)
     from reaction x where x.post = p.id and x.withdrawn_at is null) as reactions
  from post p
  left join post r on r.id = p.reply_to
  left join post_version v on v.post = p.id and v.version = p.version and p.version > 1;

-- Rights. ------------------------------------------------------------------------------------------------------------------------

revoke all on schema public from public;
grant usage on schema public to tasuki_front, tasuki_job, tasuki_demo;

-- front: adds and advances; deletes nothing, overwrites no content, sees no audit.
grant select on account, cursor, cursor_move, draft, event, facility, hat, hat_person, member, patient, patient_identity, person, post,
  post_now, post_version, reaction, region, revocation, revocation_head, session, session_activity, session_facts,
  space, throttle to tasuki_front;
grant insert on audit, cursor, cursor_move, draft, event, post, post_version, reaction, revocation, session, session_activity, throttle
  to tasuki_front;
grant update (delivered_no, opened_no, at) on cursor to tasuki_front;
grant update (body, reply_to, at) on draft to tasuki_front;
grant update (seq, post_no) on space to tasuki_front;
grant update (seq, version, edited_at, deleted_at, deleted_by, sealed_reason) on post to tasuki_front;
grant update (kind, version, at, withdrawn_at) on reaction to tasuki_front;
grant update (n) on revocation_head to tasuki_front;
grant update (state, ended_at, end_reason) on session to tasuki_front;
grant update (at) on session_activity to tasuki_front;
grant update (failures, last_at, until_at) on throttle to tasuki_front;
grant update (last_hat, password, password_at) on account to tasuki_front;

-- job: sweeps and chains; reads no content.
grant select on audit, audit_chain, region, session, session_activity, throttle to tasuki_job;
grant insert on audit, audit_chain to tasuki_job;
grant update (state, ended_at, end_reason) on session to tasuki_job;
grant delete on throttle to tasuki_job;

-- demo: fills a demo region; the region's flag is checked by the triggers below.
grant select, insert, update on account, cursor, cursor_move, event, facility, hat, member, patient, patient_identity, person, post,
  post_version, reaction, space to tasuki_demo;
grant select, update on region to tasuki_demo;
grant insert on audit to tasuki_demo;
create function demo_only() returns trigger language plpgsql as $$
begin
  if current_user = 'tasuki_demo' and not (select demo from public.region) then
    raise exception 'this works only in a demo region';
  end if;
  return null;
end $$;
do $$
declare name text;
begin
  foreach name in array array['account', 'facility', 'hat', 'member', 'patient', 'person', 'post', 'space'] loop
    execute format('create trigger demo_only before insert or update on %I for each statement execute function demo_only()', name);
  end loop;
end $$;

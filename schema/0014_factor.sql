-- The second factor (Art. 21), and what a session has shown of its owner.

alter table account add factor_since bigint;      -- a second factor is enrolled since then; null: none is
alter table account add factor_changed_at bigint; -- it was last enrolled, changed, taken off or reset then
alter table account add enrol_until bigint;       -- it was reset in person: until then the password alone signs in, and only to enrol anew
alter table session add proved_at bigint not null default 0; -- when the password or a factor was last shown; second_factor_at: a factor

alter table session drop constraint session_end_reason_check;
alter table session add constraint session_end_reason_check
  check (end_reason in ('sign_out', 'sign_out_all', 'overall', 'replaced', 'disabled', 'password', 'factor', 'left'));

create table factor (
  account uuid primary key references account,
  sealed bytea,                     -- SEAL_FACTOR, row = account, version 0, under the key of the deployment's own id; null: none
  last_step bigint not null default 0, -- of the newest code that was used: each is good once
  sealed_next bytea,                -- offered; takes its place with its first code
  next_at bigint
);

-- Shown once; used ones and replaced ones stay, with their time.
create table recovery_code (
  id uuid primary key,
  account uuid not null references account,
  hash bytea not null check (length(hash) = 32), -- crypt/totp.h
  made_at bigint not null,
  used_at bigint,
  replaced_at bigint,
  unique (account, hash)
);

-- A factor is reset in person, by two people of whom neither is its owner.
create table factor_reset (
  id uuid primary key,
  account uuid not null references account,
  hat uuid not null references hat, -- of the account, by which it is looked after
  by uuid not null references hat,
  at bigint not null,
  state text not null check (state in ('waiting', 'done', 'cancelled')),
  decided_by uuid references hat,
  decided_at bigint
);
create unique index factor_reset_now on factor_reset (account) where state = 'waiting';

-- A session with what its state, its rules and its gates are judged by.
create or replace view session_facts as
select s.id, s.token_hash, s.account, s.hat, h.kind, s.state, s.started_at, s.end_at, s.idle_ms, v.at as active_at,
  a.state = 'active' as account_active, (h.ended_at is not null or f.ended_at is not null) as hat_ended, h.facility, h.facility_admin,
  coalesce(h.profession in ('physician', 'dentist'), false) as physician,
  a.factor_since is not null as factor, a.enrol_until is not null as must_enrol, s.second_factor_at as factor_at, s.proved_at
  from session s
  join account a on a.id = s.account
  join hat h on h.id = s.hat
  left join facility f on f.id = h.facility
  left join session_activity v on v.session = s.id;

grant select, insert on factor, recovery_code, factor_reset to tasuki_front;
grant update (sealed, last_step, sealed_next, next_at) on factor to tasuki_front;
grant update (used_at, replaced_at) on recovery_code to tasuki_front;
grant update (state, decided_by, decided_at) on factor_reset to tasuki_front;
grant update (factor_since, factor_changed_at, enrol_until) on account to tasuki_front;
grant update (second_factor_at, proved_at) on session to tasuki_front;

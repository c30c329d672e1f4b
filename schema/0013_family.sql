-- The patient-and-family timeline (Art. 16-5): relatives by one-time link, and the patient's word on who comes in.

-- Who a relative is, is patient data: name and 続柄 are sealed under the family timeline's key and end with it.
alter table person alter column name drop not null, alter column kana drop not null; -- null: of the patient's side; see hat.sealed
alter table hat
  add column sealed bytea,          -- JSON {"name","relation"}; SEAL_KIN, row = hat
  add column patient_self boolean not null default false, -- the patient, in their own timeline
  add column key_person boolean not null default false,   -- キーパーソン
  add constraint hat_kin_check check ((kind = 'kin') = (sealed is not null) and (kind = 'kin' or not (patient_self or key_person)));

-- A relative has no profession and no facility; `sealed` is opened by the program, with the key of the patient's family timeline.
create or replace view hat_person as
select h.id as hat, h.account, case when h.kind = 'kin' then
    jsonb_build_object('hat', h.id, 'kind', h.kind, 'name', '', 'kana', '', 'profession', null, 'ended', h.ended_at is not null, 'facility', null,
      'relation', '', 'self', h.patient_self, 'sealed', encode(h.sealed, 'hex'),
      'space', (select s.id from space s where s.patient = h.patient and s.kind = 'family'))
  else jsonb_build_object('hat', h.id, 'kind', h.kind, 'name', p.name, 'kana', p.kana, 'profession', h.profession,
    'ended', h.ended_at is not null, 'facility', case when f.id is not null then jsonb_build_object('id', f.id, 'name', f.name, 'kind', f.kind,
      'outside', f.outside, 'phone_day', f.phone_day, 'phone_night', f.phone_night) end) end as person
  from hat h
  join account a on a.id = h.account
  join person p on p.id = a.person
  left join facility f on f.id = h.facility;

-- A one-time link for one person into one family timeline. The link itself is nowhere: only the hash of its token.
create table kin_invitation (
  id uuid primary key,
  space uuid not null references space,
  by uuid not null references hat,
  sealed bytea not null,            -- JSON {"name","relation","identified"}; SEAL_KIN, row = id
  patient_self boolean not null,
  key_person boolean not null,
  token_hash bytea not null unique check (length(token_hash) = 32),
  state text not null check (state in ('waiting', 'waiting_patient', 'joined', 'declined', 'cancelled')),
  at bigint not null,
  expires_at bigint not null,
  decided_at bigint,
  hat uuid references hat           -- who came by it
);
create index kin_invitation_space on kin_invitation (space, at);

-- Somebody new in a family timeline, as the patient (or a キーパーソン) is told of it, or asked: then the membership waits here.
create table newcomer (
  id uuid primary key,
  space uuid not null references space,
  hat uuid not null references hat,
  by uuid references hat,           -- who invited
  role text not null check (role in ('member', 'delegate')),
  sealed_relation bytea,            -- as member.sealed_relation
  all_history boolean not null,
  state text not null check (state in ('waiting', 'told', 'seen', 'approved', 'objected', 'settled', 'withdrawn')), -- waiting: not in yet
  at bigint not null,
  decided_at bigint,
  decided_by uuid references hat
);
create unique index newcomer_now on newcomer (space, hat) where state in ('waiting', 'told', 'objected');

grant select, insert on kin_invitation, newcomer to tasuki_front;
grant insert on person, account, hat to tasuki_front;
grant update (ended_at) on hat to tasuki_front;
grant update (token_hash, expires_at, state, decided_at, hat) on kin_invitation to tasuki_front;
grant update (state, decided_at, decided_by) on newcomer to tasuki_front;

-- A worker lets relatives in by their links; staff, office and committee it can neither make nor end.
create function kin_only() returns trigger language plpgsql as $$
begin
  raise exception 'this role makes and ends accounts of the patient''s side only';
end $$;
create trigger kin_only before insert on account for each row
  when (current_user = 'tasuki_front' and new.side <> 'patient_side') execute function kin_only();
create trigger kin_only before insert or update of ended_at on hat for each row
  when (current_user = 'tasuki_front' and new.kind <> 'kin') execute function kin_only();

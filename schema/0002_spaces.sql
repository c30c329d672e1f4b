-- The life of spaces: instruction, consent, invitations, hand-over, agreement, archive; family timelines, free groups, ties and the board.

-- Spaces of every kind. ----------------------------------------------------------------------------------------------------------

alter table space alter column facility drop not null; -- the board belongs to the region
alter table space add constraint space_facility_check check ((kind = 'board') = (facility is null));
alter table space
  add column sealed_title bytea,    -- name of a circle; SEAL_TITLE, row = space, version 0
  add column entry text not null default 'invitation' check (entry in ('invitation', 'request')), -- how one gets into a circle
  add column instruction text not null default 'own' check (instruction in ('own', 'waiting', 'confirmed', 'declared', 'withdrawn')),
  add column archive_reason text check (archive_reason in ('death', 'moved', 'ended', 'other')),
  add column archived_by uuid references hat,
  add column attending_at bigint,   -- since when the 主治医 is who it is, or is gone; null: since the beginning
  add column closed_at bigint,      -- circle closed, tie ended
  add column closed_by uuid references hat,
  add column erased_at bigint;      -- completely deleted: the row stays as a number without content
alter table space add constraint space_archive_check check ((archived_at is null) = (archive_reason is null)) not valid;
create unique index space_board on space (kind) where kind = 'board';

alter table space drop constraint space_consent_check;
alter table space add constraint space_consent_check check (consent in ('none', 'recorded', 'prior', 'withdrawn', 'not_needed')
  and (kind in ('care', 'family')) = (consent <> 'not_needed'));
alter table member drop constraint member_role_check;
alter table member add constraint member_role_check check (role in ('attending', 'delegate', 'manager', 'member'));
alter table event drop constraint event_kind_check;
alter table event add constraint event_kind_check check (kind in ('post', 'edit', 'delete', 'reaction', 'member_add', 'member_remove', 'attending',
  'role', 'space')); -- role: of a member; space: state, title, consent, agreement … (read the space again)

-- The last net under the policy function: who can be in a space at all.
create function member_fits() returns trigger language plpgsql as $$
declare space_kind text; space_patient uuid; h public.hat;
begin
  select s.kind, s.patient into space_kind, space_patient from public.space s where s.id = new.space;
  select * into h from public.hat x where x.id = new.hat;
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
end $$;
create trigger member_fits before insert or update of role on member for each row execute function member_fits();

-- Kind, patient and host of a space never change (attack 15).
create function space_is_fixed() returns trigger language plpgsql as $$
begin
  if new.kind <> old.kind or new.patient is distinct from old.patient or new.facility is distinct from old.facility then
    raise exception using errcode = 'check_violation', message = 'kind, patient and facility of a space never change';
  end if;
  return new;
end $$;
create trigger space_is_fixed before update on space for each row execute function space_is_fixed();

-- 主治医の指示 (Art. 16-2): that somebody opens or manages a timeline on the 主治医's word. space null = standing, for all patients.
create table instruction (
  id uuid primary key,
  space uuid references space,
  attending uuid references hat check (attending is not null or state = 'declared'),
  delegate uuid not null references hat,
  given_on date not null,
  way text not null check (way in ('oral', 'phone', 'fax', 'letter', 'here')), -- here: given in the product itself
  state text not null check (state in ('waiting', 'confirmed', 'refused', 'declared', 'withdrawn')),
  at bigint not null,
  decided_at bigint
);
create index instruction_waiting on instruction (attending) where state = 'waiting';
create unique index instruction_now on instruction (space, delegate) where state in ('waiting', 'confirmed', 'declared') and space is not null;
create unique index instruction_standing on instruction (attending, delegate) where state in ('waiting', 'confirmed') and space is null;

-- 様式5 (Art. 19). What names people is sealed under the care space's key.
create table consent (
  id uuid primary key,
  space uuid not null references space,       -- the care space
  kind text not null check (kind in ('signed', 'prior')),
  sealed bytea not null,            -- JSON {"giver","relation","explained_by","original_at"}; SEAL_CONSENT, row = id
  signed_on date not null,
  copy_on date check (kind = 'prior' or copy_on is not null),
  scope_photo boolean not null,
  scope_family boolean not null,
  scope_disaster boolean not null,
  scope_after_death boolean not null,
  recorded_by uuid not null references hat,
  recorded_at bigint not null,
  withdrawn_at bigint,
  withdrawn_by uuid references hat
);
create unique index consent_now on consent (space) where withdrawn_at is null;

-- Invitations of staff into any space; those of relatives are links (kin_invitation).
create table invitation (
  id uuid primary key,
  space uuid not null references space,
  hat uuid not null references hat,
  by uuid not null references hat,
  sealed_relation bytea,            -- SEAL_RELATION, row = hat, version 0: as member.sealed_relation
  history text not null check (history in ('all', 'from_now')),
  role text not null default 'member' check (role in ('member', 'manager')),
  state text not null check (state in ('waiting', 'waiting_patient', 'accepted', 'declined', 'cancelled', 'expired')),
  at bigint not null,
  expires_at bigint not null,
  decided_at bigint
);
create unique index invitation_now on invitation (space, hat) where state in ('waiting', 'waiting_patient');
create index invitation_hat on invitation (hat) where state in ('waiting', 'waiting_patient');

-- 主治医の交代 (decision 2): offered, and taken over by the new one.
create table handover (
  id uuid primary key,
  space uuid not null references space,
  from_hat uuid references hat,     -- null: the 主治医 is gone
  to_hat uuid not null references hat,
  by uuid not null references hat,  -- never to_hat
  state text not null check (state in ('offered', 'accepted', 'declined', 'cancelled')),
  at bigint not null,
  decided_at bigint,
  check (by <> to_hat)
);
create unique index handover_now on handover (space) where state = 'offered';
create index handover_to on handover (to_hat) where state = 'offered';

-- A 主治医 whose hat or facility ends leaves no timeline unnoticed, whoever ends it and by which road: 'attending pending', as an event of the
-- stream, in the ending's own transaction (decisions 2, 12).
create function attending_gone(gone uuid[], gone_at bigint) returns void language plpgsql as $$
declare s record;
begin
  for s in select id, seq + 1 as seq from public.space where attending = any(gone) and not attending_pending and erased_at is null
      order by id for no key update loop
    update public.space set attending_pending = true, attending_at = gone_at, seq = s.seq where id = s.id;
    insert into public.event (space, seq, kind, at) values (s.id, s.seq, 'attending', gone_at);
    perform pg_notify('feed', s.id || ':' || s.seq);
  end loop;
end $$;
create function hat_ended() returns trigger language plpgsql as $$
begin
  perform public.attending_gone(array[new.id], new.ended_at);
  return null;
end $$;
create trigger hat_ended after update of ended_at on hat for each row when (old.ended_at is null and new.ended_at is not null)
  execute function hat_ended();
create function facility_ended() returns trigger language plpgsql as $$
begin
  perform public.attending_gone((select array_agg(id) from public.hat where facility = new.id), new.ended_at);
  return null;
end $$;
create trigger facility_ended after update of ended_at on facility for each row when (old.ended_at is null and new.ended_at is not null)
  execute function facility_ended();

-- 取り決め of a timeline (Art. 16-8), 趣旨 and 使い方 of a circle (Art. 17-4): versioned, confirmed by each member.
create table agreement (
  space uuid not null references space,
  version integer not null check (version >= 1),
  sealed bytea not null,            -- JSON {"text"} or {"aim","rules"}; SEAL_AGREEMENT, row = space, version
  by uuid not null references hat,
  at bigint not null,
  primary key (space, version)
);
create table agreement_confirm (
  space uuid not null,
  version integer not null,
  hat uuid not null references hat,
  at bigint not null,
  primary key (space, version, hat),
  foreign key (space, version) references agreement
);

-- 保管を主治医に提案する (Art. 16-6).
create table archive_proposal (
  id uuid primary key,
  space uuid not null references space,
  by uuid not null references hat,
  reason text not null check (reason in ('death', 'moved', 'ended', 'other')),
  state text not null check (state in ('waiting', 'done', 'dismissed')),
  at bigint not null,
  decided_at bigint
);
create unique index archive_proposal_now on archive_proposal (space) where state = 'waiting';

-- 参加の希望 into a circle that is open to request.
create table circle_request (
  id uuid primary key,
  space uuid not null references space,
  hat uuid not null references hat,
  sealed_reason bytea,              -- SEAL_RELATION, row = hat, version 0
  state text not null check (state in ('waiting', 'accepted', 'declined', 'withdrawn')),
  at bigint not null,
  decided_at bigint,
  decided_by uuid references hat
);
create unique index circle_request_now on circle_request (space, hat) where state = 'waiting';

-- つながりを申し込む (Art. 18): the space exists from the request on and gets its members at the acceptance.
create table tie_request (
  id uuid primary key,
  space uuid not null unique references space,
  from_hat uuid not null references hat,
  to_hat uuid not null references hat,
  sealed_reason bytea not null,     -- SEAL_RELATION, row = from_hat, version 0
  state text not null check (state in ('waiting', 'accepted', 'declined', 'withdrawn')),
  at bigint not null,
  decided_at bigint,
  check (from_hat <> to_hat)
);
create unique index tie_request_now on tie_request (least(from_hat, to_hat), greatest(from_hat, to_hat)) where state = 'waiting';
create index tie_request_to on tie_request (to_hat) where state = 'waiting';
create table tie_block (
  by uuid not null references hat,
  hat uuid not null references hat,
  at bigint not null,
  lifted_at bigint,
  primary key (by, hat)
);

-- A session with what its state and its rules are judged by.
create or replace view session_facts as
select s.id, s.token_hash, s.account, s.hat, h.kind, s.state, s.started_at, s.end_at, s.idle_ms, v.at as active_at,
  a.state = 'active' as account_active, (h.ended_at is not null or f.ended_at is not null) as hat_ended, h.facility, h.facility_admin,
  coalesce(h.profession in ('physician', 'dentist'), false) as physician
  from session s
  join account a on a.id = s.account
  join hat h on h.id = s.hat
  left join facility f on f.id = h.facility
  left join session_activity v on v.session = s.id;

-- One form of a name for finding it: widths, case and kana folded, no spaces.
create function folded(words text) returns text language sql immutable strict parallel safe as $$
select translate(lower(normalize(words, nfkc)), 'ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ 　',
  'ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ')
$$;

-- Staff as whoever invites sees them: everybody who is in the directory at all.
create view directory_staff as
select h.id as hat, h.facility, p.kana, x.person, folded(p.name) || ' ' || folded(p.kana) || ' ' || folded(f.name) as words
  from hat h
  join account a on a.id = h.account
  join person p on p.id = a.person
  join facility f on f.id = h.facility
  join hat_person x on x.hat = h.id
 where h.kind = 'staff' and h.ended_at is null and f.ended_at is null and a.state = 'active';

-- Rights. ------------------------------------------------------------------------------------------------------------------------

grant select on directory_staff, instruction, consent, invitation, handover, agreement, agreement_confirm, archive_proposal, circle_request, tie_request, tie_block
  to tasuki_front;
grant insert on space, member, patient, patient_identity, instruction, consent, invitation, handover, agreement, agreement_confirm, archive_proposal,
  circle_request, tie_request, tie_block to tasuki_front;
grant update (consent, archived_at, archive_reason, archived_by, read_until, attending, sealed_attending, attending_pending, attending_at, instruction,
  sealed_title, entry, closed_at, closed_by) on space to tasuki_front;
grant update (to_seq, to_at, role) on member to tasuki_front;
grant update (version, sealed) on patient_identity to tasuki_front;
grant update (state, decided_at) on instruction, invitation, handover, archive_proposal, tie_request to tasuki_front;
grant update (expires_at) on invitation to tasuki_front;
grant update (state, decided_at, decided_by) on circle_request to tasuki_front;
grant update (withdrawn_at, withdrawn_by) on consent to tasuki_front;
grant update (at, lifted_at) on tie_block to tasuki_front;
grant select, insert, update on instruction, consent, agreement, agreement_confirm, invitation, handover to tasuki_demo;

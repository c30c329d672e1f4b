-- 完全削除 (Art. 16-7): the wish, the steps of office and clinic, two approvals, the waiting period.

-- A request. It knows the timeline by number only: neither names nor telephone numbers are ever written here.
create table erasure (
  id uuid primary key,
  number text not null unique,      -- R-2026-0001: on the paper and on every screen; says nothing about anybody
  way text not null check (way in ('paper', 'phone', 'account', 'passed')),
  asked_by uuid not null references hat, -- who entered it: the clerk (paper, phone), a relative (account), 主治医 or 管理担当 (passed)
  asked_at bigint not null,
  facility uuid not null references facility, -- the clinic that knows which timeline it is
  space uuid references space,      -- the care timeline, once somebody who manages it has named it; all spaces of its patient go
  state text not null check (state in ('open', 'accepted', 'approved', 'pausing', 'objected', 'executing', 'erased', 'ended')),
  attached_at bigint,
  attached_by uuid references hat,
  confirmed_at bigint,              -- who wishes it saw name and number of posts, and confirmed
  confirmed_by uuid references hat, -- on whose screen
  called_at bigint,                 -- the office called back
  called_by uuid references hat,
  checked_at bigint,                -- ご本人確認
  checked_by uuid references hat,
  check_way text check (check_way in ('in_person', 'letter', 'phone')),
  answered_at bigint,               -- the 主治医's answer
  answered_by uuid references hat,
  transcribed boolean,
  dispute boolean,
  care_goes_on boolean,
  hold text check (hold in ('transcription', 'dispute', 'other')),
  hold_review date check ((hold is null) = (hold_review is null)),
  held_at bigint,
  held_by uuid references hat,
  accepted_at bigint,               -- writing is frozen from here on
  accepted_by uuid references hat,
  digest bytea check (length(digest) = 32), -- what the approvals are bound to (erasure_digest)
  paused_at bigint,                 -- by the clock of `job`
  due_at bigint,
  objected_at bigint,
  objected_by uuid references hat,
  decided_at bigint,                -- by the committee, after an objection
  decided_by uuid references hat,
  decision text check (decision in ('go_on', 'stop')),
  decision_reason text check (decision_reason in ('patient_wish', 'no_reason', 'record_needed', 'dispute', 'other')),
  ended_at bigint,                  -- without a deletion
  ended_by uuid references hat,
  end_reason text check (end_reason in ('withdrawn', 'not_confirmed', 'mistake', 'stopped')),
  executing_at bigint,              -- the point of no return
  purged_at bigint,
  erased_at bigint
);
comment on table erasure is 'kept when a space is purged: what became of a wish, by number';
create unique index erasure_now on erasure (space) where state not in ('erased', 'ended');
create index erasure_facility on erasure (facility) where state = 'open' and space is null;

-- What goes, counted when writing was frozen.
create table erasure_space (
  erasure uuid not null references erasure,
  space uuid not null references space,
  kind text not null,
  key_epoch bigint not null,        -- of the space's key
  seq bigint not null,              -- of the newest event then
  posts bigint not null,
  versions bigint not null,         -- further texts of the same posts
  members bigint not null,
  ledger_no bigint,                 -- of the line in the 完全削除台帳: the key is destroyed
  destroyed_at bigint,
  primary key (erasure, space)
);
comment on table erasure_space is 'kept when a space is purged: what went, counted';

create table erasure_approval (
  erasure uuid not null references erasure,
  hat uuid not null references hat,
  session uuid not null references session, -- in which the password was proved again
  digest bytea not null,            -- what was approved
  at bigint not null,
  voided_at bigint,
  primary key (erasure, hat, at)
);

-- Who was told, content-free; those of the timeline's side may object.
create table erasure_notice (
  erasure uuid not null references erasure,
  hat uuid not null references hat,
  role text not null check (role in ('attending', 'manager', 'patient_side', 'facility_admin', 'committee')),
  told_at bigint not null,
  objected_at bigint,
  primary key (erasure, hat)
);
create index erasure_notice_hat on erasure_notice (hat);

create table erasure_counter (
  year integer primary key,
  n integer not null
);

-- Of a decision nobody may make about their own: who asked or answered, whoever is or was in it, relatives, and the people of the clinic,
-- of the requester's and of the 主治医's facility. Judged for the human being, whatever hat is worn.
create function erasure_conflict(of_erasure uuid, of_hat uuid) returns boolean language sql stable as $$
with me as (
  select h.id, h.facility, h.patient from public.hat h join public.account a on a.id = h.account
   where a.person = (select b.person from public.hat g join public.account b on b.id = g.account where g.id = of_hat)),
e as (select * from public.erasure x where x.id = of_erasure),
s as (select x.id, x.patient, x.attending from public.space x
   where x.patient = (select y.patient from public.space y join e on e.space = y.id))
select exists (select from me, e where me.id = e.asked_by and e.way in ('account', 'passed') or me.id in (e.attached_by, e.confirmed_by, e.answered_by, e.objected_by))
  or exists (select from me join public.member m on m.hat = me.id join s on s.id = m.space)
  or exists (select from me join s on s.patient = me.patient)
  or exists (select from me, e where me.facility = e.facility or me.facility = (select h.facility from public.hat h where h.id = e.asked_by)
    or me.facility in (select h.facility from s join public.hat h on h.id = s.attending))
$$;

-- How many human beings could approve this one.
create function erasure_eligible(of_erasure uuid) returns bigint language sql stable as $$
select count(distinct a.person) from public.hat h join public.account a on a.id = h.account
 where h.kind in ('office', 'committee') and h.ended_at is null and a.state = 'active' and not public.erasure_conflict(of_erasure, h.id)
$$;

create function erasure_digest(of_erasure uuid) returns bytea language sql stable as $$
select sha256(convert_to('tasuki erasure 1 ' || e.number || (select string_agg(format(' %s key %s seq %s posts %s versions %s', x.space, x.key_epoch, x.seq,
    x.posts, x.versions), '' order by x.space) from public.erasure_space x where x.erasure = e.id), 'UTF8'))
  from public.erasure e where e.id = of_erasure
$$;

-- Approvals that count: of these words, by people who are still in office and free of conflict, one for each human being.
create function erasure_approved(of_erasure uuid) returns bigint language sql stable as $$
select count(distinct a.person) from public.erasure_approval p
  join public.erasure e on e.id = p.erasure
  join public.hat h on h.id = p.hat
  join public.account a on a.id = h.account
 where p.erasure = of_erasure and p.voided_at is null and p.digest = e.digest and h.kind in ('office', 'committee') and h.ended_at is null
   and a.state = 'active' and not public.erasure_conflict(of_erasure, p.hat)
$$;

-- Nothing was written since it was frozen, and no space of the patient has been left out.
create function erasure_intact(of_erasure uuid) returns boolean language sql stable as $$
select e.digest = public.erasure_digest(e.id)
  and not exists (select from public.space s where s.patient = (select c.patient from public.space c where c.id = e.space)
    and not exists (select from public.erasure_space x where x.erasure = e.id and x.space = s.id))
  and not exists (select from public.erasure_space x join public.event v on v.space = x.space and v.seq > x.seq
    where x.erasure = e.id and v.kind in ('post', 'edit', 'delete', 'reaction'))
  and not exists (select from public.erasure_space x where x.erasure = e.id and x.posts <> (select count(*) from public.post p where p.space = x.space))
  from public.erasure e where e.id = of_erasure
$$;

-- A request as the desk and the clinic see it: numbers, times and steps, nothing of what the timeline holds.
create view erasure_shown as
select e.id, jsonb_build_object('id', e.id, 'number', e.number, 'way', e.way, 'facility', f.name, 'asked_at', e.asked_at, 'state', e.state,
  'attached_at', e.attached_at, 'confirmed_at', e.confirmed_at, 'called_at', e.called_at, 'checked_at', e.checked_at, 'check_way', e.check_way,
  'answered_at', e.answered_at, 'transcribed', e.transcribed, 'dispute', e.dispute, 'care_goes_on', e.care_goes_on,
  'hold', e.hold, 'hold_review', e.hold_review, 'accepted_at', e.accepted_at, 'digest', encode(e.digest, 'hex'),
  'spaces', coalesce(x.spaces, 0), 'posts', coalesce(x.posts, 0),
  'approvals', coalesce((select jsonb_agg(jsonb_build_object('person', h.person, 'at', p.at) order by p.at)
     from erasure_approval p join hat_person h on h.hat = p.hat where p.erasure = e.id and p.voided_at is null), '[]'),
  'paused_at', e.paused_at, 'due_at', e.due_at, 'objected_at', e.objected_at, 'decided_at', e.decided_at, 'decision', e.decision,
  'decision_reason', e.decision_reason, 'ended_at', e.ended_at, 'end_reason', e.end_reason, 'executing_at', e.executing_at, 'erased_at', e.erased_at) as shown
  from erasure e
  join facility f on f.id = e.facility
  left join lateral (select count(*) as spaces, sum(y.posts) as posts from erasure_space y where y.erasure = e.id) x on true;

-- What front may write is a request: the waiting period and everything after it belongs to `job`.
create function erasure_by_job() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'insufficient_privilege', message = 'waiting and execution of a deletion belong to job';
end $$;
create trigger erasure_by_job before update on erasure for each row
  when (current_user = 'tasuki_front' and (old.state in ('executing', 'erased') or new.state in ('pausing', 'executing', 'erased')
    and new.state is distinct from old.state)) execute function erasure_by_job();

-- Both approvals are gone: it must be approved again, as it is now.
create function erasure_void(of_erasure uuid, now bigint) returns void language plpgsql as $$
begin
  update public.erasure_approval set voided_at = now where erasure = of_erasure and voided_at is null;
  update public.erasure_space x set seq = s.seq, posts = (select count(*) from public.post p where p.space = x.space),
      versions = (select count(*) from public.post_version v join public.post p on p.id = v.post where p.space = x.space)
    from public.space s where s.id = x.space and x.erasure = of_erasure;
  update public.erasure set state = 'accepted', digest = public.erasure_digest(id), paused_at = null, due_at = null where id = of_erasure;
end $$;

create function erasure_lock(of_erasure uuid) returns public.erasure language plpgsql as $$
declare e public.erasure;
begin
  perform from public.space s where s.patient = (select c.patient from public.space c join public.erasure x on x.space = c.id where x.id = of_erasure)
    order by s.id for no key update;
  select * into e from public.erasure x where x.id = of_erasure for update;
  return e;
end $$;

-- The waiting period begins: whoever is concerned is told, by number. What comes back: 'pausing', or why it does not begin.
create function erasure_pause(of_erasure uuid, now bigint, due bigint) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare e public.erasure; n record;
begin
  e := public.erasure_lock(of_erasure);
  if e.state <> 'approved' then return e.state; end if;
  if due < now + 259200000 then return 'short'; end if;
  if public.erasure_approved(e.id) < 2 or not public.erasure_intact(e.id) then
    perform public.erasure_void(e.id, now);
    return 'void';
  end if;
  for n in
    select distinct on (hat) hat, role from (
      select s.attending as hat, 'attending' as role, 1 as first from public.erasure_space x join public.space s on s.id = x.space where x.erasure = e.id
      union all select m.hat, 'manager', 2 from public.erasure_space x join public.member m on m.space = x.space and m.to_seq is null
        where x.erasure = e.id and m.role in ('attending', 'delegate')
      union all select m.hat, 'patient_side', 3 from public.erasure_space x join public.member m on m.space = x.space and m.to_seq is null
        join public.hat h on h.id = m.hat where x.erasure = e.id and h.kind = 'kin'
      union all select h.id, 'facility_admin', 4 from public.hat h where h.facility_admin and h.facility in (
        select e.facility union select s.facility from public.erasure_space x join public.space s on s.id = x.space where x.erasure = e.id
        union select t.facility from public.erasure_space x join public.space s on s.id = x.space join public.hat t on t.id = s.attending where x.erasure = e.id)
      union all select h.id, 'committee', 5 from public.hat h where h.kind = 'committee') told
     where hat is not null and exists (select from public.hat h where h.id = told.hat and h.ended_at is null)
     order by hat, first
  loop
    insert into public.erasure_notice (erasure, hat, role, told_at) values (e.id, n.hat, n.role, now) on conflict do nothing;
    perform pg_notify('inbox', n.hat::text);
  end loop;
  update public.erasure set state = 'pausing', paused_at = now, due_at = due where id = e.id;
  return 'pausing';
end $$;

-- Rights: front records and asks; job begins the waiting period, by a function that judges the approvals anew. --------------------------

grant select on erasure, erasure_approval, erasure_notice, erasure_shown, erasure_space to tasuki_front;
grant insert on erasure, erasure_approval, erasure_counter, erasure_notice, erasure_space to tasuki_front;
grant select, update (n) on erasure_counter to tasuki_front;
grant update (space, state, attached_at, attached_by, confirmed_at, confirmed_by, called_at, called_by, checked_at, checked_by, check_way, answered_at, answered_by,
  transcribed, dispute, care_goes_on, hold, hold_review, held_at, held_by, accepted_at, accepted_by, digest, objected_at, objected_by, decided_at,
  decided_by, decision, decision_reason, ended_at, ended_by, end_reason) on erasure to tasuki_front;
grant update (objected_at) on erasure_notice to tasuki_front;
grant update (frozen_at) on space to tasuki_front;
grant select on erasure, erasure_approval, erasure_space to tasuki_job;
revoke execute on function erasure_pause, erasure_void, erasure_lock from public;
grant execute on function erasure_pause to tasuki_job;

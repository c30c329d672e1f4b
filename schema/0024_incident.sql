-- トラブル連絡 (Art. 14-2), 注意 and 指導 (Art. 11), and accounts that are stopped. What is written here is the office's data: a text with patient data
-- is refused before it comes here (domain/guard), so nothing is sealed.

create table incident (
  id uuid primary key,              -- made by the client: the same again is the same report
  no bigint generated always as identity unique, -- what one says on the telephone
  facility uuid not null references facility, -- of who reported it, as of then
  by uuid not null references hat,
  about uuid references hat,        -- whose device or account it is, when a 施設管理者 reports it for somebody
  kind text not null check (kind in ('lost_device', 'wrong_recipient', 'wrong_patient', 'intrusion', 'other')),
  noticed_at bigint not null,
  words text not null check (length(words) between 1 and 2000),
  first text[] not null,            -- what was done at once
  signed_out boolean not null,      -- the sessions of whom it concerns ended with the report
  state text not null check (state in ('reported', 'handling', 'closed')),
  version integer not null default 1, -- goes up with every change
  at bigint not null,
  answer_by bigint not null,        -- after that the office is reminded …
  reminded_at bigint,               -- … and was
  answered_at bigint,               -- the office took it up
  open_since bigint not null,       -- reported, or opened again
  closed_at bigint check ((state = 'closed') = (closed_at is not null))
);
create index incident_facility on incident (facility, at);
create index incident_open on incident (state, answer_by) where state <> 'closed';

-- Its history.
create table incident_step (
  incident uuid not null references incident,
  n integer not null,
  kind text not null check (kind in ('reported', 'note', 'handling', 'closed', 'reopened')),
  at bigint not null,
  hat uuid not null references hat,
  words text check (length(words) between 1 and 2000), -- closed: what was done
  prevention text check (length(prevention) between 1 and 2000) check ((kind = 'closed') = (prevention is not null)), -- how it will not happen again
  primary key (incident, n)
);

-- Who reads one: office and committee every one, a 施設管理者 those of the own facility, who reported it.
create function incident_seen(one incident, by_hat uuid) returns boolean language sql stable as $$
select exists (select from public.hat w where w.id = by_hat and w.ended_at is null
  and (w.kind in ('office', 'committee') or w.kind = 'staff' and (one.by = w.id or w.facility_admin and w.facility = one.facility)))
$$;

-- Reminds the desks once of what nobody has answered in time; how many.
create function incident_remind(remind_at bigint) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare late bigint;
begin
  update public.incident set reminded_at = remind_at where state = 'reported' and answer_by < remind_at and reminded_at is null;
  get diagnostics late = row_count;
  if late > 0 then
    perform pg_notify('inbox', h.id::text) from public.hat h where h.kind in ('office', 'committee') and h.ended_at is null;
  end if;
  return late;
end $$;
revoke all on function incident_remind(bigint) from public;

-- 注意 and 指導 to a member of the staff, by the committee.
create table warning (
  id uuid primary key,              -- made by the client
  hat uuid not null references hat,
  kind text not null check (kind in ('warning', 'guidance')),
  words text not null check (length(words) between 1 and 2000),
  due_on date not null,             -- a day in Japan, by which it is to be acknowledged
  by uuid not null references hat,
  at bigint not null,
  acknowledged_at bigint,
  withdrawn_at bigint,
  withdrawn_by uuid references hat,
  withdrawn_words text check (length(withdrawn_words) between 1 and 1000),
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_words is null))
);
create index warning_hat on warning (hat, at);

-- 緊急停止 of an account, for its security; 利用停止, where the region allows it. Stopped, nobody signs in with it.
alter table account drop constraint account_state_check;
alter table account add constraint account_state_check check (state in ('active', 'disabled', 'stopped'));

create table stop (
  id uuid primary key,              -- made by the client
  account uuid not null references account,
  hat uuid not null references hat, -- by which it was found
  kind text not null check (kind in ('security', 'suspension')),
  reason text check (reason in ('lost', 'misuse', 'asked', 'other')) check ((kind = 'security') = (reason is not null)),
  words text check (length(words) between 1 and 1000) check (kind = 'security' or words is not null),
  by uuid not null references hat,
  at bigint not null,
  lifted_by uuid references hat,
  lifted_at bigint,
  lifted_words text check (length(lifted_words) between 1 and 1000),
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_words is null))
);
create unique index stop_now on stop (account) where lifted_at is null;

-- Who may be stopped by this hat: staff, office and committee, never oneself with whichever account.
create function stop_account(by_hat uuid, of_hat uuid) returns uuid language sql stable as $$
select a.id from public.hat h join public.account a on a.id = h.account and a.side = 'staff'
  join public.hat w on w.id = by_hat and w.kind in ('office', 'committee') and w.ended_at is null
  join public.account wa on wa.id = w.account
 where h.id = of_hat and h.ended_at is null and a.person <> wa.person
$$;

-- The one way in which the server stops an account. Its sessions die in the same transaction (account_sessions_end). Null: nobody who may be stopped by
-- this hat; false: it is no active account.
create function stop_put(new_id uuid, by_hat uuid, of_hat uuid, new_kind text, new_reason text, new_words text, put_at bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare of_account uuid := public.stop_account(by_hat, of_hat);
begin
  if of_account is null or new_kind <> 'security' and not exists (select from public.hat w where w.id = by_hat and w.kind = 'committee') then
    return null;
  end if;
  perform public.sessions_settle((select array_agg(s.id) from public.session s where s.account = of_account and s.state <> 'ended'));
  update public.account set state = 'stopped' where id = of_account and state = 'active';
  if not found then
    return false;
  end if;
  insert into public.stop (id, account, hat, kind, reason, words, by, at) values (new_id, of_account, of_hat, new_kind, new_reason, new_words, by_hat, put_at);
  return true;
end $$;
revoke all on function stop_put(uuid, uuid, uuid, text, text, text, bigint) from public;

-- Lifts one: never who put it, never whom it concerns; a 利用停止 the committee only. A session that was being made when it was stopped ends now. Null:
-- none for this hat; false: lifted already.
create function stop_lift(of_stop uuid, by_hat uuid, why text, lift_at bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  x public.stop;
  left_over uuid[];
begin
  select s.* into x from public.stop s where s.id = of_stop;
  if x.id is null or not public.stop_liftable(x, by_hat) then
    return null;
  end if;
  left_over := (select array_agg(s.id) from public.session s where s.account = x.account and s.state <> 'ended');
  perform public.sessions_settle(left_over);
  update public.stop set lifted_by = by_hat, lifted_at = lift_at, lifted_words = why where id = of_stop and lifted_at is null;
  if not found then
    return false;
  end if;
  perform public.sessions_end(left_over, lift_at);
  update public.account set state = 'active' where id = x.account and state = 'stopped';
  return true;
end $$;
revoke all on function stop_lift(uuid, uuid, text, bigint) from public;

create function stop_liftable(one stop, by_hat uuid) returns boolean language sql stable as $$
select exists (select from public.hat w join public.account wa on wa.id = w.account
    join public.hat b on b.id = one.by join public.account ba on ba.id = b.account
    join public.account a on a.id = one.account
  where w.id = by_hat and w.ended_at is null and (w.kind = 'committee' or w.kind = 'office' and one.kind = 'security')
    and wa.person <> ba.person and wa.person <> a.person)
$$;

grant select, insert on incident, incident_step, warning to tasuki_front;
grant update (state, version, answered_at, open_since, closed_at) on incident to tasuki_front;
grant update (acknowledged_at, withdrawn_at, withdrawn_by, withdrawn_words) on warning to tasuki_front;
grant select on stop to tasuki_front;
grant execute on function stop_put(uuid, uuid, uuid, text, text, text, bigint), stop_lift(uuid, uuid, text, bigint) to tasuki_front;
grant execute on function incident_remind(bigint) to tasuki_job;

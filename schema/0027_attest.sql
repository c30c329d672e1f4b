-- 在籍の確認: every so often a 施設管理者 confirms who still works at the facility. Stopped are only accounts that nobody confirmed and nobody used; it is
-- told before, and one act brings them back.

-- One question to a facility; the next one begins with the end of this one.
create table attest_round (
  id uuid primary key,
  facility uuid not null references facility,
  from_at bigint not null,          -- in use: signed in since then
  opened_at bigint not null,
  due_at bigint not null,
  step text not null check (step in ('ahead', 'week', 'day', 'overdue')), -- what was told last
  told_at bigint check ((told_at is not null) = (step = 'overdue')),      -- that it is overdue; the days of grace begin
  closed_at bigint
);
create unique index attest_round_now on attest_round (facility) where closed_at is null;
create index attest_round_facility on attest_round (facility, closed_at);

create table attest_answer (
  round uuid not null references attest_round,
  hat uuid not null references hat,
  answer text not null check (answer in ('stays', 'left')), -- left: the leaving itself is another act
  by uuid not null references hat,
  at bigint not null,
  primary key (round, hat)
);
create index attest_answer_hat on attest_answer (hat);

create table attest_stop (
  id uuid primary key,
  round uuid not null references attest_round,
  account uuid not null references account,
  hat uuid not null references hat, -- by which it was looked after
  at bigint not null,
  lifted_at bigint,
  lifted_by uuid references hat check ((lifted_by is null) = (lifted_at is null))
);
create unique index attest_stop_now on attest_stop (account) where lifted_at is null;

-- Everybody who is asked about in a round that is open: who came before it was opened, and has followed the invitation.
create view attest_asked as
select r.id as round, r.facility, h.id as hat, h.account, h.facility_admin, x.answer, x.by, x.at, t.at as stopped_at, a.state = 'active' as active,
  coalesce(x.answer = 'stays', false) or t.at is not null as settled,
  exists (select from hat o join session s on s.hat = o.id where o.account = h.account and s.started_at >= r.from_at)
    or exists (select from hat o where o.account = h.account and o.id <> h.id and o.ended_at is null and (o.kind <> 'staff' or o.from_at >= r.from_at
      or exists (select from attest_answer y where y.hat = o.id and y.answer = 'stays' and y.at >= r.from_at))) as vouched -- in use, or needed elsewhere
  from attest_round r
  join hat h on h.facility = r.facility and h.kind = 'staff' and h.ended_at is null and h.from_at < r.opened_at
  join account a on a.id = h.account and a.password <> 'none yet'
  left join attest_answer x on x.round = r.id and x.hat = h.id
  left join attest_stop t on t.account = h.account and t.lifted_at is null
 where r.closed_at is null;

-- loose: neither confirmed nor in use. Somebody must be left who can bring the account back, or it is not stopped: of 施設管理者 one who is not loose.
create view attest_loose as
select v.*, exists (
    select from hat k join account b on b.id = k.account and b.state = 'active'
     where k.facility = v.facility and k.facility_admin and k.ended_at is null and k.id <> v.hat and (not v.facility_admin
       or not exists (select from attest_asked w where w.round = v.round and w.hat = k.id and not w.settled and not w.vouched))) as can_stop
  from attest_asked v where not v.settled and not v.vouched and v.active;

create function attest_tell(of_facility uuid, to_office boolean) returns void language sql as $$
  select pg_notify('inbox', h.id::text) from public.hat h
   where h.ended_at is null and (h.facility = of_facility and h.facility_admin or to_office and h.kind = 'office');
  select null::void;
$$;

-- Asks where the time has come. Nobody is asked later than `ahead` days before it is due, however long nothing ran.
create function attest_open(now bigint, days bigint, ahead bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  place record;
  n bigint := 0;
  new_round uuid;
begin
  for place in
    select f.id, b.from_at from public.facility f
      cross join public.region g
      cross join lateral (select coalesce(max(r.closed_at), greatest(f.created_at, g.created_at)) as from_at
        from public.attest_round r where r.facility = f.id) b
     where f.ended_at is null and b.from_at + (days - ahead) * 86400000 <= now
       and not exists (select from public.attest_round r where r.facility = f.id and r.closed_at is null)
       and exists (select from public.hat h join public.account a on a.id = h.account and a.password <> 'none yet'
         where h.facility = f.id and h.ended_at is null)
  loop
    new_round := gen_random_uuid();
    insert into public.attest_round (id, facility, from_at, opened_at, due_at, step)
    values (new_round, place.id, place.from_at, now, greatest(place.from_at + days * 86400000, now + ahead * 86400000), 'ahead');
    insert into public.audit (at, act, result, object) values (now, 'attest_open', 'ok', new_round);
    perform public.attest_tell(place.id, false);
    n := n + 1;
  end loop;
  return n;
end $$;

-- Ends a round in which nobody waits for an answer any more.
create function attest_settle(of_round uuid, now bigint) returns boolean language plpgsql set search_path = pg_catalog, pg_temp as $$
declare of_facility uuid;
begin
  update public.attest_round r set closed_at = now
   where r.id = of_round and r.closed_at is null and not exists (select from public.attest_asked v where v.round = r.id and not v.settled)
   returning r.facility into of_facility;
  if of_facility is null then
    return false;
  end if;
  perform public.attest_tell(of_facility, true);
  return true;
end $$;

-- Says again what is due: in the last week, on the last day, when it is overdue.
create function attest_remind(now bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.attest_round;
  reached text;
  n bigint := 0;
begin
  for r in select * from public.attest_round where closed_at is null order by id for update loop
    if public.attest_settle(r.id, now) or exists (select from public.facility f where f.id = r.facility and f.ended_at is not null) then
      update public.attest_round set closed_at = now where id = r.id and closed_at is null;
      insert into public.audit (at, act, result, object) values (now, 'attest_close', 'ok', r.id);
      continue;
    end if;
    reached := case when r.due_at <= now then 'overdue' when r.due_at <= now + 86400000 then 'day' when r.due_at <= now + 604800000 then 'week' else 'ahead' end;
    if r.told_at is null and reached <> r.step then
      update public.attest_round set step = reached, told_at = case when reached = 'overdue' then now end where id = r.id;
      insert into public.audit (at, act, result, object) values (now, 'attest_' || reached, 'ok', r.id);
      perform public.attest_tell(r.facility, reached = 'overdue');
      n := n + 1;
    end if;
  end loop;
  return n;
end $$;

-- Stops what is neither confirmed nor in use, days of grace after it was told. Each is judged again under its lock: somebody may just sign in.
create function attest_stop_loose(now bigint, grace bigint) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.attest_round;
  one record;
  n bigint := 0;
begin
  for r in select * from public.attest_round where closed_at is null and told_at + grace * 86400000 <= now order by id for update loop
    for one in select v.hat, v.account from public.attest_loose v where v.round = r.id and v.can_stop order by v.hat loop
      perform from public.account where id = one.account for update;
      continue when not exists (select from public.attest_loose v where v.round = r.id and v.hat = one.hat and v.can_stop);
      insert into public.attest_stop (id, round, account, hat, at) values (gen_random_uuid(), r.id, one.account, one.hat, now);
      update public.account set state = 'disabled' where id = one.account;
      insert into public.audit (at, act, result, account, hat, object) values (now, 'attest_stop', 'ok', one.account, one.hat, r.id);
      n := n + 1;
    end loop;
    perform public.attest_tell(r.facility, true);
  end loop;
  return n;
end $$;

-- A 施設管理者 ($1) says of somebody ($2) whether they still work there: 'none': nobody is asked about; 'own': of oneself one does not say 'left';
-- 'stopped': the account is brought back first; else 'ok'.
create function attest_say(by_hat uuid, of_hat uuid, said text, said_at bigint) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_round uuid;
  asked public.attest_asked;
begin
  select r.id into of_round from public.hat w join public.attest_round r on r.facility = w.facility and r.closed_at is null
   where w.id = by_hat and w.kind = 'staff' and w.facility_admin and w.ended_at is null for update of r;
  select * into asked from public.attest_asked v where v.round = of_round and v.hat = of_hat;
  if asked.hat is null then
    return 'none';
  elsif asked.stopped_at is not null then
    return 'stopped';
  elsif said = 'left' and of_hat = by_hat then
    return 'own';
  end if;
  insert into public.attest_answer (round, hat, answer, by, at) values (of_round, of_hat, said, by_hat, said_at)
  on conflict (round, hat) do update set answer = said, by = by_hat, at = said_at;
  perform public.attest_settle(of_round, said_at);
  return 'ok';
end $$;

-- Brings back an account that was stopped: for any facility where its person works. False: it is not stopped, or not somebody of this facility.
create function attest_restore(by_hat uuid, of_hat uuid, restored_at bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_account uuid;
  of_facility uuid;
begin
  select h.account, w.facility into of_account, of_facility from public.hat w join public.hat h on h.facility = w.facility and h.kind = 'staff' and h.ended_at is null
   where w.id = by_hat and w.kind = 'staff' and w.facility_admin and w.ended_at is null and h.id = of_hat;
  perform from public.attest_round r where r.facility = of_facility and r.closed_at is null for update;
  update public.attest_stop set lifted_at = restored_at, lifted_by = by_hat where account = of_account and lifted_at is null;
  if not found then
    return false;
  end if;
  update public.account set state = 'active' where id = of_account and state = 'disabled' and password <> 'none yet';
  insert into public.attest_answer (round, hat, answer, by, at)
  select v.round, v.hat, 'stays', by_hat, restored_at from public.attest_asked v where v.facility = of_facility and v.hat = of_hat
  on conflict (round, hat) do update set answer = 'stays', by = by_hat, at = restored_at;
  perform public.attest_tell(of_facility, true);
  return true;
end $$;

revoke execute on function attest_tell, attest_open, attest_settle, attest_remind, attest_stop_loose, attest_say, attest_restore from public;
grant execute on function attest_open, attest_remind, attest_stop_loose to tasuki_job;
grant execute on function attest_say, attest_restore to tasuki_front;
grant select on attest_round, attest_answer, attest_stop, attest_asked, attest_loose to tasuki_front;

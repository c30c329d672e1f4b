-- Changes of staff by the 施設管理者 of their facility (Art. 12-2, 13), each with 従事者登録変更通知書（様式3） for the office in the same transaction.

alter table hat
  add column absent_since bigint check (absent_since is null or kind = 'staff'), -- 休職中: nobody wears it; what it is a member of, it stays a member of
  add column version integer not null default 1; -- goes up when name, kana or profession are changed

-- 様式3: what has changed, delivered to the office by being written. Nobody changes it but for 受領.
create table change_notice (
  id uuid primary key,
  year integer not null,
  n integer not null,               -- its number in that year
  facility uuid not null references facility,
  hat uuid not null references hat,
  kind text not null check (kind in ('invited', 'cancelled', 'changed', 'absent', 'back', 'left', 'second', 'admin', 'admin_over')),
  name text not null,               -- as of then, like what follows
  kana text not null,
  profession text not null,
  was jsonb,                        -- of changed: {"name","kana","profession"} before
  by uuid not null references hat,
  at bigint not null,
  received_at bigint,
  received_by uuid references hat,
  unique (year, n),
  check ((kind = 'changed') = (was is not null)),
  check ((received_at is null) = (received_by is null))
);
create index change_notice_facility on change_notice (facility, at);
create index change_notice_waiting on change_notice (at) where received_at is null;
create table change_counter (
  year integer primary key,
  n integer not null
);

-- Written by whatever changes staff, last of all: the year's number is taken under its lock.
create function change_write(of_hat uuid, of_kind text, words_before jsonb, by_hat uuid, changed_at bigint) returns void language plpgsql as $$
declare this_year integer := extract(year from to_timestamp(changed_at / 1000.0) at time zone 'Asia/Tokyo'); next integer;
begin
  insert into public.change_counter as c (year, n) values (this_year, 1) on conflict (year) do update set n = c.n + 1 returning c.n into next;
  insert into public.change_notice (id, year, n, facility, hat, kind, name, kana, profession, was, by, at)
  select gen_random_uuid(), this_year, next, h.facility, h.id, of_kind, p.name, p.kana, h.profession, words_before, by_hat, changed_at
    from public.hat h join public.account a on a.id = h.account join public.person p on p.id = a.person where h.id = of_hat;
  perform pg_notify('inbox', h.id::text) from public.hat h where h.kind = 'office' and h.ended_at is null;
end $$;

-- The facility that this hat looks after now.
create function staff_tends(by_hat uuid) returns uuid language sql stable as $$
select h.facility from public.hat h join public.facility f on f.id = h.facility
 where h.id = by_hat and h.kind = 'staff' and h.facility_admin and h.ended_at is null and h.absent_since is null and f.ended_at is null
$$;

-- Would the facility still have a 施設管理者 who is here without this one (Art. 13)? Its row is locked until the end: of two who go at once one stays.
create function admin_left(of_facility uuid, without uuid) returns boolean language plpgsql as $$
begin
  perform from public.facility where id = of_facility for no key update;
  return exists (select from public.hat h join public.account a on a.id = h.account
    where h.facility = of_facility and h.id <> without and h.facility_admin and h.ended_at is null and h.absent_since is null and a.state = 'active');
end $$;

-- One at a time at a facility takes sessions of others away, and nobody waits for it: they hold their own session, which the other may be waiting for.
create function staff_alone(of_facility uuid) returns boolean language sql as $$
select pg_try_advisory_xact_lock(hashtextextended('staff ' || of_facility, 0))
$$;

-- ok, not_found, conflict (changed since), attending_stays (a 主治医 who would be no physician any more).
create function staff_change(by_hat uuid, of_hat uuid, from_version integer, new_name text, new_kana text, new_profession text, changed_at bigint)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare h record; was record;
begin
  select x.account, x.version, x.profession, a.person into h from public.hat x join public.account a on a.id = x.account
   where x.id = of_hat and x.kind = 'staff' and x.ended_at is null and x.facility = public.staff_tends(by_hat) for no key update of x;
  if not found then
    return 'not_found';
  elsif h.version <> from_version then
    return 'conflict';
  end if;
  select p.name, p.kana into was from public.person p where p.id = h.person for no key update;
  if (was.name, was.kana, h.profession) = (new_name, new_kana, new_profession) then
    return 'ok';
  elsif h.profession in ('physician', 'dentist') and new_profession not in ('physician', 'dentist')
      and exists (select from public.space s where s.attending = of_hat and not s.attending_pending and s.erased_at is null) then
    return 'attending_stays';
  end if;
  update public.person set name = new_name, kana = new_kana where id = h.person;
  update public.hat set profession = new_profession, version = version + 1 where id = of_hat;
  -- A name is everywhere the same: other facilities of this person notify it too.
  perform public.change_write(x.id, 'changed', jsonb_build_object('name', was.name, 'kana', was.kana, 'profession',
      case x.id when of_hat then h.profession else x.profession end), by_hat, changed_at)
    from public.hat x where x.account = h.account and x.kind = 'staff' and x.ended_at is null
     and (x.id = of_hat or (was.name, was.kana) <> (new_name, new_kana)) order by x.from_at, x.id;
  return 'ok';
end $$;

-- 休職: sessions and sockets end at once, as at the end of a hat. ok, not_found (nor oneself), conflict (is so already, or another such act is under way), admin_needed.
create function staff_absence(by_hat uuid, of_hat uuid, begins boolean, changed_at bigint)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f uuid := public.staff_tends(by_hat); h record;
begin
  if not exists (select from public.hat x join public.account a on a.id = x.account join public.hat w on w.id = by_hat
      where x.id = of_hat and x.kind = 'staff' and x.ended_at is null and x.facility = f and a.state = 'active' and x.account <> w.account) then
    return 'not_found';
  elsif not public.staff_alone(f) then
    return 'conflict';
  end if;
  perform public.sessions_settle((select array_agg(s.id) from public.session s where s.hat = of_hat and s.state <> 'ended'));
  perform from public.facility where id = f for no key update;
  select x.facility_admin, x.absent_since into h from public.hat x where x.id = of_hat and x.ended_at is null for no key update;
  if not found or public.staff_tends(by_hat) is distinct from f then
    return 'not_found';
  elsif (h.absent_since is not null) = begins then
    return 'conflict';
  elsif begins and h.facility_admin and not public.admin_left(f, of_hat) then
    return 'admin_needed';
  end if;
  update public.hat set absent_since = case when begins then changed_at end where id = of_hat;
  if begins then
    perform public.sessions_end((select array_agg(s.id) from public.session s where s.hat = of_hat and s.state <> 'ended'), changed_at);
  end if;
  perform public.change_write(of_hat, case when begins then 'absent' else 'back' end, null, by_hat, changed_at);
  return 'ok';
end $$;

-- Nobody begins to wear what is absent: whoever looked before waits for the change here.
create function session_worn() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (select h.absent_since from public.hat h where h.id = new.hat for share) is not null then
    raise exception using errcode = 'check_violation', message = 'this hat is not worn now';
  end if;
  return new;
end $$;
create trigger session_worn before insert on session for each row execute function session_worn();

-- What a 施設管理者 offers, and the person accepts in their お知らせ: to be one too, to be one in the other's stead, a hat at this facility as well.
create table staff_offer (
  id uuid primary key,
  kind text not null check (kind in ('admin', 'hand_over', 'hat')),
  facility uuid not null references facility,
  by uuid not null references hat,
  hat uuid references hat check ((kind <> 'hat') = (hat is not null)), -- who is to be 施設管理者
  login text check ((kind = 'hat') = (login is not null)), -- whose hat it is to be, as it was typed
  account uuid references account check (kind = 'hat' or account is null), -- null: nobody's, and it waits all the same
  profession text check ((kind = 'hat') = (profession is not null)),
  state text not null check (state in ('waiting', 'accepted', 'declined', 'cancelled')),
  at bigint not null,
  expires_at bigint not null,
  decided_at bigint
);
create unique index staff_offer_hat on staff_offer (hat) where state = 'waiting' and kind <> 'hat';
-- Who asks again is told the same, whether the first was declined or belongs to nobody.
create unique index staff_offer_login on staff_offer (facility, login) where state in ('waiting', 'declined') and kind = 'hat';
create index staff_offer_account on staff_offer (account) where state = 'waiting';

create function staff_offers_over(of_facility uuid, over_at bigint) returns void language sql as $$
update public.staff_offer set state = 'cancelled', decided_at = over_at
 where facility = of_facility and state in ('waiting', 'declined') and expires_at <= over_at
$$;

-- To be 施設管理者, also in one's own stead. ok, not_found (nobody here who has passed the gates; nor oneself), conflict (is one, or is asked).
create function staff_offer_admin(by_hat uuid, of_hat uuid, new_offer uuid, in_stead boolean, offered_at bigint, until bigint)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f uuid := public.staff_tends(by_hat); is_one boolean;
begin
  select x.facility_admin into is_one from public.hat x join public.account a on a.id = x.account
   where x.id = of_hat and x.kind = 'staff' and x.facility = f and x.ended_at is null and x.absent_since is null and x.admitted and a.state = 'active'
     and x.id <> by_hat;
  if not found then
    return 'not_found';
  elsif is_one then
    return 'conflict';
  end if;
  perform public.staff_offers_over(f, offered_at);
  insert into public.staff_offer (id, kind, facility, by, hat, state, at, expires_at)
  values (new_offer, case when in_stead then 'hand_over' else 'admin' end, f, by_hat, of_hat, 'waiting', offered_at, until)
  on conflict do nothing;
  if not found then
    return 'conflict';
  end if;
  perform pg_notify('inbox', of_hat::text);
  return 'ok';
end $$;

-- A hat at this facility for who works elsewhere already. Whether there is such a login name does not show: ok, not_found (the asker), conflict (asked).
create function staff_offer_hat(by_hat uuid, of_login text, new_profession text, new_offer uuid, offered_at bigint, until bigint)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f uuid := public.staff_tends(by_hat); whose uuid;
begin
  if f is null then
    return 'not_found';
  end if;
  perform public.staff_offers_over(f, offered_at);
  select a.id into whose from public.account a where a.login = of_login and a.side = 'staff' and a.state = 'active'
     and not exists (select from public.hat h where h.account = a.id and h.facility = f and h.ended_at is null);
  insert into public.staff_offer (id, kind, facility, by, login, account, profession, state, at, expires_at)
  values (new_offer, 'hat', f, by_hat, of_login, whose, new_profession, 'waiting', offered_at, until) on conflict do nothing;
  if not found then
    return 'conflict';
  end if;
  perform pg_notify('inbox', h.id::text) from public.hat h where h.account = whose and h.ended_at is null;
  return 'ok';
end $$;

-- By a 施設管理者 of the facility that offers it.
create function staff_offer_cancel(by_hat uuid, of_offer uuid, cancelled_at bigint)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o record;
begin
  update public.staff_offer set state = 'cancelled', decided_at = cancelled_at
   where id = of_offer and facility = public.staff_tends(by_hat) and (state = 'waiting' or state = 'declined' and kind = 'hat') and expires_at > cancelled_at
  returning hat, account into o;
  if not found then
    return 'not_found';
  end if;
  perform pg_notify('inbox', h.id::text) from public.hat h where h.id = o.hat or h.account = o.account;
  return 'ok';
end $$;

-- One's own that waits: of a hat to be one for any hat of the account, else for the hat that is worn.
create function staff_offer_own(of_offer uuid, by_hat uuid, now bigint) returns setof staff_offer language sql stable as $$
select o.* from public.staff_offer o join public.hat w on w.id = by_hat and w.ended_at is null and w.absent_since is null
 where o.id = of_offer and o.state = 'waiting' and o.expires_at > now and (o.hat = by_hat or o.account = w.account)
$$;

create function staff_offer_decline(of_offer uuid, by_hat uuid, declined_at bigint)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare told uuid;
begin
  update public.staff_offer set state = 'declined', decided_at = declined_at
   where state = 'waiting' and id = (select o.id from public.staff_offer_own(of_offer, by_hat, declined_at) o) returning by into told;
  if not found then
    return 'not_found';
  end if;
  perform pg_notify('inbox', told::text);
  perform pg_notify('inbox', by_hat::text);
  return 'ok';
end $$;

-- ok, not_found, conflict: who offered it looks after the facility no more, or it is what one is already.
create function staff_offer_accept(of_offer uuid, by_hat uuid, new_hat uuid, accepted_at bigint)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare o record; whose uuid := (select h.account from public.hat h where h.id = by_hat);
begin
  perform from public.facility where id = (select x.facility from public.staff_offer_own(of_offer, by_hat, accepted_at) x) for no key update;
  select x.id, x.kind, x.facility, x.by as offerer, x.hat, x.profession into o from public.staff_offer x where x.id = (select y.id from public.staff_offer_own(of_offer, by_hat, accepted_at) y) for update;
  if not found then
    return 'not_found';
  elsif public.staff_tends(o.offerer) is distinct from o.facility
      or exists (select from public.hat h where h.facility = o.facility and h.account = whose and h.ended_at is null and (o.kind = 'hat' or h.facility_admin)) then
    update public.staff_offer set state = 'cancelled', decided_at = accepted_at where id = o.id;
    return 'conflict';
  end if;
  update public.staff_offer set state = 'accepted', decided_at = accepted_at where id = o.id;
  if o.kind = 'hat' then
    insert into public.hat (id, account, kind, facility, profession, from_at) values (new_hat, whose, 'staff', o.facility, o.profession, accepted_at);
    perform public.change_write(new_hat, 'second', null, o.offerer, accepted_at);
  else
    update public.hat set facility_admin = true where id = o.hat;
    perform public.change_write(o.hat, 'admin', null, o.offerer, accepted_at);
  end if;
  if o.kind = 'hand_over' then
    update public.hat set facility_admin = false where id = o.offerer;
    perform public.change_write(o.offerer, 'admin_over', null, o.offerer, accepted_at);
  end if;
  perform pg_notify('inbox', o.offerer::text);
  perform pg_notify('inbox', by_hat::text);
  return 'ok';
end $$;

-- No 施設管理者 any more, oneself too. ok, not_found, admin_needed.
create function staff_admin_over(by_hat uuid, of_hat uuid, over_at bigint)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f uuid := public.staff_tends(by_hat);
begin
  perform from public.facility where id = f for no key update;
  if public.staff_tends(by_hat) is distinct from f or not exists (select from public.hat h where h.id = of_hat and h.kind = 'staff' and h.facility = f
      and h.facility_admin and h.ended_at is null) then
    return 'not_found';
  elsif not public.admin_left(f, of_hat) then
    return 'admin_needed';
  end if;
  update public.hat set facility_admin = false where id = of_hat;
  update public.staff_offer set state = 'cancelled', decided_at = over_at where by = of_hat and state = 'waiting';
  perform public.change_write(of_hat, 'admin_over', null, by_hat, over_at);
  return 'ok';
end $$;

-- Invited, and taken back: as before, with 様式3.
create or replace function staff_invite(by_hat uuid, new_hat uuid, new_account uuid, new_name text, new_kana text, new_profession text, new_login text, invited_at bigint)
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare new_person uuid := gen_random_uuid(); of_facility uuid := public.staff_tends(by_hat);
begin
  if of_facility is null then
    raise exception 'only a facility admin invites staff';
  end if;
  if exists (select from public.account a where a.login = new_login) then
    return false;
  end if;
  insert into public.person (id, name, kana, created_at) values (new_person, new_name, new_kana, invited_at);
  insert into public.account (id, person, side, login, password, password_at, state, created_at)
  values (new_account, new_person, 'staff', new_login, 'none yet', invited_at, 'disabled', invited_at);
  insert into public.hat (id, account, kind, facility, profession, from_at) values (new_hat, new_account, 'staff', of_facility, new_profession, invited_at);
  perform public.change_write(new_hat, 'invited', null, by_hat, invited_at);
  return true;
end $$;
create or replace function staff_cancel(by_hat uuid, of_hat uuid, cancelled_at bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare of_account uuid;
begin
  select a.id into of_account from public.hat h join public.account a on a.id = h.account
   where h.id = of_hat and h.ended_at is null and a.state = 'disabled' and a.password = 'none yet' and h.facility = public.staff_tends(by_hat) for update of a;
  if of_account is null then
    return false;
  end if;
  update public.activation set expires_at = cancelled_at where account = of_account and used_at is null and expires_at > cancelled_at;
  update public.account set login = 'cancelled ' || id where id = of_account;
  update public.hat set ended_at = cancelled_at where id = of_hat;
  perform public.change_write(of_hat, 'cancelled', null, by_hat, cancelled_at);
  return true;
end $$;

revoke all on function change_write(uuid, text, jsonb, uuid, bigint), staff_tends(uuid), admin_left(uuid, uuid), staff_alone(uuid), staff_offers_over(uuid, bigint),
  staff_offer_own(uuid, uuid, bigint), staff_change(uuid, uuid, integer, text, text, text, bigint), staff_absence(uuid, uuid, boolean, bigint), session_worn(),
  staff_offer_admin(uuid, uuid, uuid, boolean, bigint, bigint), staff_offer_hat(uuid, text, text, uuid, bigint, bigint), staff_offer_cancel(uuid, uuid, bigint),
  staff_offer_decline(uuid, uuid, bigint), staff_offer_accept(uuid, uuid, uuid, bigint), staff_admin_over(uuid, uuid, bigint) from public;
grant select on change_notice, staff_offer to tasuki_front;
grant update (received_at, received_by) on change_notice to tasuki_front;
grant execute on function staff_change(uuid, uuid, integer, text, text, text, bigint), staff_absence(uuid, uuid, boolean, bigint),
  staff_offer_admin(uuid, uuid, uuid, boolean, bigint, bigint), staff_offer_hat(uuid, text, text, uuid, bigint, bigint), staff_offer_cancel(uuid, uuid, bigint),
  staff_offer_decline(uuid, uuid, bigint), staff_offer_accept(uuid, uuid, uuid, bigint), staff_admin_over(uuid, uuid, bigint) to tasuki_front;

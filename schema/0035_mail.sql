-- Mail: addresses of accounts, the outbox, and all that the process `mail` may do. An address is the account's (or the application's) datum and in no log;
-- a letter is made when it is sent, so the outbox holds neither words nor links.

do $$ begin
  if not exists (select from pg_roles where rolname = 'tasuki_mail') then
    create role tasuki_mail login;
  end if;
end $$;
grant usage on schema public to tasuki_mail;

create table mail_address (
  account uuid primary key references account,
  address text check (length(address) between 3 and 254), -- confirmed by a link: notices go there
  confirmed_at bigint,
  pending text check (length(pending) between 3 and 254), -- not confirmed: one link goes there and nothing else
  pending_at bigint,
  check ((address is null) = (confirmed_at is null)),
  check ((pending is null) = (pending_at is null))
);

-- The outbox. A row is written in the transaction of what causes it, and judged again when it is sent.
create table mail (
  id uuid primary key,
  kind text not null check (kind in ('activation', 'address', 'application', 'application_state', 'confirm', 'factor', 'password')),
  account uuid references account,
  application uuid references application on delete cascade,
  by uuid references hat,           -- of 'activation': who invited
  address text,                     -- of 'address' only: the former one, until it was told
  at bigint not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'void', 'given_up')),
  attempts integer not null default 0,
  next_at bigint not null,
  ended_at bigint,
  trouble text check (trouble in ('broken', 'later', 'refused', 'settings', 'sign_in', 'tls', 'unknown', 'unreachable')), -- of the last attempt
  check ((kind in ('application', 'application_state')) = (application is not null) and (application is null) = (account is not null)),
  check ((kind = 'activation') = (by is not null)),
  check ((state in ('queued', 'sending')) = (ended_at is null))
);
create index mail_due on mail (next_at, id) where state in ('queued', 'sending');
create index mail_account on mail (account, at);
create index mail_application on mail (application);
create index mail_first on mail (at) where kind = 'application';

-- Links in letters: one that confirms an account's address, or leads an applicant to the application.
create table mail_link (
  token_hash bytea primary key check (length(token_hash) = 32),
  mail uuid not null references mail on delete cascade,
  account uuid references account,
  application uuid references application on delete cascade,
  address text not null,            -- where it went
  at bigint not null,
  expires_at bigint,                -- null: as long as the application
  used_at bigint
);
create index mail_link_account on mail_link (account);
create index mail_link_application on mail_link (application);

alter table activation add column mail uuid references mail on delete set null; -- it went in this letter
create index activation_mail on activation (mail);

-- Where an applicant is told of changes: once to an address that nobody confirmed, then only to one that was.
create table application_mail (
  application uuid primary key references application on delete cascade,
  address text not null,
  asked integer not null,           -- addresses that got their one letter
  confirmed_at bigint
);

-- Only in a demo region without a relay: letters, for everybody to read.
create table demo_mail (
  id bigint generated always as identity primary key,
  at bigint not null,
  address text not null,
  subject text not null,
  body text not null
);

-- The next letter that is due, with the hash of the link made for it. What has lost its reason meanwhile (link used or taken back, person gone, address given
-- up) becomes void; what waited too long is given up. The account comes before the outbox's row, as wherever an account is taken back.
create function mail_claim(claimed_at bigint, token bytea, give_up_ms bigint, activation_ms bigint, confirm_ms bigint)
returns table (mail_id uuid, mail_kind text, attempt integer, to_address text, to_name text, receipt text, network text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  next_id uuid;
  next_account uuid;
  m public.mail;
begin
  select r.network_name into network from public.region r;
  loop
    select q.id, q.account into next_id, next_account from public.mail q where q.state = 'queued' and q.next_at <= claimed_at order by q.next_at, q.id limit 1;
    if next_id is null then
      return;
    end if;
    perform from public.account a where a.id = next_account for key share;
    select * into m from public.mail q where q.id = next_id and q.state = 'queued' for update;
    continue when m.id is null;
    if m.at < claimed_at - give_up_ms then
      update public.mail q set state = 'given_up', ended_at = claimed_at, address = null where q.id = m.id;
      continue;
    end if;
    to_address := null;
    if m.application is not null then
      select x.address, null, a.receipt into to_address, to_name, receipt from public.application a
        join public.application_mail x on x.application = a.id and x.address = a.form->>'mail'
       where a.id = m.application and (m.kind = 'application' or x.confirmed_at is not null);
    else
      select case m.kind when 'activation' then coalesce(x.pending, x.address) when 'confirm' then x.pending when 'address' then m.address else x.address end,
          p.name, null into to_address, to_name, receipt
        from public.account a join public.person p on p.id = a.person left join public.mail_address x on x.account = a.id
       where a.id = m.account and a.state = case m.kind when 'activation' then 'disabled' else 'active' end
         and (m.kind = 'activation') = (a.password = 'none yet')
         and exists (select from public.hat h left join public.facility f on f.id = h.facility where h.account = a.id and h.ended_at is null and f.ended_at is null);
    end if;
    if to_address is null then
      update public.mail q set state = 'void', ended_at = claimed_at, address = null where q.id = m.id;
      continue;
    end if;
    update public.mail q set state = 'sending', attempts = q.attempts + 1 where q.id = m.id;
    if m.kind = 'activation' then
      insert into public.activation (token_hash, account, by, at, expires_at, mail)
        select token, q.account, q.by, claimed_at, claimed_at + activation_ms, q.id from public.mail q where q.id = m.id;
    elsif m.kind in ('application', 'application_state', 'confirm') then
      insert into public.mail_link (token_hash, mail, account, application, address, at, expires_at)
      values (token, m.id, m.account, m.application, to_address, claimed_at, case when m.kind = 'confirm' then claimed_at + confirm_ms end);
    end if;
    mail_id := m.id;
    mail_kind := m.kind;
    attempt := m.attempts + 1;
    return next;
    return;
  end loop;
end $$;

-- What became of it. Only where the letter surely did not leave is its link taken back: two letters with two links, of which the first one followed counts,
-- are better than one letter with a dead link.
create function mail_settle(of_mail uuid, token bytea, settled_at bigint, sent boolean, surely_not boolean, its_trouble text, again_at bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.mail set state = case when sent then 'sent' else 'queued' end, ended_at = case when sent then settled_at end,
      address = case when not sent then address end, trouble = case when not sent then its_trouble end, next_at = again_at
   where id = of_mail and state = 'sending';
  if surely_not then
    delete from public.activation where token_hash = token and mail = of_mail;
    delete from public.mail_link where token_hash = token and mail = of_mail;
  end if;
end $$;

-- After a death between sending and settling nobody knows whether the letter left: it goes again.
create function mail_resume(resumed_at bigint) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n bigint;
begin
  update public.mail set state = 'queued', next_at = resumed_at, trouble = 'unknown' where state = 'sending';
  get diagnostics n = row_count;
  return n;
end $$;

create function mail_sink(of_mail uuid, sunk_at bigint, to_address text, its_subject text, its_body text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (select demo from public.region) then
    raise exception 'this works only in a demo region';
  end if;
  insert into public.demo_mail (at, address, subject, body) values (sunk_at, to_address, its_subject, its_body);
  delete from public.demo_mail where id <= (select max(id) from public.demo_mail) - 200;
  update public.mail set state = 'sent', ended_at = sunk_at, address = null, trouble = null where id = of_mail and state = 'sending';
end $$;

create function mail_forget(before bigint) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n bigint;
begin
  delete from public.mail where ended_at < before;
  get diagnostics n = row_count;
  return n;
end $$;

-- The link to a new address was followed: the address takes its place, and the former one is told.
create function mail_confirm(token bytea, confirmed bigint) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_account uuid;
  new_address text;
  former public.mail_address;
begin
  update public.mail_link set used_at = confirmed where token_hash = token and account is not null and used_at is null and expires_at > confirmed
    returning account, address into of_account, new_address;
  select * into former from public.mail_address where account = of_account and pending = new_address for update;
  if former.account is null then
    return false;
  end if;
  update public.mail_address set address = pending, confirmed_at = confirmed, pending = null, pending_at = null where account = of_account;
  insert into public.mail (id, kind, account, address, at, next_at)
    select gen_random_uuid(), 'address', of_account, former.address, confirmed, confirmed where former.address is not null and former.address <> new_address;
  return true;
end $$;

-- An applicant is told, if there is somewhere to tell it: the one letter to an address nobody confirmed, at most `a_day` of those a day in all.
create function mail_application(of_application uuid, told_at bigint, a_day integer) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  wanted text := (select a.form->>'mail' from public.application a where a.id = of_application);
  x public.application_mail;
begin
  select * into x from public.application_mail t where t.application = of_application for update;
  if wanted is null or (x.address = wanted and x.confirmed_at is null) then
    return;
  end if;
  if x.address = wanted then
    insert into public.mail (id, kind, application, at, next_at) values (gen_random_uuid(), 'application_state', of_application, told_at, told_at);
    return;
  end if;
  perform pg_advisory_xact_lock(1212002); -- they are counted one after the other
  if coalesce(x.asked, 0) >= 3 or (select count(*) from public.mail m where m.kind = 'application' and m.at > told_at - 86400000) >= a_day then
    return;
  end if;
  insert into public.application_mail (application, address, asked) values (of_application, wanted, 1)
    on conflict (application) do update set address = excluded.address, asked = public.application_mail.asked + 1, confirmed_at = null;
  insert into public.mail (id, kind, application, at, next_at) values (gen_random_uuid(), 'application', of_application, told_at, told_at);
end $$;

-- An applicant came by the link of a letter: the address is theirs.
create function mail_application_confirm(its_receipt text, token bytea, confirmed bigint) returns uuid
language sql security definer set search_path = pg_catalog, pg_temp as $$
update public.application_mail x set confirmed_at = coalesce(x.confirmed_at, confirmed) from public.mail_link l, public.application a
 where l.token_hash = token and l.expires_at is null and a.id = l.application and a.receipt = its_receipt and x.application = a.id and x.address = l.address
 returning a.id
$$;

-- Whoever followed the link of a letter has shown that the address is theirs; who got it on paper confirms it by a letter of its own.
create function mail_activated() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.mail is not null then
    update public.mail_address set address = pending, confirmed_at = new.used_at, pending = null, pending_at = null where account = new.account and pending is not null;
  else
    insert into public.mail (id, kind, account, at, next_at)
      select gen_random_uuid(), 'confirm', new.account, new.used_at, new.used_at from public.mail_address where account = new.account and pending is not null;
  end if;
  return null;
end $$;
create trigger mail_activated after update of used_at on activation for each row when (old.used_at is null and new.used_at is not null) execute function mail_activated();

-- Whoever changes password or factor, in whichever way: the account's owner is told (J7).
create function mail_notice() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare changed bigint := case tg_argv[0] when 'password' then new.password_at else new.factor_changed_at end;
begin
  insert into public.mail (id, kind, account, at, next_at)
    select gen_random_uuid(), tg_argv[0], new.id, changed, changed from public.mail_address where account = new.id and address is not null;
  return null;
end $$;
create trigger mail_password after update of password_at on account for each row
  when (old.password_at is distinct from new.password_at and old.password <> 'none yet') execute function mail_notice('password');
create trigger mail_factor after update of factor_changed_at on account for each row
  when (old.factor_changed_at is distinct from new.factor_changed_at) execute function mail_notice('factor');

-- Who has left has no address any more, whichever way they left; it is free at the same moment.
create function mail_leaves() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.hat h where h.account = new.account and h.ended_at is null) then
    return null;
  end if;
  update public.mail set state = 'void', ended_at = new.ended_at, address = null where account = new.account and state in ('queued', 'sending');
  update public.activation set expires_at = new.ended_at where account = new.account and used_at is null and expires_at > new.ended_at;
  delete from public.mail_link where account = new.account;
  delete from public.mail_address where account = new.account;
  return null;
end $$;
create trigger mail_leaves after update of ended_at on hat for each row when (new.ended_at is not null) execute function mail_leaves();

revoke all on function mail_claim(bigint, bytea, bigint, bigint, bigint), mail_settle(uuid, bytea, bigint, boolean, boolean, text, bigint), mail_resume(bigint),
  mail_sink(uuid, bigint, text, text, text), mail_forget(bigint), mail_confirm(bytea, bigint), mail_application(uuid, bigint, integer),
  mail_application_confirm(text, bytea, bigint), mail_activated(), mail_notice(), mail_leaves() from public;
grant execute on function mail_claim(bigint, bytea, bigint, bigint, bigint), mail_settle(uuid, bytea, bigint, boolean, boolean, text, bigint), mail_resume(bigint),
  mail_sink(uuid, bigint, text, text, text), mail_forget(bigint) to tasuki_mail;
grant select on region to tasuki_mail;
grant execute on function mail_confirm(bytea, bigint), mail_application(uuid, bigint, integer), mail_application_confirm(text, bytea, bigint) to tasuki_front;
grant select, insert on mail, mail_address to tasuki_front;
grant update (address, confirmed_at, pending, pending_at) on mail_address to tasuki_front;
grant update (state, ended_at, address) on mail to tasuki_front;
grant select on mail_link, demo_mail to tasuki_front;
grant update (expires_at) on mail_link to tasuki_front;

-- The first staff of an application have accounts from the day it is accepted; who has a number for a login name chooses the own one with the link.
-- Scans of what was signed on paper go with the application.

alter table account add column login_chosen boolean not null default true; -- false: a number stands in for it until the link is used

create or replace function application_accept(of_application uuid, by_hat uuid, accepted_at bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  a public.application;
  f jsonb;
  one jsonb;
  n integer := 0;
  new_facility uuid := gen_random_uuid();
  new_person uuid;
  new_account uuid;
begin
  select * into a from public.application where id = of_application for update;
  if a.state is null or a.state not in ('waiting', 'resent')
    or not exists (select from public.hat h where h.id = by_hat and h.kind in ('office', 'committee') and h.ended_at is null) then
    raise exception 'this application cannot be accepted';
  end if;
  f := a.form;
  insert into public.facility (id, name, kind, outside, relation, address, head, phone_day, phone_night, area, listed, phone_listed, created_at)
  values (new_facility, f->>'name', f->>'kind', (f->>'outside')::boolean, f->>'relation', f->>'address', concat_ws(' ', f->>'head_title', f->>'head_name'),
    f->>'phone_day', f->>'phone_night', f->>'area', coalesce((f->>'listed')::boolean, false), coalesce((f->>'phone_listed')::boolean, false), accepted_at);
  for one in select p.value from jsonb_each(f->'people') p order by not (p.value->>'admin')::boolean, p.value->>'kana', p.key loop
    loop -- somebody may have chosen just this name
      n := n + 1;
      exit when not exists (select from public.account x where x.login = a.receipt || '-' || n);
    end loop;
    new_person := gen_random_uuid();
    new_account := gen_random_uuid();
    insert into public.person (id, name, kana, created_at) values (new_person, one->>'name', one->>'kana', accepted_at);
    insert into public.account (id, person, side, login, login_chosen, password, password_at, state, created_at)
    values (new_account, new_person, 'staff', a.receipt || '-' || n, false, 'none yet', accepted_at, 'disabled', accepted_at);
    insert into public.hat (id, account, kind, facility, profession, facility_admin, from_at)
    values (gen_random_uuid(), new_account, 'staff', new_facility, one->>'profession', (one->>'admin')::boolean, accepted_at);
  end loop;
  update public.application set state = 'accepted', facility = new_facility, version = version + 1, changed_at = accepted_at where id = of_application;
end $$;

-- What a link that is still good is for; no row: it is not (or no longer).
create function activation_of(of_token bytea, now bigint) returns table (login text, name text, facility text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when a.login_chosen then a.login end, p.name,
    (select f.name from public.hat h join public.facility f on f.id = h.facility where h.account = a.id and h.ended_at is null order by h.from_at, h.id limit 1)
    from public.activation t join public.account a on a.id = t.account join public.person p on p.id = a.person
   where t.token_hash = of_token and t.used_at is null and t.expires_at > now and a.state = 'disabled' and a.password = 'none yet'
$$;
revoke all on function activation_of(bytea, bigint) from public;

-- Gives the account of an unused link its password, and the login name its owner wishes, and opens it.
-- done; gone: the link is not (or no longer) good; needed: a login name has to be chosen; taken: by somebody else. But for done nothing has happened.
drop function activation_use(bytea, text, bigint);
create function activation_use(of_token bytea, new_password text, new_login text, used bigint, out outcome text, out its_login text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_account uuid;
  a public.account;
begin
  select t.account into of_account from public.activation t where t.token_hash = of_token and t.used_at is null and t.expires_at > used for update;
  select * into a from public.account x where x.id = of_account and x.state = 'disabled' and x.password = 'none yet' for update;
  if a.id is null then
    outcome := 'gone';
    return;
  end if;
  if new_login is null and not a.login_chosen then
    outcome := 'needed';
    return;
  end if;
  update public.account set login = coalesce(new_login, a.login), login_chosen = true, password = new_password, password_at = used, state = 'active'
   where id = a.id;
  update public.activation set used_at = used where token_hash = of_token;
  outcome := 'done';
  its_login := coalesce(new_login, a.login);
exception when unique_violation then
  outcome := 'taken';
  its_login := null;
end $$;
revoke all on function activation_use(bytea, text, text, bigint) from public;
grant execute on function activation_of(bytea, bigint), activation_use(bytea, text, text, bigint) to tasuki_front;

-- Papers that were signed by hand: the office's data, as the application is, and gone with it.
create table application_scan (
  id uuid primary key,
  application uuid not null references application on delete cascade,
  kind text not null check (kind in ('application/pdf', 'image/jpeg', 'image/png')), -- by their first bytes
  bytes bytea not null check (length(bytes) between 1 and 5242880),
  size integer not null check (size = length(bytes)),
  at bigint not null
);
create index application_scan_application on application_scan (application);
-- Of an application that can be filled in; one that is not there is as wished.
create function application_scan_drop(of_scan uuid, of_application uuid) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from public.application_scan n using public.application a
   where n.id = of_scan and n.application = of_application and a.id = n.application and a.state in ('draft', 'returned')
$$;
revoke all on function application_scan_drop(uuid, uuid) from public;
grant execute on function application_scan_drop(uuid, uuid) to tasuki_front;
grant select, insert on application_scan to tasuki_front;
grant update (kind, bytes, size, at) on application_scan to tasuki_front;

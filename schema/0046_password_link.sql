-- A forgotten password: who looks after the person makes sure who it is and has a one-time link made; the person chooses a new password with it and with the
-- own second factor, or, where there is none, with the code of a second one who looks after them.

alter table mail drop constraint mail_kind_check;
alter table mail add constraint mail_kind_check
  check (kind in ('activation', 'address', 'application', 'application_state', 'codes', 'confirm', 'facility_end', 'factor', 'password', 'password_link'));

create table password_link (
  id uuid primary key,
  account uuid not null references account,
  hat uuid not null references hat,    -- of the account, by which it is looked after
  by uuid not null references hat,     -- who made sure who it is
  at bigint not null,
  expires_at bigint not null,
  second_by uuid references hat,       -- of an account without a second factor: whose code stands in for it
  second_hash bytea check (length(second_hash) = 32), -- crypt/recovery_code.h
  wrong integer not null default 0,    -- codes that were tried with it
  ended_at bigint,
  end_reason text check (end_reason in ('cancelled', 'changed', 'disowned', 'replaced', 'sign_in', 'used', 'wrong')),
  check ((ended_at is null) = (end_reason is null)),
  check ((second_by is null) = (second_hash is null))
);
create unique index password_link_open on password_link (account) where ended_at is null;
create index password_link_at on password_link (account, at);

-- One a letter, or the one that was shown.
create table password_link_token (
  token_hash bytea primary key check (length(token_hash) = 32),
  link uuid not null references password_link,
  mail uuid references mail on delete set null -- it went in this letter
);
create index password_link_token_link on password_link_token (link);
create index password_link_token_mail on password_link_token (mail);

-- Those that can be used, but for their time: of an account that could sign in, by somebody who is still there.
create view password_link_good as
select l.*, a.login, p.name, a.factor_since is not null as factor, a.enrol_until is not null as must_enrol, x.sealed,
  (select f.name from facility f where f.id = h.facility) as facility
  from password_link l
  join account a on a.id = l.account and a.state = 'active' and a.side = 'staff'
  join person p on p.id = a.person
  join hat h on h.id = l.hat
  join hat b on b.id = l.by and b.ended_at is null
  left join factor x on x.account = a.id
 where l.ended_at is null
   and exists (select from hat o left join facility f on f.id = o.facility
     where o.account = a.id and o.ended_at is null and o.absent_since is null and f.ended_at is null);

-- A link is for the account as it was when it was made: another password or another factor, whichever way it came, ends it.
create function password_link_ends() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.password_link set ended_at = greatest(new.password_at, coalesce(new.factor_changed_at, 0)), end_reason = 'changed'
   where account = new.id and ended_at is null;
  return null;
end $$;
create trigger password_link_ends after update of password_at, factor_changed_at on account for each row
  when (old.password_at is distinct from new.password_at or old.factor_changed_at is distinct from new.factor_changed_at) execute function password_link_ends();

-- As before, and the link for a new password goes to the confirmed address, as long as it is open.
create or replace function mail_claim(claimed_at bigint, token bytea, give_up_ms bigint, activation_ms bigint, confirm_ms bigint)
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
      select case m.kind when 'activation' then coalesce(x.pending, x.address) when 'confirm' then x.pending when 'address' then m.address
            when 'facility_end' then m.address else x.address end,
          p.name, null into to_address, to_name, receipt
        from public.account a join public.person p on p.id = a.person left join public.mail_address x on x.account = a.id
       where a.id = m.account and (m.kind = 'facility_end' or a.state = case m.kind when 'activation' then 'disabled' else 'active' end
         and (m.kind = 'activation') = (a.password = 'none yet')
         and (m.kind <> 'password_link' or exists (select from public.password_link l where l.account = a.id and l.ended_at is null and l.expires_at > claimed_at))
         and exists (select from public.hat h left join public.facility f on f.id = h.facility where h.account = a.id and h.ended_at is null and f.ended_at is null));
    end if;
    if to_address is null then
      update public.mail q set state = 'void', ended_at = claimed_at, address = null where q.id = m.id;
      continue;
    end if;
    update public.mail q set state = 'sending', attempts = q.attempts + 1 where q.id = m.id;
    if m.kind = 'activation' then
      insert into public.activation (token_hash, account, by, at, expires_at, mail)
        select token, q.account, q.by, claimed_at, claimed_at + activation_ms, q.id from public.mail q where q.id = m.id;
    elsif m.kind = 'password_link' then
      insert into public.password_link_token (token_hash, link, mail)
        select token, l.id, m.id from public.password_link l where l.account = m.account and l.ended_at is null and l.expires_at > claimed_at;
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

-- As before, and a link for a new password is taken back where its letter surely did not leave.
create or replace function mail_settle(of_mail uuid, token bytea, settled_at bigint, sent boolean, surely_not boolean, its_trouble text, again_at bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.mail set state = case when sent then 'sent' else 'queued' end, ended_at = case when sent then settled_at end,
      address = case when not sent then address end, trouble = case when not sent then its_trouble end, next_at = again_at
   where id = of_mail and state = 'sending';
  if surely_not then
    delete from public.activation where token_hash = token and mail = of_mail;
    delete from public.password_link_token where token_hash = token and mail = of_mail;
    delete from public.mail_link where token_hash = token and mail = of_mail;
  end if;
end $$;

revoke all on function password_link_ends() from public;
grant select, insert on password_link, password_link_token to tasuki_front;
grant update (second_by, second_hash, wrong, ended_at, end_reason) on password_link to tasuki_front;
grant select on password_link_good to tasuki_front;

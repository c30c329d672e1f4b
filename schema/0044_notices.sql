-- What touches the safety of an account is told by letter and in the product: also recovery codes made anew. Who looks after a facility that leaves the network
-- is told by letter.

alter table mail drop constraint mail_kind_check;
alter table mail add constraint mail_kind_check
  check (kind in ('activation', 'address', 'application', 'application_state', 'codes', 'confirm', 'facility_end', 'factor', 'password'));

create table security_notice (
  id uuid primary key,
  account uuid not null references account,
  kind text not null check (kind in ('codes', 'factor', 'password')),
  at bigint not null,
  seen_at bigint
);
create index security_notice_waiting on security_notice (account, at) where seen_at is null;

-- Staff, office and committee; relatives have neither an address here nor a list of what waits.
create function security_tell(of_account uuid, of_kind text, changed bigint) returns void language plpgsql as $$
begin
  insert into public.mail (id, kind, account, at, next_at)
    select gen_random_uuid(), of_kind, of_account, changed, changed from public.mail_address where account = of_account and address is not null;
  insert into public.security_notice (id, account, kind, at)
    select gen_random_uuid(), a.id, of_kind, changed from public.account a where a.id = of_account and a.side = 'staff' and a.state = 'active';
  perform pg_notify('inbox', h.id::text) from public.hat h where h.account = of_account and h.ended_at is null and h.kind <> 'kin';
end $$;

create or replace function mail_notice() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.security_tell(new.id, tg_argv[0], case tg_argv[0] when 'password' then new.password_at else new.factor_changed_at end);
  return null;
end $$;

-- Made anew, in whichever way; those that come with a factor are told with it.
create function mail_codes() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.security_tell(n.account, 'codes', n.made_at)
    from (select distinct m.account, m.made_at from made m join public.account a on a.id = m.account and a.factor_changed_at is distinct from m.made_at) n;
  return null;
end $$;
create trigger mail_codes after insert on recovery_code referencing new table as made for each statement execute function mail_codes();

-- As before, and the letter about the end of a facility goes to who was there, at the address of then.
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

-- As before, but for the letter that says why.
create or replace function mail_leaves() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.hat h where h.account = new.account and h.ended_at is null) then
    return null;
  end if;
  update public.mail set state = 'void', ended_at = new.ended_at, address = null where account = new.account and state in ('queued', 'sending')
    and kind <> 'facility_end';
  update public.activation set expires_at = new.ended_at where account = new.account and used_at is null and expires_at > new.ended_at;
  delete from public.mail_link where account = new.account;
  delete from public.mail_address where account = new.account;
  return null;
end $$;

-- As before, and its 施設管理者 are told by letter.
create or replace function facility_end(by_hat uuid, of_facility uuid, end_at bigint) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f public.facility; ends uuid[]; heir record; one record; told jsonb;
begin
  if not exists (select from public.hat h where h.id = by_hat and h.kind = 'office' and h.ended_at is null) then
    raise exception 'only the office ends a facility';
  elsif not public.staff_alone(of_facility) then
    return 'conflict';
  end if;
  perform public.sessions_settle((select array_agg(s.id) from public.session s join public.hat h on h.id = s.hat
    where h.facility = of_facility and s.state <> 'ended'));
  select * into f from public.facility x where x.id = of_facility for no key update;
  if f.id is null or f.kind = 'office' then
    return 'not_found';
  elsif f.ended_at is not null then
    return 'conflict';
  end if;
  ends := array(select h.id from public.hat h where h.facility = of_facility and h.ended_at is null order by h.id);
  perform from public.space s where s.id in (
      select m.space from public.member m where m.hat = any(ends) and m.to_seq is null
      union all select x.id from public.space x where x.attending = any(ends)
      union all select t.space from public.tie_request t where t.state = 'accepted' and (t.from_hat = any(ends) or t.to_hat = any(ends))
      union all select o.space from public.handover o where o.state = 'offered' and (o.to_hat = any(ends) or o.by = any(ends))
      union all select b.id from public.space b where b.kind = 'board')
    order by s.id for no key update;
  -- A circle that only they manage goes to who has been in it longest.
  for heir in select distinct on (m.space) m.space, m.hat from public.member m
      join public.space s on s.id = m.space and s.kind = 'circle' and s.closed_at is null and s.erased_at is null
      join public.hat x on x.id = m.hat and x.ended_at is null
      where m.to_seq is null and m.hat <> all(ends)
        and exists (select from public.member g where g.space = m.space and g.to_seq is null and g.role = 'manager' and g.hat = any(ends))
        and not exists (select from public.member g where g.space = m.space and g.to_seq is null and g.role = 'manager' and g.hat <> all(ends))
      order by m.space, m.from_seq loop
    perform public.stream_add(heir.space, 'role', heir.hat, end_at);
    update public.member set role = 'manager' where space = heir.space and hat = heir.hat and to_seq is null;
  end loop;
  perform public.departure_settle(e, end_at) from unnest(ends) e;
  told := (select jsonb_agg(jsonb_build_object('account', x.account, 'address', x.address)) from public.hat h join public.mail_address x on x.account = h.account
    where h.id = any(ends) and h.facility_admin and x.address is not null);
  update public.facility set ended_at = end_at, listed = false where id = of_facility;
  update public.hat set ended_at = end_at where id = any(ends); -- sessions, board, ties and the 主治医 follow by triggers
  for one in select m.space, m.hat from public.member m join public.space s on s.id = m.space
      where m.hat = any(ends) and m.to_seq is null and s.kind not in ('board', 'tie') and s.erased_at is null order by s.kind, s.id, m.hat loop
    perform public.departure_from(one.space, one.hat, end_at);
  end loop;
  update public.activation set expires_at = end_at
   where used_at is null and expires_at > end_at and account in (select h.account from public.hat h where h.id = any(ends));
  update public.account a set state = 'disabled', login = 'left ' || a.id
   where a.id in (select h.account from public.hat h where h.id = any(ends))
     and not exists (select from public.hat h where h.account = a.id and h.ended_at is null);
  insert into public.mail (id, kind, account, address, at, next_at)
    select gen_random_uuid(), 'facility_end', t.account, t.address, end_at, end_at from jsonb_to_recordset(told) as t (account uuid, address text);
  return 'ok';
end $$;

revoke all on function security_tell(uuid, text, bigint), mail_codes() from public;
grant select on security_notice to tasuki_front;
grant update (seen_at) on security_notice to tasuki_front;

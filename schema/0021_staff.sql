-- A 施設管理者 invites people of the own facility (Art. 12-2): an account that opens with its link (activation), a hat that has yet to pass its gates.

-- False: the login name is taken. Belongs to the owner: a worker makes accounts of staff in no other way.
create function staff_invite(by_hat uuid, new_hat uuid, new_account uuid, new_name text, new_kana text, new_profession text, new_login text, invited_at bigint)
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  new_person uuid := gen_random_uuid();
  of_facility uuid := (select h.facility from public.hat h join public.facility f on f.id = h.facility
    where h.id = by_hat and h.kind = 'staff' and h.facility_admin and h.ended_at is null and f.ended_at is null);
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
  return true;
end $$;
revoke all on function staff_invite(uuid, uuid, uuid, text, text, text, text, bigint) from public;

-- Takes an invitation back that was not followed; the login name is free again. False: there is none.
create function staff_cancel(by_hat uuid, of_hat uuid, cancelled_at bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare of_account uuid;
begin
  select a.id into of_account from public.hat h join public.account a on a.id = h.account join public.hat w on w.id = by_hat
   where h.id = of_hat and h.ended_at is null and a.state = 'disabled' and a.password = 'none yet'
     and w.kind = 'staff' and w.facility_admin and w.ended_at is null and h.facility = w.facility for update of a;
  if of_account is null then
    return false;
  end if;
  update public.activation set expires_at = cancelled_at where account = of_account and used_at is null and expires_at > cancelled_at;
  update public.account set login = 'cancelled ' || id where id = of_account;
  update public.hat set ended_at = cancelled_at where id = of_hat;
  return true;
end $$;
revoke all on function staff_cancel(uuid, uuid, bigint) from public;

grant execute on function staff_invite(uuid, uuid, uuid, text, text, text, text, bigint), staff_cancel(uuid, uuid, bigint) to tasuki_front;

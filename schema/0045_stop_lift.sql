-- Every stop can be lifted by somebody (緊急停止, 利用停止). Nobody of office and committee is stopped where that would leave a stop in force that nobody there may
-- lift; and in a region of a single clerk the operator lifts.

alter table stop drop constraint stop_check2;
alter table stop add constraint stop_lifted_check
  check ((lifted_at is null) = (lifted_words is null) and (lifted_by is null or lifted_at is not null)); -- lifted by nobody's hat: by the operator

-- Is there a person besides these two who may lift a stop of that kind, and whose account works? without: an account that is not to count.
create function stop_lifter(of_kind text, by_person uuid, of_person uuid, without uuid) returns boolean language sql stable as $$
select exists (select from public.hat h join public.account a on a.id = h.account and a.state = 'active' and a.id is distinct from without
  where h.ended_at is null and (h.kind = 'committee' or h.kind = 'office' and of_kind = 'security') and a.person not in (by_person, of_person))
$$;

-- Those in force that nobody could lift without that account, and that somebody can lift now.
create function stop_stuck(without uuid) returns setof uuid language sql stable as $$
select s.id from public.stop s join public.account a on a.id = s.account join public.hat b on b.id = s.by join public.account ba on ba.id = b.account
 where s.lifted_at is null and public.stop_lifter(s.kind, ba.person, a.person, null) and not public.stop_lifter(s.kind, ba.person, a.person, without)
$$;

drop function stop_put(uuid, uuid, uuid, text, text, text, bigint);

-- put; not_found: nobody who may be stopped by this hat; conflict: it is no active account, or another one is being stopped at this moment; lifter_needed.
-- Nobody waits for another stop: who asks holds the own session, which the other may be waiting for.
create function stop_put(new_id uuid, by_hat uuid, of_hat uuid, new_kind text, new_reason text, new_words text, put_at bigint) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_account uuid := public.stop_account(by_hat, of_hat);
  by_person uuid := (select a.person from public.hat h join public.account a on a.id = h.account where h.id = by_hat);
  of_person uuid := (select a.person from public.account a where a.id = of_account);
begin
  if of_account is null or new_kind <> 'security' and not exists (select from public.hat w where w.id = by_hat and w.kind = 'committee') then
    return 'not_found';
  elsif not pg_try_advisory_xact_lock(hashtextextended('stop', 0)) then
    return 'conflict';
  end if;
  perform public.sessions_settle((select array_agg(s.id) from public.session s where s.account = of_account and s.state <> 'ended'));
  if not exists (select from public.account a where a.id = of_account and a.state = 'active') then
    return 'conflict';
  elsif exists (select from public.hat h where h.account = of_account and h.ended_at is null and h.kind in ('office', 'committee'))
      and (not public.stop_lifter(new_kind, by_person, of_person, of_account) or exists (select from public.stop_stuck(of_account))) then
    return 'lifter_needed';
  end if;
  update public.account set state = 'stopped' where id = of_account and state = 'active';
  if not found then
    return 'conflict';
  end if;
  insert into public.stop (id, account, hat, kind, reason, words, by, at) values (new_id, of_account, of_hat, new_kind, new_reason, new_words, by_hat, put_at);
  return 'put';
end $$;

revoke all on function stop_lifter(text, uuid, uuid, uuid), stop_stuck(uuid), stop_put(uuid, uuid, uuid, text, text, text, bigint) from public;
grant execute on function stop_put(uuid, uuid, uuid, text, text, text, bigint) to tasuki_front;

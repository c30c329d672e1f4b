-- 休職中 is seen by the others, with the day of return where it is known, and nobody who is absent is brought into anything new.

alter table hat add column absent_until date check (absent_until is null or absent_since is not null); -- the day of return, as far as it is known

create function hat_absent(of_hat uuid) returns boolean language sql stable as $$
select coalesce((select h.absent_since is not null from public.hat h where h.id = of_hat), false)
$$;

create or replace view directory_staff as
select h.id as hat, h.facility, p.kana, x.person || jsonb_build_object('absence', case when h.absent_since is not null
    then jsonb_build_object('until', h.absent_until) end) as person,
  folded(p.name) || ' ' || folded(p.kana) || ' ' || folded(f.name) as words
  from hat h
  join account a on a.id = h.account
  join person p on p.id = a.person
  join facility f on f.id = h.facility
  join hat_person x on x.hat = h.id
 where h.kind = 'staff' and h.ended_at is null and f.ended_at is null and a.state = 'active';

drop function staff_absence(uuid, uuid, boolean, bigint);

-- 休職: sessions and sockets end at once, as at the end of a hat; the teams read their spaces again. While it lasts the day of return can be told, or told
-- anew. ok, not_found (nor oneself), conflict (is so already, or another such act is under way), admin_needed, until (a day that is over).
create function staff_absence(by_hat uuid, of_hat uuid, begins boolean, until date, changed_at bigint)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f uuid := public.staff_tends(by_hat); h record; of_space uuid; goes_on boolean;
begin
  if not exists (select from public.hat x join public.account a on a.id = x.account join public.hat w on w.id = by_hat
      where x.id = of_hat and x.kind = 'staff' and x.ended_at is null and x.facility = f and a.state = 'active' and x.account <> w.account) then
    return 'not_found';
  elsif until is not null and (not begins or until < public.day_of(changed_at)) then
    return 'until';
  elsif not public.staff_alone(f) then
    return 'conflict';
  end if;
  perform public.sessions_settle((select array_agg(s.id) from public.session s where s.hat = of_hat and s.state <> 'ended'));
  perform from public.facility where id = f for no key update;
  perform from public.space s where s.id in (select m.space from public.member m where m.hat = of_hat and m.to_seq is null) order by s.id for no key update;
  select x.facility_admin, x.absent_since, x.absent_until into h from public.hat x where x.id = of_hat and x.ended_at is null for no key update;
  goes_on := begins and h.absent_since is not null;
  if h is null or public.staff_tends(by_hat) is distinct from f then
    return 'not_found';
  elsif goes_on and h.absent_until is not distinct from until or not begins and h.absent_since is null then
    return 'conflict';
  elsif begins and not goes_on and h.facility_admin and not public.admin_left(f, of_hat) then
    return 'admin_needed';
  end if;
  update public.hat set absent_since = case when begins then coalesce(absent_since, changed_at) end, absent_until = until where id = of_hat;
  if begins then
    perform public.sessions_end((select array_agg(s.id) from public.session s where s.hat = of_hat and s.state <> 'ended'), changed_at);
  end if;
  for of_space in select s.id from public.member m join public.space s on s.id = m.space
      where m.hat = of_hat and m.to_seq is null and coalesce(s.archived_at, s.closed_at, s.frozen_at, s.erased_at) is null order by s.id loop
    perform public.stream_add(of_space, 'space', null, changed_at);
  end loop;
  if not goes_on then
    perform public.change_write(of_hat, case when begins then 'absent' else 'back' end, null, by_hat, changed_at);
  end if;
  return 'ok';
end $$;

revoke all on function staff_absence(uuid, uuid, boolean, date, bigint) from public;
grant execute on function staff_absence(uuid, uuid, boolean, date, bigint), hat_absent(uuid) to tasuki_front;

-- What the office does to a facility that leaves the network: everything of it ends at once, as if each of its people left (staff_leave).

-- ok; not_found: there is none; conflict: it has left already, or its people are being changed at this moment. Belongs to the owner: no process ends staff
-- in another way. Sessions are locked first, then the facility, then the spaces, then rows.
create function facility_end(by_hat uuid, of_facility uuid, end_at bigint) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f public.facility; ends uuid[]; heir record; one record;
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
  return 'ok';
end $$;
revoke all on function facility_end(uuid, uuid, bigint) from public;
grant execute on function facility_end(uuid, uuid, bigint) to tasuki_front;

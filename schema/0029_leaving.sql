-- 退職の手続き: one act of the facility's 施設管理者 ends everything of a hat at once, and what stays has somebody who looks after it.

-- Somebody of a timeline's team has left their facility: those who manage it decide whether somebody follows.
create table departure (
  id uuid primary key,
  space uuid not null references space,
  hat uuid not null references hat, -- who left
  at bigint not null,
  settled_at bigint,
  settled_by uuid references hat
);
create index departure_waiting on departure (space) where settled_at is null;

-- Who has left comes into no space any more, whoever lets them in and whatever was looked at before.
create or replace function member_fits() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare space_kind text; space_patient uuid; h public.hat;
begin
  select s.kind, s.patient into space_kind, space_patient from public.space s where s.id = new.space;
  if tg_op = 'INSERT' then
    select * into h from public.hat x where x.id = new.hat for share; -- an end that is under way is waited for
  else
    select * into h from public.hat x where x.id = new.hat;
  end if;
  if tg_op = 'INSERT' and new.to_seq is null and h.ended_at is not null then
    raise exception using errcode = 'check_violation', message = 'this hat has left';
  end if;
  if not (case space_kind
      when 'care' then h.kind = 'staff'
      when 'family' then h.kind = 'staff' or (h.kind = 'kin' and h.patient = space_patient)
      when 'circle' then h.kind = 'staff'
      when 'tie' then h.kind = 'staff'
      else h.kind in ('office', 'committee') or (h.kind = 'staff' and h.facility_admin) end) then
    raise exception using errcode = 'check_violation', message = 'this hat cannot be a member of this kind of space';
  end if;
  if not (case new.role
      when 'attending' then space_kind in ('care', 'family') and h.kind = 'staff'
      when 'delegate' then space_kind in ('care', 'family') and h.kind = 'staff'
      when 'manager' then space_kind = 'circle'
      else true end) then
    raise exception using errcode = 'check_violation', message = 'there is no such role in this kind of space';
  end if;
  return new;
end $$;

-- Circles that nobody else manages, though others are in them.
create view circle_alone as
select m.space, m.hat from member m join space s on s.id = m.space
 where s.kind = 'circle' and s.closed_at is null and s.erased_at is null and m.role = 'manager' and m.to_seq is null
   and not exists (select from member x join hat h on h.id = x.hat and h.ended_at is null
     where x.space = m.space and x.hat <> m.hat and x.to_seq is null and x.role = 'manager')
   and exists (select from member x join hat h on h.id = x.hat and h.ended_at is null where x.space = m.space and x.hat <> m.hat and x.to_seq is null);

create function stream_add(in_space uuid, of_kind text, of_member uuid, at bigint) returns bigint language plpgsql as $$
declare new_seq bigint;
begin
  update public.space set seq = seq + 1 where id = in_space returning seq into new_seq;
  insert into public.event (space, seq, kind, at, member) values (in_space, new_seq, of_kind, stream_add.at, of_member);
  perform pg_notify('feed', in_space || ':' || new_seq);
  return new_seq;
end $$;

-- Of one space: the membership ends, and those who manage the timeline are asked whether somebody follows. The space is locked.
create function departure_from(in_space uuid, of_hat uuid, left_at bigint) returns void language plpgsql as $$
declare s public.space; r text; gone_seq bigint;
begin
  select * into s from public.space where id = in_space;
  select m.role into r from public.member m where m.space = in_space and m.hat = of_hat and m.to_seq is null;
  gone_seq := public.stream_add(in_space, 'member_remove', of_hat, left_at);
  update public.draft set body = null, reply_to = null, at = left_at where space = in_space and hat = of_hat;
  update public.member set to_seq = gone_seq, to_at = left_at where space = in_space and hat = of_hat and to_seq is null;
  if s.kind not in ('care', 'family') then
    return;
  end if;
  -- Nobody manages it now, and its 主治医 has no account: the clinic's 施設管理者 finds one, as when a 主治医 leaves.
  if r = 'delegate' and s.attending is null and not s.attending_pending
      and not exists (select from public.member m where m.space = in_space and m.to_seq is null and m.role in ('attending', 'delegate')) then
    update public.space set attending_pending = true, attending_at = left_at where id = in_space;
    perform public.stream_add(in_space, 'attending', null, left_at);
  end if;
  if s.archived_at is null and s.frozen_at is null and (s.kind = 'care' or not exists (select from public.departure d join public.space c on c.id = d.space
      where d.hat = of_hat and c.patient = s.patient and d.at = left_at)) then
    insert into public.departure (id, space, hat, at) values (gen_random_uuid(), in_space, of_hat, left_at);
    perform pg_notify('inbox', m.hat::text) from public.member m where m.space = in_space and m.to_seq is null and m.role in ('attending', 'delegate');
  end if;
end $$;

-- What hung on the hat and waits: nothing of it is answered any more. An offered 主治医の交代 stays: it is the way on.
create function departure_settle(of_hat uuid, left_at bigint) returns void language plpgsql as $$
declare told uuid;
begin
  update public.instruction set state = 'withdrawn', decided_at = left_at
   where delegate = of_hat and (state in ('confirmed', 'declared') or state = 'waiting' and space is null);
  update public.kin_invitation set state = 'cancelled', decided_at = left_at where by = of_hat and state = 'waiting';
  update public.newcomer set state = 'withdrawn', decided_at = left_at where hat = of_hat and state in ('waiting', 'told', 'objected');
  update public.factor_reset set state = 'cancelled', decided_at = left_at where state = 'waiting' and (by = of_hat or hat = of_hat);
  for told in
    with invitations as (update public.invitation set state = 'cancelled', decided_at = left_at
        where state = 'waiting' and (by = of_hat or hat = of_hat) or state = 'waiting_patient' and hat = of_hat returning hat),
    handovers as (update public.handover set state = 'cancelled', decided_at = left_at
        where state = 'offered' and (to_hat = of_hat or by = of_hat and from_hat is distinct from of_hat) returning to_hat, by),
    requests as (update public.circle_request set state = 'withdrawn', decided_at = left_at where hat = of_hat and state = 'waiting' returning space),
    offers as (update public.staff_offer set state = 'cancelled', decided_at = left_at where (by = of_hat or hat = of_hat) and state = 'waiting' returning hat, account)
    select hat from invitations union select to_hat from handovers union select by from handovers
    union select m.hat from requests q join public.member m on m.space = q.space and m.to_seq is null and m.role = 'manager'
    union select h.id from offers o join public.hat h on h.id = o.hat or h.account = o.account
  loop
    perform pg_notify('inbox', told::text);
  end loop;
end $$;

/*
 * The whole of it. heirs: of each circle in `circles` the member who manages it from now on, by the seq of their membership. ok, not_found (nobody here whose
 * invitation was used), conflict (another such act is under way), admin_needed (the last one), manager_needed (a circle would be left without).
 * Sessions are locked first, then the facility, then the spaces, then rows; all refusals come before anything is written.
 */
create function staff_leave(by_hat uuid, of_hat uuid, circles uuid[], heirs bigint[], left_at bigint)
returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare f uuid := public.staff_tends(by_hat); h record; heir record; of_space uuid;
begin
  if not exists (select from public.hat x join public.account a on a.id = x.account
      where x.id = of_hat and x.kind = 'staff' and x.ended_at is null and x.facility = f and a.password <> 'none yet') then
    return 'not_found';
  elsif not public.staff_alone(f) then
    return 'conflict';
  end if;
  perform public.sessions_settle((select array_agg(s.id) from public.session s where s.hat = of_hat and s.state <> 'ended'));
  perform from public.facility where id = f for no key update;
  select x.account, x.facility_admin into h from public.hat x where x.id = of_hat and x.ended_at is null;
  if not found or public.staff_tends(by_hat) is distinct from f then
    return 'not_found';
  elsif h.facility_admin and not public.admin_left(f, of_hat) then
    return 'admin_needed';
  end if;
  perform from public.space s where s.id in (
      select m.space from public.member m where m.hat = of_hat and m.to_seq is null
      union all select x.id from public.space x where x.attending = of_hat
      union all select t.space from public.tie_request t where t.state = 'accepted' and of_hat in (t.from_hat, t.to_hat)
      union all select o.space from public.handover o where o.state = 'offered' and of_hat in (o.to_hat, o.by)
      union all select b.id from public.space b where b.kind = 'board' and h.facility_admin)
    order by s.id for no key update;
  if exists (select from public.circle_alone c where c.hat = of_hat and not exists (select from unnest(circles, heirs) as n (space, seq)
      join public.member m on m.space = n.space and m.from_seq = n.seq and m.to_seq is null join public.hat x on x.id = m.hat and x.ended_at is null
      where n.space = c.space and m.hat <> of_hat)) then
    return 'manager_needed';
  end if;
  for heir in select m.space, m.hat from public.circle_alone c join unnest(circles, heirs) as n (space, seq) on n.space = c.space
      join public.member m on m.space = n.space and m.from_seq = n.seq and m.to_seq is null where c.hat = of_hat and m.hat <> of_hat order by m.space loop
    perform public.stream_add(heir.space, 'role', heir.hat, left_at);
    update public.member set role = 'manager' where space = heir.space and hat = heir.hat and to_seq is null;
  end loop;
  perform public.departure_settle(of_hat, left_at);
  update public.hat set ended_at = left_at where id = of_hat; -- sessions, board, ties and the 主治医 follow by triggers
  for of_space in select m.space from public.member m join public.space s on s.id = m.space
      where m.hat = of_hat and m.to_seq is null and s.kind not in ('board', 'tie') and s.erased_at is null order by s.kind, s.id loop
    perform public.departure_from(of_space, of_hat, left_at);
  end loop;
  if not exists (select from public.hat x where x.account = h.account and x.ended_at is null) then
    update public.account set state = 'disabled', login = 'left ' || id where id = h.account;
  end if;
  perform public.change_write(of_hat, 'left', null, by_hat, left_at);
  return 'ok';
end $$;

revoke all on function member_fits(), stream_add(uuid, text, uuid, bigint), departure_from(uuid, uuid, bigint), departure_settle(uuid, bigint),
  staff_leave(uuid, uuid, uuid[], bigint[], bigint) from public;
grant select on departure, circle_alone to tasuki_front;
grant update (settled_at, settled_by) on departure to tasuki_front;
grant execute on function staff_leave(uuid, uuid, uuid[], bigint[], bigint) to tasuki_front;

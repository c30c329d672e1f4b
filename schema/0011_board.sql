-- 施設管理者グループ (Art. 25): one a region, its members kept by the system.

insert into space (id, kind, facility, consent, created_at)
values (gen_random_uuid(), 'board', null, 'not_needed', (extract(epoch from now()) * 1000)::bigint);

-- Whoever should be on the board is, and nobody else: every 施設管理者, office and committee hat that has not ended. In the act's own transaction.
create function board_keep(of_hat uuid, kept_at bigint) returns void language plpgsql as $$
declare b record; h record; is_in boolean;
begin
  select x.id, x.ended_at is null and f.ended_at is null and (x.kind in ('office', 'committee') or x.kind = 'staff' and x.facility_admin) as belongs
    into h from public.hat x left join public.facility f on f.id = x.facility where x.id = of_hat;
  select s.id, s.seq + 1 as seq into b from public.space s where s.kind = 'board' for no key update;
  is_in := exists (select from public.member m where m.space = b.id and m.hat = of_hat and m.to_seq is null);
  if b.id is null or h.belongs = is_in then
    return;
  end if;
  update public.space set seq = b.seq where id = b.id;
  insert into public.event (space, seq, kind, at, member)
    values (b.id, b.seq, case when h.belongs then 'member_add' else 'member_remove' end, kept_at, of_hat);
  if h.belongs then
    insert into public.member (space, hat, from_seq, from_at, read_from_seq, role) values (b.id, of_hat, b.seq, kept_at, 0, 'member');
    perform pg_notify('hat', of_hat || ' ' || b.id);
  else
    update public.draft set body = null, reply_to = null, at = kept_at where space = b.id and hat = of_hat;
    update public.member set to_seq = b.seq, to_at = kept_at where space = b.id and hat = of_hat and to_seq is null;
  end if;
  perform pg_notify('feed', b.id || ':' || b.seq);
end $$;

-- Whoever makes or ends a hat, and by which road, moves the board with it: with the owner's rights.
create function board_hat() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.board_keep(new.id, coalesce(new.ended_at, (extract(epoch from now()) * 1000)::bigint));
  return null;
end $$;
create trigger board_hat_begun after insert on hat for each row when (new.facility_admin or new.kind in ('office', 'committee'))
  execute function board_hat();
create trigger board_hat_changed after update of facility_admin, ended_at on hat for each row
  when (new.facility_admin is distinct from old.facility_admin or new.ended_at is distinct from old.ended_at) execute function board_hat();
create function board_facility() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform public.board_keep(h.id, coalesce(new.ended_at, (extract(epoch from now()) * 1000)::bigint))
    from public.hat h where h.facility = new.id and h.facility_admin order by h.id;
  return null;
end $$;
create trigger board_facility_changed after update of ended_at on facility for each row when (new.ended_at is distinct from old.ended_at)
  execute function board_facility();
revoke all on function board_keep(uuid, bigint), board_hat(), board_facility() from public;

-- Those who are there already.
select board_keep(id, (extract(epoch from now()) * 1000)::bigint) from hat order by from_at, id;

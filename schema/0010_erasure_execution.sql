-- The execution of a complete deletion: keys first, then the rows, the scan, the certificate.

alter table erasure_space add column rows_gone bigint; -- rows taken away with it

-- 完全削除証明書. body is the signed text, byte for byte.
create table certificate (
  erasure uuid primary key references erasure,
  body text not null,
  signature bytea not null check (length(signature) = 64), -- Ed25519
  public_key bytea not null check (length(public_key) = 32),
  at bigint not null
);

-- The ticket: why this one is not executed now, or null.
create function erasure_refused(e public.erasure, now bigint, a_day integer) returns text language sql stable as $$
select case when e.state <> 'pausing' or e.due_at is null or e.due_at > now then 'early'
  when e.hold is not null then 'held'
  when not (select demo from public.region) then 'second_factor'
  when public.erasure_approved(e.id) < 2 or not public.erasure_intact(e.id) then 'void'
  when (select count(*) from public.erasure x where x.executing_at > now - 86400000) >= a_day then 'rate' end
$$;

-- The point of no return, in one step with its check: from here on nobody reads the spaces any more. Otherwise the word why not.
create function erasure_claim(of_erasure uuid, now bigint, a_day integer) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare e public.erasure; why text; s record;
begin
  perform pg_advisory_xact_lock(hashtextextended('erasure_claim', 0)); -- the limit a day is counted by one at a time
  e := public.erasure_lock(of_erasure);
  why := public.erasure_refused(e, now, a_day);
  if why = 'void' then
    perform public.erasure_void(e.id, now);
  end if;
  if why is not null then return why; end if;
  update public.erasure set state = 'executing', executing_at = now where id = e.id;
  for s in select x.space, p.seq + 1 as seq from public.erasure_space x join public.space p on p.id = x.space where x.erasure = e.id order by x.space loop
    update public.space set erased_at = now, seq = s.seq where id = s.space;
    insert into public.event (space, seq, kind, at) values (s.space, s.seq, 'space', now);
    perform pg_notify('feed', s.space || ':' || s.seq);
  end loop;
  return 'executing';
end $$;

-- The key holder has destroyed a key: its line in the ledger.
create function erasure_destroyed(of_erasure uuid, of_space uuid, number bigint, now bigint) returns void
  language sql security definer set search_path = pg_catalog, pg_temp as $$
update public.erasure_space x set ledger_no = number, destroyed_at = now
 where x.erasure = of_erasure and x.space = of_space and x.ledger_no is null
   and exists (select from public.erasure e where e.id = of_erasure and e.state = 'executing')
$$;

-- What is left of a deletion's spaces, table by table: the scan. A table of patients that space_purge does not know is looked at too. The names in
-- space_table are those of a search path with public in it.
create function erasure_left(of_erasure uuid) returns table (name text, left_over bigint)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare s record; t record; n bigint;
begin
  for t in select * from public.space_table order by 1 loop
    name := t.name;
    left_over := 0;
    for s in select x.space from public.erasure_space x where x.erasure = of_erasure loop
      execute format('select count(*) from public.%s where %s', t.name, t.rows) into n using s.space;
      left_over := left_over + n;
    end loop;
    return next;
  end loop;
  for t in select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'patient' and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.oid not in ('public.hat'::regclass, 'public.space'::regclass)
        and not exists (select from public.space_table k where k.name = c.oid::regclass::text) loop
    name := t.name;
    execute format('select count(*) from public.%s where patient in (select s.patient from public.space s join public.erasure_space x on x.space = s.id
      where x.erasure = $1)', t.name) into left_over using of_erasure;
    return next;
  end loop;
end $$;

-- Keys first; then the rows, and the scan in the same transaction: what is left fails it, and it comes again.
create function erasure_purge(of_erasure uuid, now bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare s record; n bigint;
begin
  if (public.erasure_lock(of_erasure)).state <> 'executing' or exists (select from public.erasure_space x where x.erasure = of_erasure and x.ledger_no is null) then
    raise exception 'rows go after their keys, and only of a deletion that is being executed';
  end if;
  for s in select x.space from public.erasure_space x where x.erasure = of_erasure order by x.space loop
    select coalesce(sum(p.rows), 0) into n from public.space_purge(s.space, now) p;
    update public.erasure_space set rows_gone = n where erasure = of_erasure and space = s.space;
  end loop;
  if exists (select from public.erasure_left(of_erasure) l where l.left_over > 0) then
    raise exception 'the scan found rows of an erased space';
  end if;
  update public.erasure set purged_at = now where id = of_erasure;
end $$;

-- The certificate's text: numbers, dates, names of those who approved. What stays where until when is in it, and what is out of reach.
create function erasure_certificate(of_erasure uuid, now bigint, backups_until bigint) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
select jsonb_pretty(jsonb_build_object('certificate', 'tasuki 1', 'number', e.number, 'deployment', r.deployment, 'region', r.name, 'association', r.association,
  'asked_at', e.asked_at, 'accepted_at', e.accepted_at, 'paused_at', e.paused_at, 'executing_at', e.executing_at, 'erased_at', now,
  'digest', encode(e.digest, 'hex'),
  'approvals', (select jsonb_agg(jsonb_build_object('name', x.person->>'name', 'kind', x.person->>'kind', 'at', p.at) order by p.at)
     from public.erasure_approval p join public.hat_person x on x.hat = p.hat where p.erasure = e.id and p.voided_at is null),
  'spaces', (select jsonb_agg(jsonb_build_object('kind', x.kind, 'posts', x.posts, 'versions', x.versions, 'members', x.members, 'ledger', x.ledger_no,
     'key_destroyed_at', x.destroyed_at, 'rows', x.rows_gone) order by x.ledger_no) from public.erasure_space x where x.erasure = e.id),
  'tables_searched', (select count(*) from public.erasure_left(e.id)),
  'backups_until', backups_until,
  'stays', jsonb_build_array('number_and_dates', 'audit_ids', 'sealed_in_backups'),
  'out_of_reach', jsonb_build_array('transcribed', 'printed', 'devices', 'ties')))
  from public.erasure e, public.region r where e.id = of_erasure
$$;

create function erasure_certify(of_erasure uuid, text_signed text, signed_with bytea, key bytea, now bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare hats uuid[]; h uuid;
begin
  update public.erasure set state = 'erased', erased_at = now where id = of_erasure and state = 'executing' and purged_at is not null;
  if not found then
    raise exception 'a certificate is of a deletion that has been executed';
  end if;
  insert into public.certificate (erasure, body, signature, public_key, at) values (of_erasure, text_signed, signed_with, key, now);
  hats := array(select n.hat from public.erasure_notice n where n.erasure = of_erasure);
  foreach h in array hats loop
    perform pg_notify('inbox', h::text);
  end loop;
end $$;

-- Rights: by these functions alone, and for `job` alone. ------------------------------------------------------------------------------

grant select on certificate to tasuki_front;
revoke execute on function erasure_claim, erasure_destroyed, erasure_purge, erasure_certificate, erasure_certify, erasure_left from public;
grant execute on function erasure_claim, erasure_destroyed, erasure_purge, erasure_certificate, erasure_certify, erasure_left to tasuki_job;

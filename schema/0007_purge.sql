-- What is taken away of a space whose key was destroyed: at the end of a complete deletion, and when a restore brings one back.

-- A table says itself that its rows outlive the space: its comment begins with these words.
comment on table audit is 'kept when a space is purged: who did what when, without content';

-- The tables with rows of a space and which rows those are ($1 = the space), from the catalogue: those with a column for the space, and those
-- that hang on them by a foreign key. A table that refers to another has the higher rank and is emptied first.
create view space_table as
with recursive keys as (
  select c.conrelid, c.confrelid, child.attname as child, parent.attname as parent
    from pg_constraint c
    join pg_attribute child on child.attrelid = c.conrelid and child.attnum = c.conkey[1]
    join pg_attribute parent on parent.attrelid = c.confrelid and parent.attnum = c.confkey[1]
   where c.contype = 'f' and cardinality(c.conkey) = 1
), found as (
  select distinct t.oid, format('%I = $1', a.attname) as rows
    from pg_class t
    join pg_attribute a on a.attrelid = t.oid and a.atttypid = 'uuid'::regtype and not a.attisdropped
   where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and t.oid <> 'public.space'::regclass
     and coalesce(obj_description(t.oid, 'pg_class'), '') not like 'kept when a space is purged%'
     and (a.attname = 'space' or exists (select from keys k where k.conrelid = t.oid and k.child = a.attname and k.confrelid = 'public.space'::regclass))
), hanging as (
  select oid, rows from found
  union
  select k.conrelid, format('%I in (select %I from %s where %s)', k.child, k.parent, h.oid::regclass, h.rows)
    from hanging h
    join keys k on k.confrelid = h.oid
   where k.conrelid not in (select oid from found)
), ranked as (
  select distinct oid, 0 as rank from hanging
  union
  select c.conrelid, r.rank + 1
    from ranked r
    join pg_constraint c on c.contype = 'f' and c.confrelid = r.oid and c.conrelid <> r.oid
   where c.conrelid in (select oid from hanging) and r.rank < 100
)
select h.oid::regclass::text as name, string_agg(distinct h.rows, ' or ') as rows, (select max(rank) from ranked r where r.oid = h.oid) as rank
  from hanging h
 group by h.oid;

-- Takes away every row of the space and says how many of each table; the space itself stays as a number without content. Belongs to the owner:
-- whoever else may need it gets a function that checks what must be checked first.
create function space_purge(of_space uuid, purged_at bigint) returns table (name text, rows bigint) language plpgsql as $$
declare t record;
begin
  perform from public.space where id = of_space for no key update;
  for t in select * from public.space_table s order by s.rank desc, s.name loop
    execute format('delete from public.%s where %s', t.name, t.rows) using of_space;
    get diagnostics rows = row_count;
    name := t.name;
    return next;
  end loop;
  update public.space set sealed_title = null, sealed_attending = null, attending = null, attending_pending = false, attending_at = null,
    archived_at = null, archive_reason = null, archived_by = null, closed_by = null, erased_at = coalesce(erased_at, purged_at)
   where id = of_space;
end $$;
revoke all on function space_purge(uuid, bigint) from public;

-- Whoever was signed in when a backup was taken signs in again after it was restored.
alter table session drop constraint session_end_reason_check;
alter table session add constraint session_end_reason_check
  check (end_reason in ('sign_out', 'sign_out_all', 'overall', 'replaced', 'disabled', 'password', 'restored'));

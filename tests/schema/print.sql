-- The schema as lines of text, the same on every supported PostgreSQL (of views the columns: their text is printed differently by each): what schema/current.sql keeps and tests/suites/23-schema compares.
with
relations as (
  select c.oid, c.relname, c.relkind, c.reloptions, c.relacl from pg_class c where c.relnamespace = 'public'::regnamespace),
lines(sort1, sort2, sort3, line) as (
  select relname, 0, 0, case relkind when 'v' then 'view ' else 'table ' end || relname || coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '')
    from relations where relkind in ('r', 'v')
  union all
  select r.relname, 1, a.attnum, '  column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
      || case when a.attidentity <> '' then ' identity' else coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') end
    from relations r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum where r.relkind in ('r', 'v')
  union all
  select r.relname, 2, row_number() over (partition by r.relname order by c.conname), '  constraint ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
    from relations r join pg_constraint c on c.conrelid = r.oid and c.contype <> 'n'
  union all
  select t.relname, 3, row_number() over (partition by t.relname order by r.relname), '  ' || regexp_replace(pg_get_indexdef(r.oid), 'public\.', '', 'g')
    from relations r join pg_index i on i.indexrelid = r.oid join pg_class t on t.oid = i.indrelid where r.relkind = 'i'
  union all
  select r.relname, 4, row_number() over (partition by r.relname order by t.tgname), '  ' || regexp_replace(pg_get_triggerdef(t.oid), 'public\.', '', 'g')
    from relations r join pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal
  union all
  select r.relname, 5, row_number() over (partition by r.relname order by g.rolname, x.privilege_type),
      '  grant ' || lower(x.privilege_type) || ' to ' || g.rolname
    from relations r cross join lateral aclexplode(r.relacl) x join pg_roles g on g.oid = x.grantee
   where r.relkind in ('r', 'v') and x.grantee <> x.grantor
  union all
  select r.relname, 6, row_number() over (partition by r.relname order by g.rolname, x.privilege_type, a.attname),
      '  grant ' || lower(x.privilege_type) || ' (' || a.attname || ') to ' || g.rolname
    from relations r join pg_attribute a on a.attrelid = r.oid and a.attacl is not null cross join lateral aclexplode(a.attacl) x
    join pg_roles g on g.oid = x.grantee where r.relkind = 'r'
  union all
  select 'function ' || p.proname, 0, 0, regexp_replace(pg_get_functiondef(p.oid), 'public\.', '', 'g') from pg_proc p where p.pronamespace = 'public'::regnamespace
)
select line from lines order by sort1 collate "C", sort2, sort3;

-- Rights that were wider than anybody needs.

-- PostgreSQL lets everybody make temporary tables: a process that was taken over has no business making anything.
do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$;

-- The demo role is stopped in a real region whatever table it writes to. The condition is judged without calling the function, so that the
-- other roles' statements do not pay for it.
do $$
declare name text;
begin
  for name in select relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and has_any_column_privilege('tasuki_demo', oid, 'insert, update')
      order by relname loop
    execute format('drop trigger if exists demo_only on %I', name);
    execute format('create trigger demo_only before insert or update on %I for each statement
      when (current_user = ''tasuki_demo'') execute function demo_only()', name);
  end loop;
end $$;

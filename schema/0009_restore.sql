-- What a dump of the tables does not carry and a restore must set again.
create function database_rights() returns void language plpgsql as $$
begin
  execute format('revoke temporary on database %I from public', current_database());
end $$;
revoke all on function database_rights() from public;

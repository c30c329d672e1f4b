-- `job` takes drafts of applications away by the clock, and has no other business with them: people's names and addresses are in there.
revoke select, delete on application from tasuki_job;

create function application_drafts_over(before bigint) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare gone bigint;
begin
  delete from public.application where state = 'draft' and changed_at < before;
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke execute on function application_drafts_over from public;
grant execute on function application_drafts_over to tasuki_job;

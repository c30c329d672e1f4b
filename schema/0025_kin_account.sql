-- The account of a relative: a new password by a one-time link from who manages the timeline, and its end.

-- Whoever made the link by which who came chooses a new password; null: there is none. Token and time are those of the row.
alter table kin_invitation add column again_by uuid references hat;
grant update (again_by) on kin_invitation to tasuki_front;

-- Of an account of the patient's side that no affiliation is left of, login name, password and factors go: name and 続柄 stand sealed in the hat, and
-- go with the timeline. After a complete deletion the affiliations end kept_ms later: until then the certificate can be read. At most so many at a time.
create function kin_accounts_end(now bigint, kept_ms bigint) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare ended uuid[];
begin
  update public.hat h set ended_at = now where h.kind = 'kin' and h.ended_at is null
    and exists (select from public.space s where s.patient = h.patient and s.kind = 'family' and s.erased_at <= now - kept_ms);
  ended := array(select a.id from public.account a where a.side = 'patient_side' and a.state = 'active'
    and not exists (select from public.hat h where h.account = a.id and h.ended_at is null) order by a.id limit 500 for update);
  delete from public.recovery_code where account = any(ended);
  delete from public.factor where account = any(ended);
  update public.account set state = 'disabled', login = 'ended ' || id, password = 'none', factor_since = null, enrol_until = null where id = any(ended);
  insert into public.audit (at, act, result, account) select now, 'kin_account_end', 'ok', e.account from unnest(ended) e (account);
  return cardinality(ended);
end $$;
revoke all on function kin_accounts_end(bigint, bigint) from public;
grant execute on function kin_accounts_end(bigint, bigint) to tasuki_job;

-- The demo town's relatives came by links, too.
grant select, insert on kin_invitation to tasuki_demo;
create trigger demo_only before insert or update on kin_invitation for each statement when (current_user = 'tasuki_demo') execute function demo_only();

-- In a real region both approvals of a complete deletion have a second factor behind them (decision 22).
alter table erasure_approval add column factor_at bigint; -- when the session showed it; null: the password only, as a demo region allows

create or replace function erasure_refused(e public.erasure, now bigint, a_day integer) returns text language sql stable as $$
select case when e.state <> 'pausing' or e.due_at is null or e.due_at > now then 'early'
  when e.hold is not null then 'held'
  when not (select demo from public.region)
    and exists (select from public.erasure_approval p where p.erasure = e.id and p.voided_at is null and p.factor_at is null) then 'second_factor'
  when public.erasure_approved(e.id) < 2 or not public.erasure_intact(e.id) then 'void'
  when (select count(*) from public.erasure x where x.executing_at > now - 86400000) >= a_day then 'rate' end
$$;

-- A つながり gets its key when it is accepted: what was declined or taken back leaves none behind.

-- Under whose key the reason is sealed: the region's own (second factors have it too), row = id. null: of before, under the space's, row = from_hat.
alter table tie_request add column reason_key uuid;

-- Reasons that nobody is shown any more: answered, taken back, or declined before.
create function tie_reasons_over(declined_before bigint) returns bigint language sql security definer set search_path = pg_catalog, pg_temp as $$
with over as (
  update public.tie_request set sealed_reason = '' where sealed_reason <> '' and state <> 'waiting' and (state <> 'declined' or decided_at < declined_before) returning id)
select count(*) from over
$$;
revoke all on function tie_reasons_over(bigint) from public;
grant execute on function tie_reasons_over(bigint) to tasuki_job;

-- Sessions of a hat, a facility or an account that ends die in the same transaction, whoever ends it, and every worker hears of the
-- revocation with the commit (decision 12). Before the row changes: sessions are locked before spaces (decision 11), and what else follows
-- from the end locks those.

-- What is being written under them commits first: its lock is shared.
create function sessions_settle(ending uuid[]) returns void language sql as $$
  select pg_advisory_xact_lock(('x' || encode(substring(s.token_hash from 1 for 8), 'hex'))::bit(64)::bigint)
    from public.session s where s.id = any(ending) order by s.token_hash;
  select null::void;
$$;
create function sessions_end(ending uuid[], gone_at bigint) returns void language sql as $$
  with ended as (
    update public.session set state = 'ended', ended_at = gone_at, end_reason = 'disabled' where id = any(ending) and state <> 'ended'
    returning id),
  head as (update public.revocation_head set n = n + (select count(*) from ended) where exists (select from ended) returning n),
  revoked as (
    insert into public.revocation (n, session, locked, at)
    select head.n - (select count(*) from ended) + row_number() over (), ended.id, false, gone_at from ended, head returning session)
  select pg_notify('revoked', session::text || ' ended') from revoked;
  select null::void;
$$;

-- By a hat: the sessions that wear it. Of a relative the space is locked by then; the stream of that space says when they were taken out.
create function hat_sessions_end() returns trigger language plpgsql as $$
declare ending uuid[] := (select array_agg(id) from public.session where hat = new.id and state <> 'ended');
begin
  if new.kind <> 'kin' then
    perform public.sessions_settle(ending);
  end if;
  perform public.sessions_end(ending, new.ended_at);
  return new;
end $$;
create trigger hat_sessions_end before update of ended_at on hat for each row when (old.ended_at is null and new.ended_at is not null)
  execute function hat_sessions_end();

-- A facility ends with all its hats.
create function facility_sessions_end() returns trigger language plpgsql as $$
declare ending uuid[] := (select array_agg(s.id) from public.session s join public.hat h on h.id = s.hat
    where h.facility = new.id and s.state <> 'ended');
begin
  perform public.sessions_settle(ending);
  perform public.sessions_end(ending, new.ended_at);
  return new;
end $$;
create trigger facility_sessions_end before update of ended_at on facility for each row when (old.ended_at is null and new.ended_at is not null)
  execute function facility_sessions_end();

create function account_sessions_end() returns trigger language plpgsql as $$
declare ending uuid[] := (select array_agg(id) from public.session where account = new.id and state <> 'ended');
begin
  perform public.sessions_settle(ending);
  perform public.sessions_end(ending, (extract(epoch from clock_timestamp()) * 1000)::bigint);
  return new;
end $$;
create trigger account_sessions_end before update of state on account for each row when (old.state = 'active' and new.state <> 'active')
  execute function account_sessions_end();

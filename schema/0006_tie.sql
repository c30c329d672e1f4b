-- つながり (Art. 18): between a request and its end; and what the policy layer remembers of a writer's word about consent (Art. 18-2).

-- The space is made at the acceptance, so that a request that comes to nothing leaves none: until then `space` is the id whose key seals the reason.
alter table tie_request drop constraint tie_request_space_fkey;
alter table tie_request drop constraint tie_request_state_check;
alter table tie_request add constraint tie_request_state_check check (state in ('waiting', 'accepted', 'declined', 'withdrawn', 'ended'));
-- Of two people one request waits or one つながり is there, never more.
drop index tie_request_now;
create unique index tie_request_now on tie_request (least(from_hat, to_hat), greatest(from_hat, to_hat)) where state in ('waiting', 'accepted');
create index tie_request_from on tie_request (from_hat, at) where state in ('waiting', 'declined');

-- 'The patient agrees that this goes to the other one', said once a patient by a writer in a つながり. No key into patient's own tables: it outlives them.
create table tie_consent (
  hat uuid not null references hat,
  space uuid not null references space,
  patient uuid not null,
  at bigint not null,
  primary key (hat, space, patient)
);

-- consent: the writer has said so; it counts like the answer about a colleague.
alter table screening drop constraint screening_outcome_check;
alter table screening add constraint screening_outcome_check check (outcome in ('refused', 'asked', 'colleague', 'consent'));

-- Has this hat said that nothing of the other one's person arrives any more? All hats of that person's account are meant.
create function tie_blocked(by_hat uuid, other uuid) returns boolean language sql stable as $$
select exists (select from public.tie_block b join public.hat x on x.id = b.hat join public.hat y on y.account = x.account
  where b.by = by_hat and y.id = other and b.lifted_at is null)
$$;

-- Who leaves ends their つながり and what waits of them, in the ending's own transaction; the other side hears of it at once.
create function tie_gone(gone uuid[], gone_at bigint) returns void language plpgsql as $$
declare r record;
begin
  for r in select s.id, s.seq + 1 as seq from public.space s join public.tie_request t on t.space = s.id
      where t.state = 'accepted' and (t.from_hat = any(gone) or t.to_hat = any(gone)) and s.closed_at is null order by s.id for no key update of s loop
    update public.space set closed_at = gone_at, seq = r.seq where id = r.id;
    insert into public.event (space, seq, kind, at) values (r.id, r.seq, 'space', gone_at);
    perform pg_notify('feed', r.id || ':' || r.seq);
  end loop;
  for r in update public.tie_request set state = case state when 'accepted' then 'ended' else 'withdrawn' end, decided_at = gone_at
      where state in ('waiting', 'accepted') and (from_hat = any(gone) or to_hat = any(gone)) returning from_hat, to_hat loop
    perform pg_notify('inbox', r.from_hat::text);
    perform pg_notify('inbox', r.to_hat::text);
  end loop;
end $$;
create function tie_hat_ended() returns trigger language plpgsql as $$
begin
  perform public.tie_gone(array[new.id], new.ended_at);
  return null;
end $$;
create trigger tie_hat_ended after update of ended_at on hat for each row when (old.ended_at is null and new.ended_at is not null)
  execute function tie_hat_ended();
create function tie_facility_ended() returns trigger language plpgsql as $$
begin
  perform public.tie_gone((select array_agg(id) from public.hat where facility = new.id), new.ended_at);
  return null;
end $$;
create trigger tie_facility_ended after update of ended_at on facility for each row when (old.ended_at is null and new.ended_at is not null)
  execute function tie_facility_ended();

grant select, insert on tie_consent to tasuki_front;

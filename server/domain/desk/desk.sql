-- What waits, in numbers: one statement a kind, $1 now; (who must act, how many, since when). See desk_kinds.def.

-- name: desk_applications
select case when a.state = 'returned' then 'applicant' else 'decider' end, count(*), min(a.changed_at)
  from application a where a.state in ('waiting', 'resent', 'returned') and a.changed_at <= $1::bigint + 3600000 group by 1 order by 1 desc;

-- name: desk_erasures
-- Not those to which somebody has objected: they are a kind of their own. As erasure_stand_read has it.
select e.asked_at, e.state, e.attached_at is not null, e.confirmed_at is not null, e.called_at is not null, e.checked_at is not null,
  e.answered_at is not null, e.transcribed and not e.dispute, e.hold is not null, e.due_at, e.objected_at
  from erasure e where e.state not in ('erased', 'ended', 'objected') and e.asked_at <= $1::bigint + 3600000 order by e.asked_at limit 1000;

-- name: desk_objections
select 'committee', count(*), min(e.objected_at) from erasure e where e.state = 'objected' and e.objected_at <= $1::bigint + 3600000 having count(*) > 0;

-- name: desk_factor_resets
select 'office', count(*), min(r.at) from factor_reset r where r.state = 'waiting' and r.at > $1::bigint - 86400000 having count(*) > 0;

-- name: desk_no_admin
-- Art. 13: each facility has one at least who is here.
select 'office', count(*), min(f.created_at) from facility f
 where f.ended_at is null and f.kind <> 'office' and f.created_at <= $1::bigint + 3600000
   and not exists (select from directory_staff d join hat h on h.id = d.hat where d.facility = f.id and h.facility_admin and h.absent_since is null)
having count(*) > 0;

-- name: desk_one_admin
select 'facility', count(*), min(f.created_at) from facility f
 where f.ended_at is null and f.kind <> 'office' and f.created_at <= $1::bigint + 3600000
   and (select count(*) from directory_staff d join hat h on h.id = d.hat where d.facility = f.id and h.facility_admin and h.absent_since is null) = 1
having count(*) > 0;

-- name: desk_links
-- First links that were not used: theirs to use while one is good; else somebody makes a new one.
select case when exists (select from activation t where t.account = a.id and t.used_at is null and t.expires_at > $1::bigint) then 'person'
    when h.facility_admin then 'office' else 'facility' end, count(*), min(h.from_at)
  from hat h join account a on a.id = h.account and a.state = 'disabled' and a.password = 'none yet'
  join facility f on f.id = h.facility and f.ended_at is null
 where h.ended_at is null group by 1 order by 1;

-- name: desk_gates
select case when p.hat is null or t.hat is null then 'facility' else 'person' end, count(*), min(h.from_at)
  from hat h join account a on a.id = h.account and a.state = 'active'
  join facility f on f.id = h.facility and f.ended_at is null
  join hat_gate g on g.hat = h.id and g.gate_at <= $1::bigint
  left join pledge p on p.hat = h.id
  left join training t on t.hat = h.id
 where h.ended_at is null and h.kind = 'staff' and h.absent_since is null group by 1 order by 1;

-- name: desk_pledges
-- Of people who work with it: none on record, or signed to an edition that is not the newest any more.
select 'facility', count(*), min(h.from_at)
  from hat h join account a on a.id = h.account and a.state = 'active'
  join facility f on f.id = h.facility and f.ended_at is null
  left join pledge p on p.hat = h.id
  left join document d on d.id = p.document
 where h.ended_at is null and h.admitted and h.from_at <= $1::bigint + 3600000
   and (p.hat is null or d.edition < (select max(n.edition) from document n where n.kind = 'pledge'))
having count(*) > 0;

-- name: desk_incidents
-- トラブル連絡 that are not closed.
select 'office', count(*), min(i.open_since) from incident i where i.state <> 'closed' and i.at <= $1::bigint + 3600000 having count(*) > 0;

-- name: desk_warnings
-- 注意 and 指導 that were not acknowledged: after their day the committee asks.
select case when w.due_on < day_of($1::bigint) then 'committee' else 'person' end, count(*), min(w.at)
  from warning w where w.acknowledged_at is null and w.withdrawn_at is null group by 1 order by 1;

-- name: desk_stops
-- 緊急停止 and 利用停止: lifted by somebody else than who stopped the account.
select 'office', count(*), min(s.at) from stop s where s.lifted_at is null and s.at <= $1::bigint + 3600000 having count(*) > 0;

-- name: desk_changes
-- 様式3 that were not received.
select 'office', count(*), min(c.at) from change_notice c where c.received_at is null and c.at <= $1::bigint + 3600000 having count(*) > 0;

-- name: desk_attests
-- 在籍の確認 that are late.
select 'facility', count(*), min(r.due_at) from attest_round r join facility f on f.id = r.facility and f.ended_at is null
 where r.closed_at is null and r.due_at < $1::bigint having count(*) > 0;

-- name: desk_mails
-- Letters that could not be sent: given up within a month, or tried in vain for an hour.
select 'office', count(*), min(m.at) from mail m
 where (m.state = 'given_up' and m.ended_at > $1::bigint - 2592000000) or (m.state in ('queued', 'sending') and m.attempts > 0 and m.at < $1::bigint - 3600000)
having count(*) > 0;

-- Staff; see staff.def.

-- name: staff_invite
select staff_invite($1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::bigint);

-- name: staff_waiting
-- Somebody of one's facility whose link was not used yet.
select h.account, a.login from hat h join account a on a.id = h.account join hat w on w.id = $1::uuid
 where h.id = $2::uuid and h.kind = 'staff' and h.ended_at is null and h.facility = w.facility and a.state = 'disabled' and a.password = 'none yet';

-- name: staff_cancel
select staff_cancel($1::uuid, $2::uuid, $3::bigint);

-- name: staff_change
select staff_change($1::uuid, $2::uuid, $3::integer, $4::text, $5::text, $6::text, $7::bigint);

-- name: staff_absence
select staff_absence($1::uuid, $2::uuid, $3::boolean, $4::text::date, $5::bigint);

-- name: staff_offer_admin
select staff_offer_admin($1::uuid, $2::uuid, $3::uuid, $4::boolean, $5::bigint, $6::bigint);

-- name: staff_admin_over
select staff_admin_over($1::uuid, $2::uuid, $3::bigint);

-- name: staff_offer_hat
select staff_offer_hat($1::uuid, $2::text, $3::text, $4::uuid, $5::bigint, $6::bigint);

-- name: staff_offers
-- What the facility has offered and waits for; of a hat for somebody from elsewhere a refusal is not told.
select o.id, o.kind, o.login, o.profession, x.person, b.person, o.at, o.expires_at
  from hat w
  join staff_offer o on o.facility = w.facility and o.expires_at > $2::bigint and (o.state = 'waiting' or o.state = 'declined' and o.kind = 'hat')
  join hat_person b on b.hat = o.by
  left join hat_person x on x.hat = o.hat
 where w.id = $1::uuid
 order by o.at desc, o.id limit 200;

-- name: staff_offer_cancel
select staff_offer_cancel($1::uuid, $2::uuid, $3::bigint);

-- name: offer_accept
select staff_offer_accept($1::uuid, $2::uuid, $3::uuid, $4::bigint);

-- name: offer_decline
select staff_offer_decline($1::uuid, $2::uuid, $3::bigint);

-- name: staff_leaving
-- What stands open of somebody of one's facility ($2), in numbers: no name of a patient, no title.
select x.person, h.facility_admin, h.facility_admin and not exists (select from hat o join account oa on oa.id = o.account
    where o.facility = h.facility and o.id <> h.id and o.facility_admin and o.ended_at is null and o.absent_since is null and oa.state = 'active'),
  (select count(*) from session s where s.hat = h.id and s.state <> 'ended'),
  (select count(distinct s.patient) from member m join space s on s.id = m.space where m.hat = h.id and m.to_seq is null and s.erased_at is null),
  (select count(*) from space s where s.attending = h.id and not s.attending_pending and s.kind = 'care' and s.erased_at is null),
  (select count(distinct s.patient) from member m join space s on s.id = m.space
    where m.hat = h.id and m.to_seq is null and m.role = 'delegate' and s.erased_at is null),
  (select count(*) from member m join space s on s.id = m.space where m.hat = h.id and m.to_seq is null and s.kind = 'circle' and s.closed_at is null),
  (select count(*) from tie_request t where t.state = 'accepted' and h.id in (t.from_hat, t.to_hat)),
  (select count(*) from invitation i where i.state in ('waiting', 'waiting_patient') and h.id in (i.hat, i.by)),
  (select count(*) from hat o where o.account = h.account and o.id <> h.id and o.ended_at is null)
  from hat w
  join hat h on h.facility = w.facility and h.kind = 'staff' and h.ended_at is null
  join account a on a.id = h.account and a.password <> 'none yet'
  join hat_person x on x.hat = h.id
 where w.id = $1::uuid and h.id = $2::uuid;

-- name: staff_heirs
-- Of the circles that only this hat manages: who else is in them, the longest there first.
select m.space, m.from_seq, x.person from circle_alone c
  join member m on m.space = c.space and m.hat <> c.hat and m.to_seq is null
  join hat h on h.id = m.hat and h.ended_at is null
  join hat_person x on x.hat = m.hat
 where c.hat = $1::uuid order by m.space, m.from_seq limit 2000;

-- name: staff_leave
select staff_leave($1::uuid, $2::uuid, $3::uuid[], $4::bigint[], $5::bigint);

-- name: departure_settle
-- By whoever manages the timeline now; the others who do are told.
with settled as (
  update departure d set settled_at = $3::bigint, settled_by = $2::uuid
   where d.id = $1::uuid and d.settled_at is null and exists (select from member m join space s on s.id = m.space where m.space = d.space and m.hat = $2::uuid
     and m.to_seq is null and m.role in ('attending', 'delegate') and s.erased_at is null)
  returning d.space)
select m.hat from settled join member m on m.space = settled.space and m.to_seq is null and m.role in ('attending', 'delegate');

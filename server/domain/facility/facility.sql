-- Facilities at the desk; see facility.def.

-- name: facility_desk
-- Counts of people now: who works there, 施設管理者, who has not opened their link, who has yet to pass the gates, without a pledge, with one to an
-- edition before the newest; timelines whose 主治医 is there.
select f.id, f.name, f.kind, f.outside, f.relation, f.area, f.phone_day, f.listed, f.phone_listed, f.created_at, f.ended_at,
  coalesce(n.staff, 0), coalesce(n.admins, 0), coalesce(n.invited, 0), coalesce(n.gates, 0), coalesce(n.unpledged, 0), coalesce(n.old_pledges, 0),
  (select count(*) from space s join hat t on t.id = s.attending where t.facility = f.id and s.kind = 'care' and s.erased_at is null
    and not s.attending_pending),
  f.address, f.head, f.phone_night, f.version
  from facility f
  left join lateral (
    select count(*) filter (where a.state = 'active') as staff,
      count(*) filter (where a.state = 'active' and h.facility_admin and h.absent_since is null) as admins,
      count(*) filter (where a.state = 'disabled' and a.password = 'none yet') as invited,
      count(*) filter (where a.state = 'active' and g.gate_at <= $1::bigint) as gates,
      count(*) filter (where a.state = 'active' and h.admitted and p.hat is null) as unpledged,
      count(*) filter (where a.state = 'active' and d.edition < (select max(e.edition) from document e where e.kind = 'pledge')) as old_pledges
      from hat h join account a on a.id = h.account
      left join hat_gate g on g.hat = h.id
      left join pledge p on p.hat = h.id
      left join document d on d.id = p.document
     where h.facility = f.id and h.kind = 'staff' and h.ended_at is null) n on true
 where f.kind <> 'office' order by f.ended_at is not null, f.outside, f.name, f.id limit 3000;

-- name: facility_there
-- One that has not left, locked.
select version, outside from facility where id = $1::uuid and kind <> 'office' and ended_at is null for no key update;

-- name: facility_change
-- $3: 関わり, of one outside only.
update facility set name = $2::text, relation = case when outside then $3::text end, address = $4::text, head = $5::text, phone_day = $6::text, phone_night = $7::text,
  version = version + 1 where id = $1::uuid;

-- name: facility_seen_by
-- Who has its name and numbers on the screen: whoever works there, shares a space with somebody who does, or is in a space it hosts.
with own as (select h.id from hat h where h.facility = $1::uuid and h.ended_at is null)
select id from own
union select n.hat from own join member m on m.hat = own.id and m.to_seq is null join member n on n.space = m.space and n.to_seq is null
union select n.hat from space s join member n on n.space = s.id and n.to_seq is null where s.facility = $1::uuid and s.erased_at is null;

-- name: facility_end
select facility_end($1::uuid, $2::uuid, $3::bigint);

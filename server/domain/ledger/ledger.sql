-- The ledger; see ledger.def.

-- name: ledger_facility
select f.name, f.head from hat w join facility f on f.id = w.facility where w.id = $1::uuid;

-- name: ledger_people
-- Everybody of the asker's facility, present and past. Who never followed the invitation that was taken back has not been there.
select x.person, n.name, n.kana, h.profession, coalesce(l.login, a.login), h.facility_admin, day_of(h.from_at)::text, day_of(h.ended_at)::text,
  case when h.ended_at is not null then 'ended' when a.password = 'none yet' then 'invited' when a.state <> 'active' then 'stopped'
    when h.absent_since is not null then 'absent'
    when h.admitted then 'active' else 'waiting' end,
  p.way, p.given_on::text, c.edition, day_of(c.at)::text, not exists (select from document d
    where d.kind in ('points', 'policy') and d.edition = (select max(m.edition) from document m where m.kind = d.kind)
      and not exists (select from document_confirm k where k.hat = h.id and k.document = d.id)),
  t.way, t.held_on::text, a.factor_since is not null, day_of(u.at)::text, e.held_on::text, e.title,
  months_between(e.since, day_of($2::bigint)),
  (select count(*) from incident i where i.facility = h.facility and coalesce(i.about, i.by) = h.id)
  from hat w
  join hat h on h.facility = w.facility and h.kind = 'staff'
  join hat_person x on x.hat = h.id
  join account a on a.id = h.account
  join person n on n.id = a.person
  left join login_past l on l.account = a.id
  left join pledge p on p.hat = h.id
  left join training t on t.hat = h.id
  left join education_last e on e.hat = h.id
  left join lateral (select d.edition, k.at from document_confirm k join document d on d.id = k.document
    where k.hat = h.id and d.kind = 'points' order by d.edition desc limit 1) c on true
  left join lateral (select greatest(s.started_at, v.at) as at from session s left join session_activity v on v.session = s.id
    where s.hat = h.id order by s.started_at desc limit 1) u on true
 where w.id = $1::uuid and (h.ended_at is null or a.password <> 'none yet')
 order by h.ended_at is not null, n.kana, h.from_at, h.id limit 2000;

-- name: ledger_pledge
-- 様式4 of $2: for the asker itself ($1), and for the 施設管理者 of the facility.
select f.name, f.head, x.person, p.way, p.given_on::text, p.at, d.edition, d.body, b.person
  from hat w
  join hat h on h.id = $2::uuid and h.kind = 'staff' and (h.id = w.id or (w.facility_admin and h.facility = w.facility))
  join facility f on f.id = h.facility
  join hat_person x on x.hat = h.id
  join pledge p on p.hat = h.id
  join hat_person b on b.hat = p.by
  left join document d on d.id = p.document
 where w.id = $1::uuid;

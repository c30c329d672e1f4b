-- Accounts; see account.def.

-- name: account_list
-- One row a hat of staff, office and committee. The last sign-in as a month of Japan: who was here when, to the minute, is nobody's business.
select x.person, h.facility_admin,
  case when a.state in ('active', 'stopped') then a.state when a.password = 'none yet' then 'invited' else 'disabled' end,
  h.kind <> 'staff' or coalesce(g.gate_at > $1::bigint, true), a.factor_since is not null, p.given_on::text, t.held_on::text,
  h.kind <> 'staff' or not exists (select from document d where d.kind in ('points', 'policy')
    and d.edition = (select max(n.edition) from document n where n.kind = d.kind)
    and not exists (select from document_confirm c where c.hat = h.id and c.document = d.id)),
  (select to_char(to_timestamp(max(s.started_at) / 1000) at time zone 'Asia/Tokyo', 'YYYY-MM') from session s where s.hat = h.id),
  (select count(*) from account k where k.side = 'patient_side' and k.state = 'active')
  from hat h
  join account a on a.id = h.account
  join person n on n.id = a.person
  join hat_person x on x.hat = h.id
  left join facility f on f.id = h.facility
  left join hat_gate g on g.hat = h.id
  left join pledge p on p.hat = h.id
  left join training t on t.hat = h.id
 where h.kind <> 'kin' and h.ended_at is null and f.ended_at is null
 order by n.kana, h.id limit 5000;

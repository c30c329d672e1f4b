-- name: inbox_offers
-- To be 施設管理者, or a hat at a second facility: of the latter for every hat of the account.
select null::uuid, o.id, o.kind, f.name, o.profession, b.person, o.at, o.expires_at
  from hat w
  join staff_offer o on o.state = 'waiting' and o.expires_at > $2::bigint and (o.hat = w.id or o.account = w.account)
  join facility f on f.id = o.facility
  join hat_person b on b.hat = o.by
 where w.id = $1::uuid
 order by o.at desc, o.id limit 50;

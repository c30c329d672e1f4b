-- name: inbox_password_links
-- A link for a new password of this account, by somebody else.
select null::uuid, l.id, b.person, l.at, l.expires_at from hat w
  join password_link l on l.account = w.account and l.ended_at is null and l.expires_at > $2::bigint
  join hat_person b on b.hat = l.by
 where w.id = $1::uuid;

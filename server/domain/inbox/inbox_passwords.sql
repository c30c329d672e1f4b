-- name: inbox_passwords
-- Since when the account has its password, and for how many days.
select null::uuid, a.password_at, ($2::bigint - a.password_at) / 86400000 from hat w join account a on a.id = w.account where w.id = $1::uuid and w.kind <> 'kin';

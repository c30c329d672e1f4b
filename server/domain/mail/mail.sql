-- Mail; see mail.def.

-- name: mail_own
-- One's own, and what the last letter there met ($2: since when).
select x.address, x.confirmed_at, x.pending, x.pending_at,
  (select m.trouble from mail m where m.account = $1::uuid and m.at > $2::bigint order by m.at desc, m.id limit 1)
  from account a left join mail_address x on x.account = a.id where a.id = $1::uuid;

-- name: mail_set
insert into mail_address (account, pending, pending_at) values ($1::uuid, $2::text, $3::bigint)
on conflict (account) do update set pending = excluded.pending, pending_at = excluded.pending_at;

-- name: mail_asked
-- Letters with a link that this account had in a day; its row is locked, so that they are counted one after the other.
select (select count(*) from mail m where m.account = a.id and m.kind in ('activation', 'confirm') and m.at > $2::bigint - 86400000)
  from account a where a.id = $1::uuid for no key update;

-- name: mail_drop
-- The former address is told.
with former as (select address from mail_address where account = $1::uuid and address is not null),
told as (insert into mail (id, kind, account, address, at, next_at) select gen_random_uuid(), 'address', $1::uuid, address, $2::bigint, $2::bigint from former)
update mail_address set address = null, confirmed_at = null, pending = null, pending_at = null where account = $1::uuid;

-- name: mail_void
-- A letter of that kind, about a link that is good no more, is not sent any more.
update mail set state = 'void', ended_at = $2::bigint where account = $1::uuid and kind = $3::text and state in ('queued', 'sending');

-- name: mail_void_links
update mail_link set expires_at = $2::bigint where account = $1::uuid and used_at is null and expires_at > $2::bigint;

-- name: mail_queue
insert into mail (id, kind, account, by, at, next_at) values (gen_random_uuid(), $2::text, $1::uuid, $3::uuid, $4::bigint, $4::bigint);

-- name: mail_confirm
select mail_confirm($1::bytea, $2::bigint);

-- name: mail_application
select mail_application($1::uuid, $2::bigint, $3::integer);

-- name: mail_applicant
select mail_application_confirm($1::text, $2::bytea, $3::bigint);

-- name: mail_invitee
-- Somebody of one's facility whose link was not used yet.
select h.account from hat h join account a on a.id = h.account join hat w on w.id = $1::uuid
 where h.id = $2::uuid and h.kind = 'staff' and h.ended_at is null and h.facility = w.facility and a.state = 'disabled' and a.password = 'none yet';

-- name: mail_invited
-- Of the people of one's facility whose link was not used yet: where the newest letter stands.
select h.id, coalesce(x.pending, x.address), m.state, m.trouble, m.at, m.ended_at
  from hat w join hat h on h.facility = w.facility and h.kind = 'staff' and h.ended_at is null
  join account a on a.id = h.account and a.state = 'disabled' and a.password = 'none yet'
  join mail_address x on x.account = a.id
  left join lateral (select * from mail n where n.account = a.id and n.kind = 'activation' order by n.at desc, n.id limit 1) m on true
 where w.id = $1::uuid and coalesce(x.pending, x.address) is not null order by h.id limit 500;

-- name: mail_outbox
-- What waits, and what ended since $1, in numbers.
select kind, case when state = 'sending' then 'queued' else state end, trouble, count(*), min(at), max(coalesce(ended_at, at))
  from mail where state in ('queued', 'sending') or ended_at > $1::bigint group by 1, 2, 3 order by 2, 1, 3;

-- name: mail_demo
select address, subject, body, to_char(to_timestamp(at / 1000.0) at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI') from demo_mail order by id desc limit 50;

-- A forgotten password; see password.def.

-- name: password_link_facts
-- Whom this hat ($1) may help, and how many links there were in a day: never oneself, with whichever account; a 施設管理者 staff of the facility who are no 施設管理者,
-- office or committee anywhere, the office just those. The account is locked: its links come one after the other.
select a.id, x.address is not null, a.factor_since is null, (select count(*) from password_link l where l.account = a.id and l.at > $3::bigint - 86400000)
  from hat h
  join account a on a.id = h.account and a.side = 'staff' and a.state = 'active'
  join hat w on w.id = $1::uuid
  join account wa on wa.id = w.account and wa.person <> a.person
  left join facility f on f.id = h.facility
  left join mail_address x on x.account = a.id
 where h.id = $2::uuid and h.ended_at is null and h.absent_since is null and f.ended_at is null
   and (w.kind = 'office' or w.facility_admin and h.facility = w.facility)
   and (w.kind = 'office') = exists (select from hat o where o.account = a.id and o.ended_at is null and (o.facility_admin or o.kind in ('office', 'committee')))
   for no key update of a;

-- name: password_link_replace
update password_link set ended_at = $2::bigint, end_reason = 'replaced' where account = $1::uuid and ended_at is null;

-- name: password_link_add
insert into password_link (id, account, hat, by, at, expires_at) values ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::bigint, $6::bigint);

-- name: password_link_token
insert into password_link_token (token_hash, link) values ($1::bytea, $2::uuid);

-- name: password_link_tell
-- Whom it is about finds it in the お知らせ, with each of the account's hats.
select h.id from hat h where h.account = $1::uuid and h.ended_at is null;

-- name: password_link_list
-- Open ones of the people this hat looks after, or whose code it could give; and for a week those that the person has stopped.
select l.id, x.person, b.person, l.at, l.expires_at, wa.person = ba.person, a.factor_since is null, l.second_by is not null, l.end_reason is not null
  from password_link l
  join account a on a.id = l.account
  join hat h on h.id = l.hat and h.ended_at is null
  join hat bh on bh.id = l.by
  join account ba on ba.id = bh.account
  join hat w on w.id = $1::uuid
  join account wa on wa.id = w.account and wa.person <> a.person
  join hat_person x on x.hat = l.hat
  join hat_person b on b.hat = l.by
 where (l.ended_at is null and l.expires_at > $2::bigint and a.state = 'active' or l.end_reason = 'disowned' and l.ended_at > $2::bigint - 604800000)
   and (w.kind = 'office' or w.facility_admin and h.facility = w.facility)
 order by l.at desc, l.id limit 100;

-- name: password_link_seconded
-- Of whom this hat may stand in for the missing factor: never of who made the link, nor of whose it is.
select g.account from password_link_good g
  join account a on a.id = g.account
  join hat h on h.id = g.hat
  join hat bh on bh.id = g.by
  join account ba on ba.id = bh.account
  join hat w on w.id = $2::uuid
  join account wa on wa.id = w.account and wa.person <> a.person and wa.person <> ba.person
 where g.id = $1::uuid and g.expires_at > $3::bigint and not g.factor
   and (w.kind = 'office' or w.facility_admin and h.facility = w.facility);

-- name: password_link_second
update password_link set second_by = $2::uuid, second_hash = $3::bytea where id = $1::uuid and ended_at is null returning id;

-- name: password_link_cancel
-- By whose it is: 「私ではありません」; or by somebody who looks after the person.
update password_link l set ended_at = $3::bigint, end_reason = case when a.person = wa.person then 'disowned' else 'cancelled' end
  from account a, hat h, hat w, account wa
 where l.id = $1::uuid and l.ended_at is null and l.expires_at > $3::bigint and a.id = l.account and h.id = l.hat and w.id = $2::uuid and wa.id = w.account
   and case when a.person = wa.person then a.id = wa.id else w.kind = 'office' or w.facility_admin and h.facility = w.facility end
 returning l.account;

-- name: password_link_of
-- Whose a token is, as long as it can be used.
select g.id, g.account, g.name, g.facility, g.factor from password_link_token t join password_link_good g on g.id = t.link
 where t.token_hash = $1::bytea and g.expires_at > $2::bigint;

-- name: password_link_lock
select id from account where id = $1::uuid for no key update;

-- name: password_link_proof
-- The same once nothing of it changes any more: what has to be shown.
select g.login, g.hat, g.factor, g.sealed, g.second_hash from password_link_good g where g.id = $1::uuid and g.expires_at > $2::bigint;

-- name: password_link_wrong
update password_link set wrong = wrong + 1, ended_at = case when wrong + 1 >= $3::integer then $2::bigint end, end_reason = case when wrong + 1 >= $3::integer then 'wrong' end
 where id = $1::uuid and ended_at is null;

-- name: password_link_used
update password_link set ended_at = $2::bigint, end_reason = 'used' where id = $1::uuid and ended_at is null;

-- name: password_return
-- $4: of whose factor was reset in person, until when it is enrolled anew; two have been with the person again.
update account set password = $2::text, password_at = $3::bigint, enrol_until = case when enrol_until is not null then $4::bigint end
 where id = $1::uuid returning login;

-- The hot lane's set-based statements; one row an act, `i` numbers the acts of the batch.

-- name: hot_facts
select f.id, f.account, f.hat, f.kind, f.state, f.started_at, f.end_at, f.idle_ms, f.active_at, f.account_active, f.hat_ended,
  s.id, s.consent, s.archived_at, s.frozen_at, s.read_until, s.seq, s.post_no, m.from_seq, m.read_from_seq, m.role,
  p.id, p.author, p.created_seq, p.no, p.version, p.deleted_at is not null, p.reply_to,
  f.facility, f.facility_admin, s.kind, s.patient, s.instruction, s.attending_pending, s.closed_at, s.erased_at,
  o.i, d.id, d.no, d.seq, d.created_at, d.reply_to, v.post is not null, r.no, x.kind, x.version, d.created_seq
  from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::uuid[]) with ordinality as o (token_hash, space, post, client_key, i)
  left join session_facts f on f.token_hash = o.token_hash
  left join space s on s.id = o.space
  left join member m on m.space = s.id and m.hat = f.hat and m.to_seq is null
  left join post p on p.id = o.post and p.space = s.id
  left join post d on d.space = s.id and d.author = f.hat and d.client_key = o.client_key
  left join post_version v on v.post = p.id and v.version = p.version and v.client_key = o.client_key
  left join post r on r.id = coalesce(d.reply_to, p.reply_to, p.id)
  left join reaction x on x.post = p.id and x.hat = f.hat and x.withdrawn_at is null
 order by o.i;

-- name: hot_posts
insert into post (id, space, no, created_seq, seq, author, client_key, reply_to, body, created_at)
select id, space, no, seq, seq, author, client_key, reply_to, body, $9
  from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[], $7::uuid[], $8::bytea[])
    as n (id, space, no, seq, author, client_key, reply_to, body);

-- name: hot_edits
with version as (
  insert into post_version (post, version, body, client_key, at)
  select post, version, body, client_key, $6::bigint
    from unnest($1::uuid[], $2::int[], $3::bytea[], $4::uuid[]) as n (post, version, body, client_key))
update post p set version = n.version, edited_at = $6::bigint, seq = n.seq
  from unnest($1::uuid[], $2::int[], $5::bigint[]) as n (post, version, seq) where p.id = n.post;

-- name: hot_deletes
update post p set deleted_at = $5::bigint, deleted_by = n.hat, sealed_reason = n.reason, seq = n.seq
  from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::bigint[]) as n (post, hat, reason, seq) where p.id = n.post;

-- name: hot_reactions
with given as (
  insert into reaction (post, hat, kind, version, at, withdrawn_at)
  select post, hat, kind, version, $6::bigint, case when withdrawn then $6::bigint end
    from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[], $5::bool[]) as n (post, hat, kind, version, withdrawn)
  on conflict (post, hat) do update set kind = excluded.kind, version = excluded.version, withdrawn_at = excluded.withdrawn_at,
    at = excluded.at)
update post p set seq = n.seq from unnest($1::uuid[], $7::bigint[]) as n (post, seq) where p.id = n.post;

-- name: hot_events
insert into event (space, seq, kind, at, hat, post)
select space, seq, kind, $6, hat, post
  from unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::uuid[]) as n (space, seq, kind, hat, post);

-- name: hot_advance
update space s set seq = n.seq, post_no = n.post_no
  from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as n (space, seq, post_no) where s.id = n.space;

-- The hot lane's set-based statements; one row an act, `i` numbers the acts of the batch.

-- name: hot_locks
-- First the sessions, shared, then the spaces: the scalar subquery is a condition on the whole and comes before any row.
with sessions as materialized (select count(pg_advisory_xact_lock_shared(k)) as n from unnest($1::bigint[]) k)
select id from space where id = any($2::uuid[]) and (select n from sessions) >= 0 order by id for no key update;

-- name: hot_facts
-- Who asks, and about which space. Every lookup is by a unique key and a lateral of its own, so that each one uses its whole key whatever
-- the statistics say. d: what is here already under the client's key.
select f.id, f.account, f.hat, f.kind, f.state, f.started_at, f.end_at, f.idle_ms, f.active_at, f.account_active, f.hat_ended,
  s.id, s.consent, s.archived_at, s.frozen_at, s.read_until, s.seq, s.post_no, m.from_seq, m.read_from_seq, m.role,
  f.facility, f.facility_admin, s.kind, s.patient, s.instruction, s.attending_pending, s.closed_at, s.erased_at,
  f.physician, s.attending is not null and not s.attending_pending, null::uuid, f.factor, f.must_enrol, f.factor_at, f.proved_at, f.gate_at,
  d.id, d.no, d.seq, d.created_at, d.reply_to, d.created_seq
  from unnest($1::bytea[], $2::uuid[], $3::uuid[]) with ordinality as o (token_hash, space, client_key, i)
  left join lateral (select * from session_facts f where f.token_hash = o.token_hash limit 1) f on true
  left join lateral (select * from space s where s.id = o.space limit 1) s on true
  left join lateral (select * from member m where m.space = s.id and m.hat = f.hat and m.to_seq is null limit 1) m on true
  left join lateral (select * from post d where d.space = s.id and d.author = f.hat and d.client_key = o.client_key limit 1) d on true
 order by o.i;

-- name: hot_post_facts
-- The posts the acts are about: sent only when one is about a post. edit_twin: an edit is here already under the client's key.
select p.id, p.author, p.created_seq, p.no, p.version, p.deleted, p.reply_to, p.edit_twin, p.root_no, p.reaction, p.reaction_version
  from unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::uuid[]) with ordinality as o (token_hash, space, post, client_key, i)
  left join lateral (
    select p.*, p.deleted_at is not null as deleted, coalesce(r.no, p.no) as root_no,
      exists (select from post_version v where v.post = p.id and v.client_key = o.client_key) as edit_twin,
      x.kind as reaction, x.version as reaction_version
      from post p
      left join post r on r.id = p.reply_to
      left join session e on e.token_hash = o.token_hash
      left join reaction x on x.post = p.id and x.hat = e.hat and x.withdrawn_at is null
     where p.id = o.post and p.space = o.space limit 1) p on true
 order by o.i;

-- name: hot_posts
-- New posts, their events and the counters of their spaces.
with n as materialized (
  select * from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[], $7::uuid[], $8::bytea[])
    as n (id, space, no, seq, author, client_key, reply_to, body)),
posted as (
  insert into post (id, space, no, created_seq, seq, author, client_key, reply_to, body, created_at)
  select id, space, no, seq, seq, author, client_key, reply_to, body, $9::bigint from n),
advanced as (
  update space s set seq = c.seq, post_no = c.post_no
    from unnest($10::uuid[], $11::bigint[], $12::bigint[]) as c (space, seq, post_no) where s.id = c.space)
insert into event (space, seq, kind, at, hat, post) select space, seq, 'post', $9::bigint, author, id from n;

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
with advanced as (
  update space s set seq = n.seq, post_no = n.post_no
    from unnest($7::uuid[], $8::bigint[], $9::bigint[]) as n (space, seq, post_no) where s.id = n.space)
insert into event (space, seq, kind, at, hat, post)
select space, seq, kind, $6, hat, post
  from unnest($1::uuid[], $2::bigint[], $3::text[], $4::uuid[], $5::uuid[]) as n (space, seq, kind, hat, post);

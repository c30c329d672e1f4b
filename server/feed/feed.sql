-- Re-reading the streams; see feed/feed.h.

-- name: feed_since
-- At most $4 events of each space. What a space's state is judged by comes with its events: who may read it is decided when they are sent.
select false as revoked, e.space, e.seq, e.kind, e.at, e.hat, e.member, e.post, p.created_seq, null::uuid as session, false as locked, null::bigint as n,
  s.consent, s.archived_at, s.frozen_at, s.read_until, s.closed_at, s.erased_at
  from unnest($1::uuid[], $2::bigint[]) as a (space, seq)
  join space s on s.id = a.space
  cross join lateral (select * from event e where e.space = a.space and e.seq > a.seq order by e.seq limit $4::bigint) e
  left join post p on p.id = e.post
union all
select true, null, null, null, null, null, null, null, null, r.session, r.locked, r.n, null, null, null, null, null, null from revocation r where r.n > $3::bigint
 order by 1 desc, 2, 3, 12;

-- name: feed_revocation_head
select n from revocation_head;

-- name: feed_memberships
select m.space, s.seq, m.from_seq, m.read_from_seq, s.consent, s.archived_at, s.frozen_at, s.read_until, s.closed_at, s.erased_at,
  s.kind, h.kind, h.facility_admin
  from member m join space s on s.id = m.space join hat h on h.id = m.hat
 where m.hat = $1::uuid and m.to_seq is null;

-- name: feed_heads
select id, seq from space where id = any($1::uuid[]);

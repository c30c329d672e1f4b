-- Cursors; see feed/receipts.h.

-- name: receipts_flush
with moves as (
  select o.space, o.hat, least(greatest(o.delivered, o.opened), s.post_no) as delivered, least(o.opened, s.post_no) as opened, o.at
    from unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[]) as o (space, hat, delivered, opened, at)
    join space s on s.id = o.space
    join member m on m.space = o.space and m.hat = o.hat and m.to_seq is null
   order by o.space, o.hat),
moved as (
  insert into cursor as c (space, hat, delivered_no, opened_no, at) select space, hat, delivered, opened, at from moves
  on conflict (space, hat) do update set delivered_no = greatest(c.delivered_no, excluded.delivered_no),
    opened_no = greatest(c.opened_no, excluded.opened_no), at = excluded.at
   where excluded.delivered_no > c.delivered_no or excluded.opened_no > c.opened_no
  returning space, hat, delivered_no, opened_no, at),
kept as (
  insert into cursor_move (space, hat, opened, upto_no, at)
  select space, hat, false, delivered_no, at from moved where delivered_no > 0
  union all select space, hat, true, opened_no, at from moved where opened_no > 0
  on conflict do nothing)
select distinct space from moved;

-- name: receipts_since
-- Of staff and to staff: relatives are neither told who has read, nor is it told of them.
select c.hat, c.delivered_no, c.opened_no, c.at, false from cursor c join hat h on h.id = c.hat and h.kind <> 'kin'
 where c.space = $1::uuid and c.at > $2::bigint
union all
select distinct p.author, 0::bigint, 0::bigint, 0::bigint, true from post p join hat h on h.id = p.author and h.kind <> 'kin'
  join space s on s.id = p.space where p.space = $1::uuid and p.no > s.post_no - 100
 order by 5, 4;

-- Posts as members read them; see post.def. Receipts are of staff, never of relatives. Columns of post_now first, then the receipt
-- (of own posts; $2 = the asking hat) and whether it was reported.

-- name: post_page_before
-- With the seq of the same moment, and whether there is something on the page's other side; one row without a post when the page is empty.
select p.*, case when p.author = $2::uuid then r.receipt end, post_report_state(p.id, p.space, p.author, $2::uuid), s.seq,
  exists (select from post o where o.space = $1::uuid and o.no >= $3::bigint and o.created_seq > $4::bigint)
  from space s
  left join lateral (select * from post_now n where n.space = s.id and n.no < $3::bigint and n.created_seq > $4::bigint
     order by n.no desc limit $5::bigint) p on true
  left join lateral (select jsonb_build_object('of', count(*), 'delivered', count(*) filter (where c.delivered_no >= p.no),
     'opened', count(*) filter (where c.opened_no >= p.no)) as receipt
     from member m join hat h on h.id = m.hat and h.kind <> 'kin' left join cursor c on c.space = m.space and c.hat = m.hat
    where m.space = p.space and m.hat <> p.author and m.from_seq < p.created_seq and coalesce(m.to_seq, p.created_seq + 1) > p.created_seq) r
    on p.author = $2::uuid
 where s.id = $1::uuid order by p.no desc;

-- name: post_page_after
-- As post_page_before, upwards.
select p.*, case when p.author = $2::uuid then r.receipt end, post_report_state(p.id, p.space, p.author, $2::uuid), s.seq,
  exists (select from post o where o.space = $1::uuid and o.no <= $3::bigint and o.created_seq > $4::bigint)
  from space s
  left join lateral (select * from post_now n where n.space = s.id and n.no > $3::bigint and n.created_seq > $4::bigint
     order by n.no limit $5::bigint) p on true
  left join lateral (select jsonb_build_object('of', count(*), 'delivered', count(*) filter (where c.delivered_no >= p.no),
     'opened', count(*) filter (where c.opened_no >= p.no)) as receipt
     from member m join hat h on h.id = m.hat and h.kind <> 'kin' left join cursor c on c.space = m.space and c.hat = m.hat
    where m.space = p.space and m.hat <> p.author and m.from_seq < p.created_seq and coalesce(m.to_seq, p.created_seq + 1) > p.created_seq) r
    on p.author = $2::uuid
 where s.id = $1::uuid order by p.no;

-- name: post_by_ids
select p.*, case when p.author = $2::uuid then r.receipt end, post_report_state(p.id, p.space, p.author, $2::uuid) from post_now p
  left join lateral (select jsonb_build_object('of', count(*), 'delivered', count(*) filter (where c.delivered_no >= p.no),
     'opened', count(*) filter (where c.opened_no >= p.no)) as receipt
     from member m join hat h on h.id = m.hat and h.kind <> 'kin' left join cursor c on c.space = m.space and c.hat = m.hat
    where m.space = p.space and m.hat <> p.author and m.from_seq < p.created_seq and coalesce(m.to_seq, p.created_seq + 1) > p.created_seq) r
    on p.author = $2::uuid
 where p.id = any($1::uuid[]) order by p.no;

-- name: post_replies
select p.*, case when p.author = $2::uuid then r.receipt end, post_report_state(p.id, p.space, p.author, $2::uuid) from post_now p
  left join lateral (select jsonb_build_object('of', count(*), 'delivered', count(*) filter (where c.delivered_no >= p.no),
     'opened', count(*) filter (where c.opened_no >= p.no)) as receipt
     from member m join hat h on h.id = m.hat and h.kind <> 'kin' left join cursor c on c.space = m.space and c.hat = m.hat
    where m.space = p.space and m.hat <> p.author and m.from_seq < p.created_seq and coalesce(m.to_seq, p.created_seq + 1) > p.created_seq) r
    on p.author = $2::uuid
 where p.space = $1::uuid and p.reply_to = $3::uuid and p.created_seq > $4::bigint order by p.no limit 1000;

-- name: post_people
-- Everybody who appears in these posts: authors, who deleted, who reacted.
select coalesce(jsonb_agg(x.person), '[]') from hat_person x where x.hat in (
  select p.author from post p where p.id = any($1::uuid[])
  union select p.deleted_by from post p where p.id = any($1::uuid[])
  union select r.hat from reaction r where r.post = any($1::uuid[]) and r.withdrawn_at is null);

-- name: post_versions
-- None of what is hidden from this hat.
select v.version, v.body, v.at from (select 1 as version, body, created_at as at, id as post from post union all select version, body, at, post from post_version) v
  join post p on p.id = v.post and post_report_state(p.id, p.space, p.author, $2::uuid) < 2
 where v.post = $1::uuid order by 1;

-- name: post_receipts
select m.hat, x.person,
  (select min(v.at) from cursor_move v where v.space = m.space and v.hat = m.hat and not v.opened and v.upto_no >= p.no),
  (select min(v.at) from cursor_move v where v.space = m.space and v.hat = m.hat and v.opened and v.upto_no >= p.no)
  from post p
  join member m on m.space = p.space and m.hat <> p.author and m.from_seq < p.created_seq and coalesce(m.to_seq, p.created_seq + 1) > p.created_seq
  join hat h on h.id = m.hat and h.kind <> 'kin'
  join hat_person x on x.hat = m.hat
 where p.id = $1::uuid order by 4 desc nulls last, 3 desc nulls last, 1;

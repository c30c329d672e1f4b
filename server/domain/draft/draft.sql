-- Drafts; see draft.def.

-- name: draft_read
select body, reply_to, at from draft where space = $1::uuid and hat = $2::uuid and body is not null;

-- name: draft_write
-- Membership is judged once more in the statement itself. A reply must name a post of the space that the member sees.
insert into draft (space, hat, body, reply_to, at)
select m.space, m.hat, $3::bytea, p.id, $5::bigint from member m left join post p on p.id = $4::uuid and p.space = m.space and p.created_seq > m.read_from_seq
 where m.space = $1::uuid and m.hat = $2::uuid and m.to_seq is null
on conflict (space, hat) do update set body = excluded.body, reply_to = excluded.reply_to, at = excluded.at
returning at;

-- 施設管理者グループ; see board.def.

-- name: board_space
select id from space where kind = 'board';

-- name: board_confirmations
-- Every 施設管理者 on the board now, with when the text was confirmed as it stands; who has not, first.
select x.person, r.at
  from member m
  join post p on p.id = $2::uuid
  join hat h on h.id = m.hat and h.kind = 'staff'
  join hat_person x on x.hat = m.hat
  left join reaction r on r.post = p.id and r.hat = m.hat and r.kind = 'acknowledged' and r.version = p.version and r.withdrawn_at is null
 where m.space = $1::uuid and m.to_seq is null
 order by r.at nulls first, x.person->>'kana', m.hat;

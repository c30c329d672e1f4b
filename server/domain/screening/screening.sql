-- Counts of what the policy layer has done; see screening.def.

-- name: screening_counts
-- Since $1, by the months of Japan. A text with findings of two kinds counts for both; one that was not looked at to its end for none: kind null.
select to_char(to_timestamp(n.at / 1000) at time zone 'Asia/Tokyo', 'YYYY-MM'), f.name, coalesce(f.outside, false), k.kind, n.outcome, count(*)
  from screening n
  join hat h on h.id = n.hat
  left join facility f on f.id = h.facility
  left join lateral unnest(n.kinds) k (kind) on true
 where n.at >= $1::bigint and n.outcome <> 'draft'
 group by 1, f.id, f.name, f.outside, k.kind, n.outcome
 order by 1 desc, f.name nulls last, f.id, k.kind nulls last, n.outcome
 limit 5000;

-- Facilities and staff; see directory.def.

-- name: directory_facilities
-- Those with somebody in them.
select f.id, f.name, f.kind, f.outside, count(*) from facility f join directory_staff d on d.facility = f.id
 group by f.id order by f.outside, f.name, f.id limit 2000;

-- name: directory_staff
-- A page in order of kana: behind the hat $2, or from the beginning.
select d.hat, d.person from directory_staff d
 where d.facility = $1::uuid and ($2::uuid is null or (d.kana, d.hat) > (select x.kana, x.hat from directory_staff x where x.hat = $2::uuid))
 order by d.kana, d.hat limit $3::bigint;

-- name: directory_search
-- Every word must stand in the name, the kana or the facility's name, wherever; folded alike.
select d.hat, d.person from directory_staff d
 where (select bool_and(position(folded(w) in d.words) > 0) from unnest($1::text[]) w)
   and ($2::uuid is null or (d.kana, d.hat) > (select x.kana, x.hat from directory_staff x where x.hat = $2::uuid))
 order by d.kana, d.hat limit $3::bigint;

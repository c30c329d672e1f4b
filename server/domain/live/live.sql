-- name: live_people
select hat, person from hat_person where hat = any($1::uuid[]);

-- name: live_attending
select s.attending, x.person->>'name' from space s left join hat_person x on x.hat = s.attending where s.id = $1::uuid;

-- name: live_people
-- Who acted, and who wrote what they acted on.
select hat, person from hat_person where hat in (select unnest($1::uuid[]) union select author from post where id = any($2::uuid[]));

-- name: live_attending
select s.attending, x.person->>'name' from space s left join hat_person x on x.hat = s.attending where s.id = $1::uuid;

-- What the process `mail` asks of the database.

-- name: mailer_claim
select mail_id, mail_kind, attempt, to_address, to_name, receipt, network from mail_claim($1::bigint, $2::bytea, $3::bigint, $4::bigint, $5::bigint);

-- name: mailer_forget
select mail_forget($1::bigint);

-- name: mailer_resume
select mail_resume($1::bigint);

-- name: mailer_settle
select mail_settle($1::uuid, $2::bytea, $3::bigint, $4::boolean, $5::boolean, $6::text, $7::bigint);

-- name: mailer_sink
select mail_sink($1::uuid, $2::bigint, $3::text, $4::text, $5::text);

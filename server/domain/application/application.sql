-- 利用申込; see application.def.

-- name: application_lock
-- Beginning one is counted: one after the other.
select pg_advisory_xact_lock(1212001);

-- name: application_counts
-- Begun from this address within a day; drafts there are.
select (select count(*) from application where source_key = $1::bytea and at > $2::bigint - 86400000),
  (select count(*) from application where state = 'draft');

-- name: application_insert
insert into application (id, receipt, secret_hash, source_key, by_office, state, at, changed_at)
values ($1::uuid, $2::text, $3::bytea, $4::bytea, $5::boolean, 'draft', $6::bigint, $6::bigint);

-- name: application_step
insert into application_step (application, n, state, at, hat, words)
select $1::uuid, coalesce(max(n), 0) + 1, $2::text, $3::bigint, $4::uuid, $5::text from application_step where application = $1::uuid;

-- name: application_by_secret
-- The secret of the link that was shown, or of one in a letter.
select id from application where receipt = $1::text
   and (secret_hash = $2::bytea or exists (select from mail_link l where l.token_hash = $2::bytea and l.application = application.id and l.expires_at is null));

-- name: application_admit
-- By number and secret: can files be added?
select state in ('draft', 'returned') from application where receipt = $1::text
   and (secret_hash = $2::bytea or exists (select from mail_link l where l.token_hash = $2::bytea and l.application = application.id and l.expires_at is null));

-- name: application_there
-- Locked: its state, version, number, form as it is submitted, people, 施設管理者 among them; whether the 施設長 has signed, and on a day that has come ($3).
select a.state, a.version, a.receipt, ((a.form - 'people') || jsonb_build_object('version', a.version))::text,
  (select count(*) from jsonb_object_keys(a.form->'people')), (select count(*) from jsonb_each(a.form->'people') p where (p.value->>'admin')::boolean),
  (a.form->'people') ? $2::text, folded(a.form->>'signed_name') = folded(a.form->>'head_name'), (a.form->>'signed_on')::date <= day_of($3::bigint)
  from application a where a.id = $1::uuid for update;

-- name: application_show
-- $2: with who did it (for the office).
select a.receipt, a.state, a.by_office, a.version, a.form - 'people',
  (select coalesce(jsonb_agg(p.value || jsonb_build_object('id', p.key) order by not (p.value->>'admin')::boolean, p.value->>'kana', p.key), '[]') from jsonb_each(a.form->'people') p),
  (select coalesce(jsonb_agg(jsonb_build_object('state', s.state, 'at', s.at, 'words', s.words, 'by', case when $2::boolean then x.person->>'name' end) order by s.n), '[]')
     from application_step s left join hat_person x on x.hat = s.hat where s.application = a.id),
  a.changed_at, a.id,
  (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'kind', n.kind, 'size', n.size, 'at', n.at) order by n.at, n.id), '[]')
     from application_scan n where n.application = a.id)
  from application a where a.id = $1::uuid and (not $2::boolean or a.by_office or a.state <> 'draft');

-- name: application_set
update application set form = $2::text::jsonb || jsonb_build_object('people', form->'people'), version = version + 1, changed_at = $3::bigint where id = $1::uuid;

-- name: application_person_set
update application set form = jsonb_set(form, array['people', $2::text], $3::text::jsonb), version = version + 1, changed_at = $4::bigint where id = $1::uuid;

-- name: application_person_drop
update application set form = form #- array['people', $2::text], version = version + 1, changed_at = $3::bigint where id = $1::uuid;

-- name: application_scans
-- How many this one has besides $2, and the bytes of all that were not handed in yet.
select (select count(*) from application_scan n where n.application = $1::uuid and n.id <> $2::uuid),
  (select coalesce(sum(n.size), 0)::bigint from application_scan n join application a on a.id = n.application where a.state = 'draft');

-- name: application_scan_set
insert into application_scan (id, application, kind, bytes, size, at) values ($1::uuid, $2::uuid, $3::text, $4::bytea, length($4::bytea), $5::bigint)
on conflict (id) do update set kind = excluded.kind, bytes = excluded.bytes, size = excluded.size, at = excluded.at
 where application_scan.application = excluded.application
returning id;

-- name: application_scan_drop
select application_scan_drop($1::uuid, $2::uuid);

-- name: application_touch
update application set version = version + 1, changed_at = $2::bigint where id = $1::uuid returning version;

-- name: application_scan
-- Of one that office and committee see.
select n.kind, n.bytes, a.receipt, a.id from application_scan n join application a on a.id = n.application
 where n.id = $1::uuid and (a.by_office or a.state <> 'draft');

-- name: application_move
update application set state = $2::text, version = version + 1, changed_at = $3::bigint where id = $1::uuid;

-- name: application_secret_set
-- Links in letters are void with it.
with letters as (update mail_link set expires_at = 0 where application = $1::uuid and expires_at is null)
update application set secret_hash = $2::bytea where id = $1::uuid and state not in ('accepted', 'refused') returning receipt;

-- name: application_list
-- Drafts of applicants are theirs alone.
select id, receipt, state, by_office, form->>'name', form->>'kind', coalesce((form->>'outside')::boolean, false), changed_at
  from application where by_office or state <> 'draft'
 order by state in ('waiting', 'resent') desc, changed_at desc, id limit 500;

-- name: application_accept
select application_accept($1::uuid, $2::uuid, $3::bigint);

-- name: application_admins
-- Those made with it whose link was not used yet; the address as the application has it (the login counts them as application_accept did).
select c.id, c.login, p.name, n.mail from application a
  join hat h on h.facility = a.facility and h.facility_admin and h.ended_at is null
  join account c on c.id = h.account and c.state = 'disabled' and left(c.login, 11) = a.receipt || '-'
  join person p on p.id = c.person
  left join lateral (select x.value->>'mail' as mail, x.value->>'name' as name, row_number() over (order by x.value->>'kana', x.key) as n
    from jsonb_each(a.form->'people') x where (x.value->>'admin')::boolean) n on c.login = a.receipt || '-' || n.n and n.name = p.name
 where a.id = $1::uuid and a.state = 'accepted' order by c.login;

-- name: application_desks
-- Who hears of it: every seat of office and committee.
select id from hat where kind in ('office', 'committee') and ended_at is null;

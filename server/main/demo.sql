-- What the demo verbs write, as database role tasuki_demo (only in a region created as demo: the schema's triggers check it).

-- name: demo_region_names
update region set name = $1::text, network_name = $2::text, association = $3::text, office = $4::text, committee = $5::text;

-- name: demo_facility_there
select exists (select from facility where ref = $1::text);

-- name: demo_facilities
-- All of them agreed to stand on the public page.
insert into facility (id, ref, name, kind, outside, phone_day, phone_night, area, listed, phone_listed, created_at)
select id, ref, name, kind, outside, day, night, area, kind <> 'office', kind <> 'office', $9::bigint
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bool[], $6::text[], $7::text[], $8::text[])
    as r (id, ref, name, kind, outside, day, night, area);

-- name: demo_public_notice
insert into public_notice (id, title, body, from_on, by, at)
select gen_random_uuid(), $1::text, $2::text, day_of($3::bigint), h.id, $3::bigint from hat h where h.kind = 'office' order by h.id limit 1;

-- name: demo_application
-- Handed in by a facility of the next town, which agrees to everything; nobody has the secret of it. words: the office asked for a correction.
with a as (
  insert into application (id, receipt, secret_hash, source_key, by_office, state, version, form, at, changed_at)
  select gen_random_uuid(), $1::text, sha256(gen_random_uuid()::text::bytea), sha256($1::text::bytea), false, case when $11::text is null then 'waiting' else 'returned' end, 3,
    jsonb_build_object('name', $2::text, 'kind', $3::text, 'outside', true, 'relation', $4::text, 'area', $5::text, 'address', $6::text, 'phone_day', $7::text,
      'contact', $8::text, 'head_title', '代表', 'head_name', $8::text, 'listed', true, 'phone_listed', true, 'signed_name', $8::text, 'signed_on', day_of($12::bigint)::text,
      'point_policy', true, 'point_purpose', true, 'point_consent', true, 'point_admin', true, 'point_staff', true, 'point_device', true, 'point_incident', true,
      'people', jsonb_build_object(gen_random_uuid()::text, jsonb_build_object('name', $8::text, 'kana', $9::text, 'profession', $10::text, 'admin', true))), $12::bigint, $12::bigint
  returning id)
insert into application_step (application, n, state, at, hat, words)
select a.id, s.n, s.state, $12::bigint, case when s.n = 3 then (select h.id from hat h where h.kind = 'office' order by h.id limit 1) end, case when s.n = 3 then $11::text end
  from a, (values (1, 'draft'), (2, 'waiting'), (3, 'returned')) s (n, state) where s.n < 3 or $11::text is not null;

-- name: demo_patients
insert into patient (id, facility, created_at) select id, facility, at from unnest($1::uuid[], $2::uuid[], $3::bigint[]) as r (id, facility, at);

-- name: demo_people
insert into person (id, name, kana, created_at) select id, name, kana, $4::bigint from unnest($1::uuid[], $2::text[], $3::text[]) as r (id, name, kana);

-- name: demo_accounts
insert into account (id, person, side, login, password, password_at, created_at)
select id, person, side, login, $5::text, $7::bigint, $6::bigint
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as r (id, person, side, login);

-- name: demo_hats
-- Staff of the demo have passed their gates.
insert into hat (id, account, kind, facility, patient, profession, facility_admin, from_at, sealed, patient_self, key_person, admitted)
select id, account, kind, facility, patient, profession, admin, $8::bigint, sealed, self, key_person, kind = 'staff'
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::bool[], $9::bytea[], $10::bool[], $11::bool[])
    as r (id, account, kind, facility, patient, profession, admin, sealed, self, key_person);

-- name: demo_last_hats
update account a set last_hat = r.hat from unnest($1::uuid[], $2::uuid[]) as r (account, hat) where a.id = r.account;

-- name: demo_space
insert into space (id, kind, patient, facility, seq, post_no, consent, attending, created_at)
values ($1::uuid, $8::text, $2::uuid, $3::uuid, $4::bigint, $5::bigint, 'recorded', $6::uuid, $7::bigint);

-- name: demo_state
-- Where a timeline of the town stands.
update space set consent = $2::text, instruction = $3::text, read_until = $4::bigint, archived_at = $5::bigint, archive_reason = $6::text,
  archived_by = case when $5::bigint is not null then attending end where id = $1::uuid;

-- name: demo_consent
-- 様式5, signed and its copy handed over on the day of the opening; withdrawn at $6; it covers everything, or ($7) care alone.
insert into consent (id, space, kind, sealed, signed_on, copy_on, scope_photo, scope_family, scope_disaster, scope_after_death, recorded_by,
  recorded_at, withdrawn_at, withdrawn_by)
select $1::uuid, $2::uuid, 'signed', $3::bytea, d.day, d.day, $7::bool, $7::bool, $7::bool, $7::bool, $4::uuid, $5::bigint, $6::bigint,
    case when $6::bigint is not null then $4::uuid end
  from (select (to_timestamp($5::bigint / 1000) at time zone 'Asia/Tokyo')::date) as d (day);

-- name: demo_identity
insert into patient_identity (patient, space, version, sealed) values ($1::uuid, $2::uuid, 1, $3::bytea);

-- name: demo_members
insert into member (space, hat, from_seq, to_seq, from_at, to_at, read_from_seq, role, sealed_relation, added_by)
select $1::uuid, hat, from_seq, nullif(to_seq, 0), from_at, nullif(to_at, 0), read_from, role, relation, $9::uuid
  from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::text[], $10::bytea[])
    as r (hat, from_seq, to_seq, from_at, to_at, read_from, role, relation);

-- name: demo_instructions
-- Why the 管理担当 of a timeline manage it: on the 主治医's word by phone, the day they came in; confirmed, unless the timeline waits for that.
insert into instruction (id, space, attending, delegate, given_on, way, state, at, decided_at)
select gen_random_uuid(), s.id, s.attending, m.hat, (to_timestamp(m.from_at / 1000) at time zone 'Asia/Tokyo')::date, 'phone',
    case when s.instruction = 'waiting' then 'waiting' else 'confirmed' end, m.from_at, case when s.instruction <> 'waiting' then m.from_at end
  from member m join space s on s.id = m.space where s.id = $1::uuid and m.role = 'delegate' and m.to_seq is null and s.attending is not null;

-- name: demo_invitations
insert into invitation (id, space, hat, by, sealed_relation, history, state, at, expires_at)
select gen_random_uuid(), $1::uuid, hat, by, relation, history, 'waiting', at, at + $7::bigint * 86400000
  from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::text[], $6::bigint[]) as r (hat, by, relation, history, at);

-- name: demo_kin_invitation
-- By which a relative of the town came; its link was used.
insert into kin_invitation (id, space, by, sealed, patient_self, key_person, token_hash, state, at, expires_at, decided_at, hat)
select $1::uuid, $2::uuid, $3::uuid, $4::bytea, h.patient_self, h.key_person, sha256(gen_random_uuid()::text::bytea), 'joined', $6::bigint, $6::bigint, $6::bigint, h.id
  from hat h where h.id = $5::uuid;

-- name: demo_handover
insert into handover (id, space, from_hat, to_hat, by, state, at)
values (gen_random_uuid(), $1::uuid, $2::uuid, $3::uuid, $2::uuid, 'offered', $4::bigint);

-- name: demo_posts
insert into post (id, space, no, created_seq, seq, author, client_key, reply_to, body, version, created_at, edited_at, deleted_at,
  deleted_by, sealed_reason)
select id, $1::uuid, no, created_seq, seq, author, gen_random_uuid(), reply_to, body, version, at, nullif(edited, 0), nullif(deleted, 0),
    case when deleted <> 0 then author end, reason
  from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::uuid[], $7::uuid[], $8::bytea[], $9::integer[], $10::bigint[],
    $11::bigint[], $12::bigint[], $13::bytea[])
    as r (id, no, created_seq, seq, author, reply_to, body, version, at, edited, deleted, reason);

-- name: demo_versions
insert into post_version (post, version, body, client_key, at)
select post, version, body, gen_random_uuid(), at
  from unnest($1::uuid[], $2::integer[], $3::bytea[], $4::bigint[]) as r (post, version, body, at);

-- name: demo_reactions
insert into reaction (post, hat, kind, version, at)
select post, hat, kind, version, at
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::bigint[]) as r (post, hat, kind, version, at);

-- name: demo_events
insert into event (space, seq, kind, at, hat, post, member)
select $1::uuid, seq, kind, at, hat, post, member
  from unnest($2::bigint[], $3::text[], $4::bigint[], $5::uuid[], $6::uuid[], $7::uuid[]) as r (seq, kind, at, hat, post, member);

-- name: demo_cursor_moves
insert into cursor_move (space, hat, opened, upto_no, at)
select $1::uuid, hat, opened, upto_no, min(at)
  from unnest($2::uuid[], $3::bool[], $4::bigint[], $5::bigint[]) as r (hat, opened, upto_no, at) group by hat, opened, upto_no;

-- name: demo_cursors
insert into cursor (space, hat, delivered_no, opened_no, at)
select $1::uuid, hat, coalesce(max(upto_no), 0), coalesce(max(upto_no) filter (where opened), 0), max(at)
  from cursor_move where space = $1::uuid group by hat;

-- name: demo_tie
-- Two who are in touch, asked for and accepted at once.
with r as (
  insert into tie_request (id, space, from_hat, to_hat, sealed_reason, state, at, decided_at)
  values (gen_random_uuid(), $1::uuid, $2::uuid, $3::uuid, '', 'accepted', $4::bigint, $4::bigint))
insert into space (id, kind, facility, consent, seq, created_at)
select $1::uuid, 'tie', h.facility, 'not_needed', 2, $4::bigint from hat h where h.id = $2::uuid;

-- name: demo_tie_two
with m as (
  insert into member (space, hat, from_seq, from_at, read_from_seq, role)
  values ($1::uuid, $2::uuid, 1, $4::bigint, 0, 'member'), ($1::uuid, $3::uuid, 2, $4::bigint, 0, 'member'))
insert into event (space, seq, kind, at, hat, member)
values ($1::uuid, 1, 'member_add', $4::bigint, $3::uuid, $2::uuid), ($1::uuid, 2, 'member_add', $4::bigint, $3::uuid, $3::uuid);

-- name: demo_say
-- The next post of a space.
with s as (update space set seq = seq + 1, post_no = post_no + 1 where id = $1::uuid returning seq, post_no),
p as (
  insert into post (id, space, no, created_seq, seq, author, client_key, body, created_at)
  select $2::uuid, $1::uuid, s.post_no, s.seq, s.seq, $3::uuid, gen_random_uuid(), $4::bytea, $5::bigint from s)
insert into event (space, seq, kind, at, hat, post) select $1::uuid, s.seq, 'post', $5::bigint, $3::uuid, $2::uuid from s;

-- name: demo_confirm
with s as (update space set seq = seq + 1 where id = $1::uuid returning seq),
p as (update post set seq = s.seq from s where id = $2::uuid),
r as (insert into reaction (post, hat, kind, version, at) values ($2::uuid, $3::uuid, 'acknowledged', 1, $4::bigint))
insert into event (space, seq, kind, at, hat, post) select $1::uuid, s.seq, 'reaction', $4::bigint, $3::uuid, $2::uuid from s;

-- name: demo_read_on
-- Each of its posts was delivered at once, and opened in the hour, by everybody but its author, who had read what stood above.
insert into cursor_move (space, hat, opened, upto_no, at)
select p.space, m.hat, o.opened, p.no, p.created_at + case when m.hat = p.author then 0 when o.opened then 3600000 else 5000 end
  from post p join member m on m.space = p.space and m.to_seq is null, (values (false), (true)) o (opened) where p.space = $1::uuid;

-- name: demo_accounts_list
select a.login, coalesce(p.name, ''), string_agg(distinct coalesce(h.profession, h.kind), ', '),
    coalesce(string_agg(f.name, ', ' order by h.from_at, h.id), '')
  from account a join person p on p.id = a.person join hat h on h.account = a.id left join facility f on f.id = h.facility
 where h.ended_at is null group by a.login, p.name order by a.login;

-- name: demo_hat_of
select h.id, h.account, p.name from account a join person p on p.id = a.person join hat h on h.account = a.id left join facility f on f.id = h.facility
 where a.login = $1::text and h.kind = 'staff' and h.ended_at is null and ($2::text is null or f.ref = $2::text)
 order by h.id = a.last_hat desc nulls last, h.from_at, h.id limit 1;

-- name: demo_facility_of
select id, name from facility where ref = $1::text;

-- name: demo_space_lock
select seq, attending from space where id = $1::uuid for update;

-- name: demo_member_now
select role from member where space = $1::uuid and hat = $2::uuid and to_seq is null;

-- name: demo_member_remove
update member set to_seq = $3::bigint, to_at = $4::bigint where space = $1::uuid and hat = $2::uuid and to_seq is null;

-- name: demo_member_role
update member set role = $3::text where space = $1::uuid and hat = $2::uuid and to_seq is null;

-- name: demo_attending
update space set attending = $2::uuid, sealed_attending = null, attending_pending = $2::uuid is null where id = $1::uuid;

-- name: demo_advance
update space set seq = $2::bigint where id = $1::uuid;

-- name: demo_notify
select pg_notify($1::text, $2::text);

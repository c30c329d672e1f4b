-- The public page and what the office does to it; see public.def.

-- name: public_region
select name, network_name, association, office, committee, day_in_words(day_of($1::bigint)) from region;

-- name: public_notices_now
select title, body, day_in_words(from_on) from public_notice
 where withdrawn_at is null and from_on <= day_of($1::bigint) and (until_on is null or until_on >= day_of($1::bigint))
 order by from_on desc, at desc, id limit 50;

-- name: public_facilities
-- Those that agreed, by kind; the telephone number only where that was agreed to as well.
select f.kind, f.name, f.outside, coalesce(f.area, ''), coalesce(case when f.phone_listed then f.phone_day end, '')
  from facility f where f.listed and f.ended_at is null and f.kind <> 'office'
 order by array_position(array['hospital', 'clinic', 'dental_clinic', 'pharmacy', 'visiting_nurse_station', 'care_manager_office', 'home_helper',
   'day_service', 'community_support_center', 'other'], f.kind), f.outside, f.name, f.id
 limit 3000;

-- name: public_notices
select id, title, body, from_on::text, until_on::text, version, at, withdrawn_at,
  withdrawn_at is null and from_on <= day_of($1::bigint) and (until_on is null or until_on >= day_of($1::bigint))
  from public_notice order by withdrawn_at is not null, from_on desc, at desc, id limit 500;

-- name: public_notice_insert
insert into public_notice (id, title, body, from_on, until_on, by, at)
values ($1::uuid, $2::text, $3::text, $4::text::date, $5::text::date, $6::uuid, $7::bigint) on conflict (id) do nothing;

-- name: public_notice_there
select version, withdrawn_at is not null from public_notice where id = $1::uuid for update;

-- name: public_notice_set
update public_notice set title = $2::text, body = $3::text, from_on = $4::text::date, until_on = $5::text::date, version = version + 1,
  changed_by = $6::uuid, changed_at = $7::bigint where id = $1::uuid;

-- name: public_notice_end
update public_notice set withdrawn_at = $2::bigint, version = version + 1, changed_by = $3::uuid, changed_at = $2::bigint where id = $1::uuid;

-- name: public_listing_set
update facility set listed = $2::boolean, area = $3::text, phone_listed = $4::boolean where id = $1::uuid and ended_at is null returning id;

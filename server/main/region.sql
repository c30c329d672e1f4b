-- The region's own row (region.h).

-- name: region_read
select deployment, demo, name, network_name, association from region;

-- name: region_lax
select string_agg(name, ', ' order by name) from pg_settings
 where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off';

-- The region's own row (region.h).

-- name: region_read
select deployment, demo, name, network_name, association from region;

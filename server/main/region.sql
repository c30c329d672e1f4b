-- The region's own row (region.h).

-- name: region_read
select deployment, demo from region;

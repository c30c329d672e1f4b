-- A relative's lost second factor is reset by who manages the family timeline: who did it, and who has been told of it (one row a person).
create table kin_reset (
  id uuid primary key,
  space uuid not null references space,
  hat uuid not null references hat,  -- whose factor it was
  by uuid not null references hat,
  told uuid not null references hat,
  at bigint not null,
  seen_at bigint
);
create index kin_reset_told on kin_reset (told) where seen_at is null;

grant select, insert on kin_reset to tasuki_front;
grant update (seen_at) on kin_reset to tasuki_front;

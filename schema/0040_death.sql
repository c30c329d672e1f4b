-- The day a patient died, as the 主治医 recorded it with a timeline in the 保管リスト.
create table death (
  space uuid primary key references space, -- a care timeline
  sealed bytea,                            -- YYYY-MM-DD; SEAL_DEATH, row = space; null: taken back
  by uuid not null references hat,
  at bigint not null
);

grant select, insert on death to tasuki_front;
grant update (sealed, by, at) on death to tasuki_front;

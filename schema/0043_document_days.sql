-- The days of an edition may be moved while they are ahead: what they were is kept. Who has confirmed has confirmed.

alter table document add column version integer not null default 1; -- goes up when its days are moved

create table document_move (
  document uuid not null references document,
  version integer not null,   -- before it
  from_on date,               -- as they were until then
  confirm_by date,
  by uuid not null references hat,
  at bigint not null,
  primary key (document, version)
);

grant select, insert on document_move to tasuki_front;
grant update (from_on, confirm_by, version) on document to tasuki_front;

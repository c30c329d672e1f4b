-- What stands in 様式1 of a facility is kept right by the office: its name, where it is, its telephones (Art. 5), its head. A version, so that of two clerks one is told.
alter table facility add column version integer not null default 1;
grant update (name, relation, address, head, phone_day, phone_night, version) on facility to tasuki_front;

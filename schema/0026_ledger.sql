-- For the ledger (Art. 14-2): when an affiliation was last used; and regular education (Art. 15), which a 施設管理者 records.

create index session_hat on session (hat, started_at);

create table education (
  id uuid primary key,              -- made by the client: the same again is the same row
  facility uuid not null references facility,
  title text not null check (length(title) between 1 and 120),
  held_on date not null,
  by uuid not null references hat,
  at bigint not null,
  withdrawn_at bigint,              -- recorded by mistake
  withdrawn_by uuid references hat check ((withdrawn_by is null) = (withdrawn_at is null))
);
create index education_facility on education (facility, held_on);

create table education_person (
  education uuid not null references education,
  hat uuid not null references hat,
  primary key (education, hat)
);
create index education_person_hat on education_person (hat);

-- The last education of everybody who works somewhere, and how many whole months ago it was; who has had none: since they came. Whose link was not
-- used yet does not work there.
create view education_last as
select h.id as hat, h.facility, e.held_on, e.title,
  coalesce(e.held_on, day_of(greatest(h.from_at, g.created_at))) as since
  from hat h
  cross join region g
  join account a on a.id = h.account and a.password <> 'none yet'
  left join lateral (
    select e.held_on, e.title from education_person p join education e on e.id = p.education
     where p.hat = h.id and e.withdrawn_at is null order by e.held_on desc, e.at desc limit 1) e on true
 where h.kind = 'staff' and h.ended_at is null;

create function months_between(from_day date, to_day date) returns integer language sql immutable as $$
  select (extract(year from age(to_day, from_day)) * 12 + extract(month from age(to_day, from_day)))::integer
$$;

grant select on education, education_person, education_last to tasuki_front;
grant insert on education, education_person to tasuki_front;
grant update (withdrawn_at, withdrawn_by) on education to tasuki_front;

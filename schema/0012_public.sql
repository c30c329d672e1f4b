-- What the region says in public (Art. 26): the office's notices, and the facilities that agreed to be listed.

create table public_notice (
  id uuid primary key,
  title text not null check (length(title) between 1 and 120),
  body text not null check (length(body) between 1 and 4000),
  from_on date not null,            -- days in Japan
  until_on date check (until_on >= from_on),
  version integer not null default 1,
  by uuid not null references hat,
  at bigint not null,
  changed_by uuid references hat,
  changed_at bigint,
  withdrawn_at bigint
);

alter table facility add column listed boolean not null default false; -- agreed to, in 様式1
alter table facility add column area text check (length(area) between 1 and 60);
alter table facility add column phone_listed boolean not null default false;

-- Days are those of the calendar in Japan.
create function day_of(ms bigint) returns date language sql immutable as $$ select (to_timestamp(ms / 1000) at time zone 'Asia/Tokyo')::date $$;
create function day_in_words(day date) returns text language sql immutable as $$ select to_char(day, 'YYYY"年"FMMM"月"FMDD"日"') $$;

grant select, insert on public_notice to tasuki_front;
grant update (title, body, from_on, until_on, version, changed_by, changed_at, withdrawn_at) on public_notice to tasuki_front;
grant update (listed, area, phone_listed) on facility to tasuki_front;
grant select, insert on public_notice to tasuki_demo;
create trigger demo_only before insert or update on public_notice for each statement
  when (current_user = 'tasuki_demo') execute function demo_only();

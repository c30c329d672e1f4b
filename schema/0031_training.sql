-- Trainings that the office holds and who was there; the video watched to its end in the product (Art. 12-3).

create table training_session (
  id uuid primary key,
  title text not null check (length(title) between 1 and 120),
  kind text not null check (kind in ('meeting', 'online')),
  held_on date not null,
  place text not null check (length(place) between 1 and 120),
  version integer not null default 1,
  by uuid not null references hat,
  at bigint not null,
  withdrawn_at bigint
);

create table training_attendance (
  session uuid not null references training_session,
  hat uuid not null references hat,
  by uuid not null references hat,
  at bigint not null,
  primary key (session, hat)
);
create index training_attendance_hat on training_attendance (hat);

alter table training drop constraint training_way_check;
alter table training add constraint training_way_check check (way in ('attended', 'together', 'video'));
alter table training add column session uuid references training_session check (session is null or way = 'attended');

-- How far a hat has watched a video, by the server's own clock. video: which file it was, so that another one begins anew.
create table training_watch (
  hat uuid not null references hat,
  video text not null,
  reached_ms bigint not null check (reached_ms >= 0),
  at bigint not null, -- the last report that counted
  done_at bigint,
  primary key (hat, video)
);

-- A wrong entry of who was there. Whom it had let in stands before the gates again. False: there is none.
create function training_take_back(of_session uuid, of_hat uuid) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.training_attendance where session = of_session and hat = of_hat;
  if not found then
    return false;
  end if;
  delete from public.training where hat = of_hat and session = of_session;
  if found then
    update public.hat set admitted = false where id = of_hat;
  end if;
  return true;
end $$;
revoke all on function training_take_back(uuid, uuid) from public;

grant select, insert on training_session, training_attendance, training_watch to tasuki_front;
grant update (title, kind, held_on, place, version, withdrawn_at) on training_session to tasuki_front;
grant update (reached_ms, at, done_at) on training_watch to tasuki_front;
grant execute on function training_take_back(uuid, uuid) to tasuki_front;

-- The ledger names the login of who has left, though it is free again at once (Art. 14-2); who is absent brings nobody's account back.

create table login_past (
  account uuid primary key references account,
  login text not null
);

create function login_past_keep() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.login_past (account, login) values (old.id, old.login) on conflict do nothing;
  return null;
end $$;
create trigger login_past_keep after update of login on account for each row when (new.login like 'left %' and old.login not like 'left %')
  execute function login_past_keep();

create or replace view attest_loose as
select v.*, exists (
    select from hat k join account b on b.id = k.account and b.state = 'active'
     where k.facility = v.facility and k.facility_admin and k.ended_at is null and k.absent_since is null and k.id <> v.hat and (not v.facility_admin
       or not exists (select from attest_asked w where w.round = v.round and w.hat = k.id and not w.settled and not w.vouched))) as can_stop
  from attest_asked v where not v.settled and not v.vouched and v.active;

grant select on login_past to tasuki_front;

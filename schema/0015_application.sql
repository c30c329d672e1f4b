-- 利用申込 (Art. 12-1): 様式1 and 様式2 from the first draft to the decision, and how the first 施設管理者 come to their accounts.
-- What applicants write is the office's data: no space's, so it is not sealed, and nothing of it is ever logged.

create table application (
  id uuid primary key,
  receipt text not null unique check (receipt ~ '^[a-z0-9]{10}$'), -- 受付番号: what one says on the telephone
  secret_hash bytea not null unique check (length(secret_hash) = 32), -- of the secret in the link that was shown once
  source_key bytea not null check (length(source_key) = 32), -- HMAC of the address it was begun from
  by_office boolean not null,       -- typed in from paper or FAX
  state text not null check (state in ('draft', 'waiting', 'returned', 'resent', 'accepted', 'refused')),
  version integer not null default 1, -- goes up with every change
  form jsonb not null default '{"people": {}}',
  facility uuid references facility check ((state = 'accepted') = (facility is not null)),
  at bigint not null,
  changed_at bigint not null
);
create index application_source on application (source_key, at);
create index application_state on application (state, changed_at);

-- Its history: every state it came to, by whom, and what was said with it.
create table application_step (
  application uuid not null references application on delete cascade,
  n integer not null,
  state text not null,
  at bigint not null,
  hat uuid references hat,          -- null: the applicant
  words text check (length(words) between 1 and 2000),
  primary key (application, n)
);

alter table facility add column relation text check (length(relation) between 1 and 500); -- 関わり, of one outside (Art. 8)
alter table facility add column address text check (length(address) between 1 and 200);
alter table facility add column head text check (length(head) between 1 and 200);     -- 施設長, who needs no account

-- A link that gives a new account its password, once and not for ever. Only the newest one of an account counts.
create table activation (
  token_hash bytea primary key check (length(token_hash) = 32),
  account uuid not null references account,
  by uuid not null references hat,
  at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index activation_account on activation (account);

-- Registers the facility of an application and makes the accounts of those it recommends as 施設管理者; none of them can sign in before its link was used.
-- Belongs to the owner: no process may make facilities or people in another way.
create function application_accept(of_application uuid, by_hat uuid, accepted_at bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  a public.application;
  f jsonb;
  one jsonb;
  n integer := 0;
  new_facility uuid := gen_random_uuid();
  new_person uuid;
  new_account uuid;
begin
  select * into a from public.application where id = of_application for update;
  if a.state is null or a.state not in ('waiting', 'resent') or not exists (select from public.hat h where h.id = by_hat and h.kind in ('office', 'committee') and h.ended_at is null) then
    raise exception 'this application cannot be accepted';
  end if;
  f := a.form;
  insert into public.facility (id, name, kind, outside, relation, address, head, phone_day, phone_night, area, listed, phone_listed, created_at)
  values (new_facility, f->>'name', f->>'kind', (f->>'outside')::boolean, f->>'relation', f->>'address', concat_ws(' ', f->>'head_title', f->>'head_name'),
    f->>'phone_day', f->>'phone_night', f->>'area', coalesce((f->>'listed')::boolean, false), coalesce((f->>'phone_listed')::boolean, false), accepted_at);
  for one in select p.value from jsonb_each(f->'people') p where (p.value->>'admin')::boolean order by p.value->>'kana', p.key loop
    n := n + 1;
    new_person := gen_random_uuid();
    new_account := gen_random_uuid();
    insert into public.person (id, name, kana, created_at) values (new_person, one->>'name', one->>'kana', accepted_at);
    insert into public.account (id, person, side, login, password, password_at, state, created_at)
    values (new_account, new_person, 'staff', a.receipt || '-' || n, 'none yet', accepted_at, 'disabled', accepted_at);
    insert into public.hat (id, account, kind, facility, profession, facility_admin, from_at)
    values (gen_random_uuid(), new_account, 'staff', new_facility, one->>'profession', true, accepted_at);
  end loop;
  update public.application set state = 'accepted', facility = new_facility, version = version + 1, changed_at = accepted_at where id = of_application;
end $$;
revoke all on function application_accept(uuid, uuid, bigint) from public;

-- Gives the account of an unused link its password and opens it; the login name, null when the link is not (or no longer) good.
create function activation_use(of_token bytea, new_password text, used bigint) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  of_account uuid;
  its_login text;
begin
  update public.activation set used_at = used where token_hash = of_token and used_at is null and expires_at > used returning account into of_account;
  if of_account is null then
    return null;
  end if;
  update public.account set password = new_password, password_at = used, state = 'active' where id = of_account and state = 'disabled' and password = 'none yet'
    returning login into its_login;
  return its_login;
end $$;
revoke all on function activation_use(bytea, text, bigint) from public;

grant execute on function application_accept(uuid, uuid, bigint), activation_use(bytea, text, bigint) to tasuki_front;
grant select, insert on application, application_step, activation to tasuki_front;
grant update (secret_hash, state, version, form, changed_at) on application to tasuki_front;
grant update (expires_at) on activation to tasuki_front;
grant select, delete on application to tasuki_job;
grant select, insert on application, application_step to tasuki_demo;
create trigger demo_only before insert or update on application for each statement
  when (current_user = 'tasuki_demo') execute function demo_only();
create trigger demo_only before insert or update on application_step for each statement
  when (current_user = 'tasuki_demo') execute function demo_only();

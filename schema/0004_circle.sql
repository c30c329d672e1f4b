-- What the policy layer of free groups remembers (Art. 17-2): never a word of what it refused.

-- A text that was refused, or names that its writer answered for: which kinds, no text. For the limit an hour, and for the office's counts.
create table screening (
  id bigint generated always as identity primary key,
  hat uuid not null references hat,
  space uuid references space,      -- null: of a circle that was not made
  outcome text not null check (outcome in ('refused', 'asked', 'colleague')), -- asked: one tap would have let it through; colleague: it did
  kinds text[] not null,
  at bigint not null
);
create index screening_hat on screening (hat, at);

-- 職員・公の方のお名前です: whom a writer has said to be one; it counts for that writer's own texts only.
create table colleague (
  id uuid primary key,
  hat uuid not null references hat, -- who said so
  space uuid not null references space, -- where; the name is sealed under its key
  sealed bytea not null,            -- SEAL_COLLEAGUE, row = id
  at bigint not null
);
create index colleague_hat on colleague (hat, at);

-- Of a circle that is open to request: found by whoever looks for one.
create index space_circle on space (created_at) where kind = 'circle' and entry = 'request';

-- What a hat's register is made of, as a print: another print, another register.
create function guard_print(of_hat uuid, now bigint) returns text language sql stable as $$
select (select count(*) || ' ' || coalesce(sum(hashtextextended(m.space::text || ' ' || i.version, 17)), 0)
     from public.member m join public.space s on s.id = m.space join public.patient_identity i on i.patient = s.patient and i.space = s.id
    where m.hat = of_hat and m.to_seq is null and s.erased_at is null and (s.consent <> 'withdrawn' or s.read_until >= now))
  || ' ' || (select count(*) from public.colleague k where k.hat = of_hat)
$$;

grant select, insert on screening, colleague to tasuki_front;

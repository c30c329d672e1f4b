-- Editions of documents with their days (Art. 9, 15, 20), the binding documents of others, and what one facility adds for its own staff (Art. 28).

-- The moment when a day in Japan is over.
create function day_ends(day date) returns bigint language sql immutable as $$
select (extract(epoch from ((day + 1)::timestamp at time zone 'Asia/Tokyo')) * 1000)::bigint
$$;

alter table document drop constraint document_kind_check;
alter table document add constraint document_kind_check check (kind in ('pledge', 'points', 'policy')); -- 様式4, 留意事項, 運用ポリシー
alter table document add column from_on date;    -- from this day it holds; null: as long as there is the product
alter table document add column confirm_by date check (confirm_by >= from_on); -- the last day for who worked before; null: nobody is asked again
alter table document add column closes_at bigint generated always as (day_ends(confirm_by)) stored;
alter table document add column by uuid references hat;

-- Whoever signed an edition of 様式4 has read it.
insert into document_confirm (hat, document, at) select hat, document, at from pledge where document is not null on conflict do nothing;

-- The guidelines of Art. 9 and whatever else binds, kept by others: a new edition is a notice.
create table guideline (
  id uuid primary key,
  title text not null check (length(title) between 1 and 200),
  edition text not null check (length(edition) between 1 and 60),
  link text not null check (length(link) between 9 and 500) check (link like 'https://%'),
  version integer not null default 1,
  by uuid references hat,
  changed_at bigint not null,
  withdrawn_at bigint
);

create table facility_document (
  id uuid primary key,
  facility uuid not null references facility,
  line uuid not null, -- the first edition's id
  edition integer not null check (edition >= 1),
  title text not null check (length(title) between 1 and 120),
  body text not null check (length(body) between 1 and 20000),
  confirm_by date,
  by uuid not null references hat,
  at bigint not null,
  ended_at bigint, -- of its newest edition: holds no more
  unique (line, edition)
);
create index facility_document_facility on facility_document (facility);

create table facility_confirm (
  hat uuid not null references hat,
  document uuid not null references facility_document,
  at bigint not null,
  primary key (hat, document)
);

-- The moment from which a hat stands before the gates: 0 when it has never passed them, null when nothing of it runs out. No job closes a gate, and
-- none opens one: whoever confirms the newest edition is past every earlier one too.
create view hat_gate as
select h.id as hat, case when h.kind <> 'staff' then null when not h.admitted then 0 else (
  select min(d.closes_at) from document d where d.closes_at is not null and not exists (
    select from document_confirm c join document e on e.id = c.document where c.hat = h.id and e.kind = d.kind and e.edition >= d.edition)) end as gate_at
  from hat h;

drop view session_facts;
create view session_facts as
select s.id, s.token_hash, s.account, s.hat, h.kind, s.state, s.started_at, s.end_at, s.idle_ms, v.at as active_at,
  a.state = 'active' as account_active, (h.ended_at is not null or f.ended_at is not null) as hat_ended, h.facility, h.facility_admin,
  coalesce(h.profession in ('physician', 'dentist'), false) as physician,
  a.factor_since is not null as factor, a.enrol_until is not null as must_enrol, s.second_factor_at as factor_at, s.proved_at,
  g.gate_at
  from session s
  join account a on a.id = s.account
  join hat h on h.id = s.hat
  join hat_gate g on g.hat = s.hat
  left join facility f on f.id = h.facility
  left join session_activity v on v.session = s.id;

-- The newest edition of each kind is what a newcomer confirms. Who was let in once stays it: from then on only days close the gate (hat_gate).
create or replace function hat_admit(of_hat uuid) returns boolean language sql security definer set search_path = pg_catalog, pg_temp as $$
update public.hat h set admitted = h.admitted or (exists (select from public.pledge p where p.hat = h.id)
  and exists (select from public.training t where t.hat = h.id)
  and not exists (select from public.document d where d.kind in ('points', 'policy')
    and d.edition = (select max(n.edition) from public.document n where n.kind = d.kind)
    and not exists (select from public.document_confirm c where c.hat = h.id and c.document = d.id)))
 where h.id = of_hat and h.kind = 'staff' returning h.admitted
$$;

insert into guideline (id, title, edition, link, changed_at) values
('5b0a6c52-0f5e-4f0e-9a3e-6a5b1f0d0901', '個人情報保護委員会・厚生労働省「医療・介護関係事業者における個人情報の適切な取扱いのためのガイダンス」', '最新版', 'https://www.ppc.go.jp/personalinfo/legal/iryoukaigo_guidance/', 0),
('5b0a6c52-0f5e-4f0e-9a3e-6a5b1f0d0902', '厚生労働省「医療情報システムの安全管理に関するガイドライン」', '最新版', 'https://www.mhlw.go.jp/stf/shingi/0000516275.html', 0),
('5b0a6c52-0f5e-4f0e-9a3e-6a5b1f0d0903', '保健医療福祉情報安全管理適合性評価協会「医療情報連携において、SNSを利用する際に気を付けるべき事項」', '最新版', 'https://www.hispro.or.jp/', 0);

grant select on session_facts, hat_gate, guideline, facility_document, facility_confirm to tasuki_front;
grant insert on document, guideline, facility_document, facility_confirm to tasuki_front;
grant update (document, way, given_on, by, at) on pledge to tasuki_front;
grant update (title, edition, link, version, by, changed_at, withdrawn_at) on guideline to tasuki_front;
grant update (ended_at) on facility_document to tasuki_front;

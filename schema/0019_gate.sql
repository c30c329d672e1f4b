-- The gates before the spaces that staff pass once at each facility (Art. 12-3, 15, 20): pledge, documents, training. The second factor is an account's.

-- Editions of what is read and signed or confirmed; the newest of each kind counts.
create table document (
  id uuid primary key,
  kind text not null check (kind in ('pledge', 'points')), -- 様式4, 留意事項
  edition integer not null check (edition >= 1),
  body text not null check (length(body) between 1 and 20000),
  at bigint not null,
  unique (kind, edition)
);

-- 様式4 between the head of the facility and the worker; or one exchanged before, as a 施設管理者 says (Art. 15).
create table pledge (
  hat uuid primary key references hat,
  document uuid references document check ((way = 'signed') = (document is not null)),
  way text not null check (way in ('signed', 'earlier')),
  given_on date not null,
  by uuid not null references hat,
  at bigint not null
);

create table document_confirm (
  hat uuid not null references hat,
  document uuid not null references document,
  at bigint not null,
  primary key (hat, document)
);

-- 研修会, or its video watched together in the facility.
create table training (
  hat uuid primary key references hat,
  way text not null check (way in ('attended', 'together')),
  held_on date not null,
  by uuid not null references hat,
  at bigint not null
);

alter table hat add column admitted boolean not null default false; -- of staff: pledge, documents and training are passed
update hat set admitted = true where kind = 'staff'; -- who works with it already

-- The one way in which the server admits a hat: it looks for itself.
create function hat_admit(of_hat uuid) returns boolean language sql security definer set search_path = pg_catalog, pg_temp as $$
update public.hat h set admitted = exists (select from public.pledge p where p.hat = h.id) and exists (select from public.training t where t.hat = h.id)
  and not exists (select from public.document d where d.kind = 'points'
    and d.edition = (select max(n.edition) from public.document n where n.kind = d.kind)
    and not exists (select from public.document_confirm c where c.hat = h.id and c.document = d.id))
 where h.id = of_hat and h.kind = 'staff' returning h.admitted
$$;
revoke all on function hat_admit(uuid) from public;

insert into document (id, kind, edition, body, at) values
('5b0a6c52-0f5e-4f0e-9a3e-6a5b1f0d0004', 'pledge', 1,
'私は、このネットワークの利用にあたり、次のことを誓約します。
1. 就業規則やマニュアルなどの諸規定を守り、患者さんの個人情報だけでなく、業務で知り得た一切の情報を許可なく漏らしません。
2. 退職後も、知り得た情報を漏らしません。
3. 端末などのIT機器を適切に取り扱い、管理します。
4. 事業者が定めた利用目的以外には使用しません。
5. 患者さんをはじめ、第三者のプライバシーその他の権利を侵害する行為を一切しません。', 0),
('5b0a6c52-0f5e-4f0e-9a3e-6a5b1f0d0020', 'points', 1,
'1. このネットワークは連絡のための手段です。診療録の代わりにはなりません。
2. 急ぐときは電話をします。ここへの投稿だけで済ませません。
3. IDは1人に1つです。ほかの人と一緒に使いません。
4. パスワードは人目に触れないように自分で管理します。共用の端末のブラウザに保存しません。
5. 利用が終わったとき、端末から離れるときは、必ずログアウトします。
6. 利用するすべての端末に、起動時のロックをかけます。
7. 端末をなくしたとき、宛先を間違えたときは、すぐに施設管理者に知らせます。
8. 自由グループには、患者さんの情報を書きません。
9. お体やお宅の写真は、その都度、ご本人かご家族の同意をいただきます。
10. 内容のダウンロード、コピー、印刷などの二次利用は、原則としてしません。', 0);

create or replace view session_facts as
select s.id, s.token_hash, s.account, s.hat, h.kind, s.state, s.started_at, s.end_at, s.idle_ms, v.at as active_at,
  a.state = 'active' as account_active, (h.ended_at is not null or f.ended_at is not null) as hat_ended, h.facility, h.facility_admin,
  coalesce(h.profession in ('physician', 'dentist'), false) as physician,
  a.factor_since is not null as factor, a.enrol_until is not null as must_enrol, s.second_factor_at as factor_at, s.proved_at,
  h.kind <> 'staff' or h.admitted as admitted
  from session s
  join account a on a.id = s.account
  join hat h on h.id = s.hat
  left join facility f on f.id = h.facility
  left join session_activity v on v.session = s.id;

grant select on document, pledge, document_confirm, training to tasuki_front;
grant insert on pledge, document_confirm, training to tasuki_front;
grant execute on function hat_admit(uuid) to tasuki_front;

-- A member of a free group reports a post that should not be there (issue of the policy layer): hidden until a グループ管理者 has decided.

create table post_report (
  id uuid primary key,
  space uuid not null references space,
  post uuid not null references post,
  by uuid not null references hat,
  state text not null check (state in ('waiting', 'dismissed')), -- a report of a post that was deleted is over
  at bigint not null,
  decided_at bigint,
  decided_by uuid references hat
);
create unique index post_report_now on post_report (post) where state = 'waiting';
create index post_report_space on post_report (space) where state = 'waiting';

alter table event drop constraint event_kind_check;
alter table event add constraint event_kind_check check (kind in ('post', 'edit', 'delete', 'reaction', 'member_add', 'member_remove', 'attending',
  'role', 'space', 'report')); -- report: of a post, made or dismissed; nobody is named
alter table screening drop constraint screening_outcome_check;
alter table screening add constraint screening_outcome_check check (outcome in ('refused', 'asked', 'colleague', 'consent', 'reported'));

-- Of a post for this reader (null: for all readers at once): 0 no report waits; 1 one does, and it is shown to its author and to who manages the
-- group; 2 it is hidden.
create function post_report_state(of_post uuid, in_space uuid, author uuid, reader uuid) returns integer language sql stable as $$
select case when not exists (select from public.post_report r where r.post = of_post and r.state = 'waiting') then 0
  when author = reader or exists (select from public.member m where m.space = in_space and m.hat = reader and m.to_seq is null and m.role = 'manager')
    then 1 else 2 end
$$;

grant select, insert on post_report to tasuki_front;
grant update (state, decided_at, decided_by) on post_report to tasuki_front;

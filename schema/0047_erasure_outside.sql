-- A clinic outside the city is marked on the desk of 完全削除 as everywhere (Art. 8).

create or replace view erasure_shown as
select e.id, jsonb_build_object('id', e.id, 'number', e.number, 'way', e.way, 'facility', f.name, 'outside', f.outside, 'asked_at', e.asked_at,
  'state', e.state, 'attached_at', e.attached_at, 'confirmed_at', e.confirmed_at, 'called_at', e.called_at, 'checked_at', e.checked_at,
  'check_way', e.check_way, 'answered_at', e.answered_at, 'transcribed', e.transcribed, 'dispute', e.dispute, 'care_goes_on', e.care_goes_on,
  'hold', e.hold, 'hold_review', e.hold_review, 'accepted_at', e.accepted_at, 'digest', encode(e.digest, 'hex'),
  'spaces', coalesce(x.spaces, 0), 'posts', coalesce(x.posts, 0),
  'approvals', coalesce((select jsonb_agg(jsonb_build_object('person', h.person, 'at', p.at) order by p.at)
     from erasure_approval p join hat_person h on h.hat = p.hat where p.erasure = e.id and p.voided_at is null), '[]'),
  'paused_at', e.paused_at, 'due_at', e.due_at, 'objected_at', e.objected_at, 'decided_at', e.decided_at, 'decision', e.decision,
  'decision_reason', e.decision_reason, 'ended_at', e.ended_at, 'end_reason', e.end_reason, 'executing_at', e.executing_at, 'erased_at', e.erased_at) as shown
  from erasure e
  join facility f on f.id = e.facility
  left join lateral (select count(*) as spaces, sum(y.posts) as posts from erasure_space y where y.erasure = e.id) x on true;

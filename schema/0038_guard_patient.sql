-- The patients whom a hat can see, one row each, for who asks with a plan that is kept: the function was planned anew with every text.
create view guard_patient as
select m.hat, m.space, s.patient, i.version, i.sealed, s.consent, s.read_until
  from member m join space s on s.id = m.space join patient_identity i on i.patient = s.patient and i.space = s.id
 where m.to_seq is null and s.erased_at is null;

drop function guard_print(uuid, bigint);

grant select on guard_patient to tasuki_front;

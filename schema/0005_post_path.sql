-- 'Is this hat in that space now' is asked for every post: one row by its whole key, whichever of the two indexes is taken.
drop index member_hat_now;
create unique index member_hat_now on member (hat, space) where to_seq is null;

-- The condition is judged without calling the function: every post moves its space's counters.
drop trigger space_is_fixed on space;
create trigger space_is_fixed before update on space for each row
  when (new.kind <> old.kind or new.patient is distinct from old.patient or new.facility is distinct from old.facility)
  execute function space_is_fixed();

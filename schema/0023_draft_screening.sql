-- A draft in a free group or on the board that holds patient data is not kept (Art. 17-2); that it was not counts towards the limit on refusals, as each
-- answer would be one more try, and not among the texts that somebody wanted to post.
alter table screening drop constraint screening_outcome_check;
alter table screening add constraint screening_outcome_check check (outcome in ('refused', 'asked', 'colleague', 'consent', 'reported', 'draft'));

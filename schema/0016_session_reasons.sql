-- Every reason for which a session ends, in one list again: 'restored' had fallen out of it.
alter table session drop constraint session_end_reason_check;
alter table session add constraint session_end_reason_check
  check (end_reason in ('sign_out', 'sign_out_all', 'overall', 'replaced', 'disabled', 'password', 'factor', 'left', 'restored'));

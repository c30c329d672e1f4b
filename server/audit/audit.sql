-- Evidence rows; see audit/audit.h.

-- name: audit_insert
insert into audit (at, act, result, session, account, hat, space, object, from_no, to_no, source)
select at, act, result, session, account, hat, space, object, nullif(from_no, 0), nullif(to_no, 0), source
  from unnest($1::bigint[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::bigint[],
    $10::bigint[], $11::text[]) as r (at, act, result, session, account, hat, space, object, from_no, to_no, source);

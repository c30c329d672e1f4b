// What is left of a deleted space in the database.

/** Rows of the space in every table that has a column for it, but those that say that it was deleted: [table, count]. */
export async function rowsOf(d, space) {
  const tables = (await d.sql("select table_name from information_schema.columns where table_schema = 'public' and column_name = 'space' and table_name in (select tablename from pg_tables where schemaname = 'public')")).flat();
  const counts = {};
  for (const t of tables) [[counts[t]]] = await d.sql(`select count(*) from ${t} where space = '${space}'`);
  return Object.entries(counts).filter(([t, n]) => n !== '0' && !['audit', 'erasure', 'erasure_space'].includes(t));
}

// What the routes of documents and trainings are about.
import { randomUUID } from 'node:crypto';

/** Adds to the world: documentOf, clearDocuments. */
export async function startDocuments(w) {
  const [[points]] = await w.d.sql("select id from document where kind = 'points' order by edition desc limit 1");
  const of = w.hat('of'), co = w.hat('co');
  const make = {
    guideline: (id) => `insert into guideline (id, title, edition, link, changed_at) values ('${id}', '試験', '第1版', 'https://example.jp/', 1)`,
    house_text: (id) => `insert into facility_document (id, facility, line, edition, title, body, by, at) select '${id}', facility, '${id}', 1, '試験', '試験', id, 1 from hat where id = '${co}'`,
    training: (id) => `insert into training_session (id, title, kind, held_on, place, by, at) values ('${id}', '試験', 'meeting', '2026-01-05', '試験', '${of}', 1)`,
  };
  /** Made anew for each cell; `name`: somebody who may have been at the training. */
  w.documentOf = async (cell) => {
    if (cell.object === 'region_text') return { id: points };
    if (cell.object === 'edition') {
      await w.d.sql(`update document set from_on = '2100-01-01' where id = '${points}'`);
      return { id: points };
    }
    const id = randomUUID();
    if (make[cell.object]) await w.d.sql(make[cell.object](id));
    return { id, name: w.hat('gs') };
  };
  w.clearDocuments = () =>
    w.d.sql(`delete from document_move; update document set from_on = null, version = 1 where id = '${points}'; delete from training; delete from training_attendance; delete from training_session; delete from training_watch; delete from facility_confirm;
      delete from facility_document; delete from guideline where title like '試験%'; delete from document where kind = 'policy'`);
}

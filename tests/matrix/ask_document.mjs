// How the routes of documents and trainings are asked.
import { randomUUID } from 'node:crypto';
import { patientSide } from './town.mjs';

const undo = (world) => world.clearDocuments();
const nothing = { objects: ['-'], undo };
const words = { title: '試験の指針', edition: '第1版', link: 'https://example.jp/' };
const house = { title: '試験の決まり', body: '試験です' };
const training = { title: '試験の研修', kind: 'meeting', held_on: '2026-01-05', place: '試験会場' };
/** What the handler denies beyond the rule: not there, or of another facility. */
const found = (objects, ok) => ({ objects, object: (world, cell) => world.documentOf(cell), undo, beyond: (cell) => cell.answer === '.' && cell.object !== ok });
const house_text = found(['house_text', 'no_document'], '');
const guideline = found(['guideline', 'no_guideline'], 'guideline');
const held = found(['training', 'no_training'], 'training');

export const documentRows = {
  document_add: { ...nothing, body: () => ({ key: randomUUID(), kind: 'policy', edition: 1, body: '試験です', from_on: '2026-01-05' }) },
  document_confirmed: found(['region_text', 'house_text', 'no_document'], 'region_text'),
  document_guideline_add: { ...nothing, body: () => ({ key: randomUUID(), ...words }) },
  document_guideline_change: { ...guideline, body: () => ({ ...words, version: 1 }) },
  document_guideline_end: guideline,
  document_house_add: { ...nothing, body: () => ({ key: randomUUID(), edition: 1, ...house }) },
  document_house_confirm: { ...house_text, beyond: (cell) => cell.answer === '.' && !['of', 'cm', ...patientSide].includes(cell.actor) },
  document_house_end: house_text,
  document_list: { objects: ['-'] },
  document_move: { ...found(['edition', 'no_document'], 'edition'), body: () => ({ version: 1, from_on: '2100-02-01' }) },
  document_text: found(['region_text', 'house_text', 'no_document'], 'region_text'),
  training_add: { ...nothing, body: () => ({ key: randomUUID(), ...training }) },
  training_attend: { ...held, body: (a) => ({ hat: a.name, attended: true }) },
  training_captions: { objects: ['-'] },
  training_change: { ...held, body: () => ({ ...training, version: 1 }) },
  training_end: held,
  training_film: { objects: ['-'] },
  training_list: { objects: ['-'] },
  training_own: { objects: ['-'] },
  training_people: held,
  training_watch: { ...nothing, body: () => ({ from: 0, to: 0 }) },
};

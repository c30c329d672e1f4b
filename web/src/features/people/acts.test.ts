import { describe, expect, it } from 'vitest';
import type { Member, Space } from '../../api/types';
import { roomOf } from '../../store/model';
import { memberOf, personOf, spaceOf } from '../../store/fixtures';
import { countOf } from '../../store/inbox';
import { actsOn } from './acts';

const room = (may: Space['may']) => roomOf(spaceOf({ may }));
const physician = { person: { ...personOf('d'), profession: 'physician' as const } };
const told = { given_on: '2026-01-05', way: 'phone', state: 'confirmed', standing: false } as const;
const acts = (may: Space['may'], more: Partial<Member>) => actsOn(room(may), memberOf('d', more), 'me');
const everything: Space['may'] = ['delegate', 'delegate_end', 'handover', 'remove', 'remove_delegate'];

describe('what may be done about a member', () => {
  it('nothing where the server allows nothing, nothing about oneself, nothing about somebody who has left', () => {
    expect(acts(['post'], {})).toEqual([]);
    expect(actsOn(room(everything), memberOf('me'), 'me')).toEqual([]);
    expect(acts(everything, { to_at: 5 })).toEqual([]);
  });
  it('the 主治医 is never taken out', () => {
    expect(acts(everything, { role: 'attending', ...physician })).toEqual([]);
  });
  it('a 管理担当 is taken out, and relieved, by the 主治医 only', () => {
    expect(acts(['remove'], { role: 'delegate', instruction: told })).toEqual([]);
    expect(acts(everything, { role: 'delegate', instruction: told })).toEqual(['end', 'remove']);
    expect(acts(everything, { role: 'delegate', instruction: { ...told, standing: true } })).toEqual(['remove']);
  });
  it('who is of the staff may ask staff for a つながり, but not where there is one', () => {
    expect(actsOn(room(['post']), memberOf('d'), 'me', true)).toEqual(['tie']);
    expect(actsOn(roomOf(spaceOf({ kind: 'tie', may: ['post'] })), memberOf('d'), 'me', true)).toEqual([]);
  });
  it('who is on leave is given nothing new, and can be taken out', () => {
    expect(acts(everything, { absence: { until: null } })).toEqual(['remove']);
    expect(acts(everything, { ...physician, absence: { until: '2026-08-01' } })).toEqual(['remove']);
    expect(actsOn(room(['post']), memberOf('d', { absence: { until: null } }), 'me', true)).toEqual([]);
  });
  it('the timeline is handed to physicians only', () => {
    expect(acts(everything, {})).toEqual(['grant', 'remove']);
    expect(acts(everything, physician)).toEqual(['grant', 'handover', 'remove']);
    expect(acts(['successor'], physician)).toEqual(['successor']);
  });
});

it('everything in the inbox counts, lists that are added later too', () => {
  expect(countOf(null)).toBe(0);
  const inbox = { handovers: [], invitations: [{}, {}], vacancies: [{}], more: [{}] };
  expect(countOf(inbox as never)).toBe(4);
});

// How the routes of 利用申込 are asked: one is made for each cell, in the state in which the act is possible.

const nothing = ['-'];
const none = (cell) => cell.object.startsWith('no_');
const one = (state, more) => ({
  objects: ['application', 'no_application'],
  object: (world, cell) => world.application(cell, state),
  beyond: none,
  ...more,
});
/** By the applicant, whoever else that may be: number and secret stand in for a session. */
const own = (more) => one('draft', { headers: (object) => ({ authorization: `Application ${object.receipt}.${object.secret}` }), ...more });
const version = (a) => ({ version: a.version });
const words = (a) => ({ version: a.version, words: '試験です' });
/** The office decides, as the setting has it: the committee is let through by the rule alone. */
const decided = (body) => one('waiting', { beyond: (cell) => none(cell) || cell.actor === 'cm', body });

const link = { objects: ['activation', 'no_activation'], object: (world, cell) => world.activation(cell) };
/** The body is a file: its first bytes say what it is. */
const pdf = Buffer.from('%PDF-1.7 matrix');

export const applicationRows = {
  activation_look: { ...link, body: (a) => ({ token: a.id }) },
  activation_use: { ...link, body: (a) => ({ token: a.id, password: 'himawari12345' }) },
  application_accept: decided(version),
  application_admins: one('accepted'),
  application_begin: { objects: nothing },
  application_enter: { objects: nothing },
  application_list: { objects: nothing },
  application_own: own(),
  application_person_drop: own(),
  application_person_set: own({ body: () => ({ name: '試験', kana: 'しけん', profession: 'clerk', admin: false }) }),
  application_refuse: decided(words),
  application_renew: one('waiting'),
  application_return: one('waiting', { body: words }),
  application_save: own({ body: (a) => ({ version: a.version, name: '試験' }) }),
  application_scan: { ...one('waiting'), object: (world, cell) => world.scan(cell) },
  application_scan_drop: own(),
  application_scan_set: own({ body: () => pdf }),
  application_show: one('waiting'),
  application_submit: own({ body: version }),
};

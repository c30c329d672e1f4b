// How the routes of mail are asked. Letters of this town go to its page; what a cell queued is taken away behind it.
const undo = (world) => world.clearMail();
const nothing = { objects: ['-'] };
const own = { objects: ['proved', 'stale'], object: (world, cell) => world.proofOf(cell), undo };
const link = (make, body) => ({ objects: ['mail_link', 'no_mail_link'], object: make, body, undo });

export const mailRows = {
  mail_applicant: link((world, cell) => world.applicantLink(cell), (a) => ({ receipt: a.name, secret: a.id })),
  mail_confirm: link((world, cell) => world.mailLink(cell), (a) => ({ token: a.id })),
  mail_demo: nothing,
  mail_drop: own,
  mail_invite: {
    objects: ['unopened', 'unopened_other', 'tended', 'hat_none'],
    object: (world, cell) => world.invitedStaff(cell),
    beyond: (cell) => cell.answer === '.' && (cell.object !== 'unopened' || cell.actor === 'ad'),
    body: () => ({ address: 'matrix@example.jp' }),
    undo: async (world) => (await world.clearMail(), world.clearGates()),
  },
  mail_invited: nothing,
  mail_outbox: nothing,
  mail_read: nothing,
  mail_set: { ...own, body: () => ({ address: 'matrix@example.jp' }) },
};

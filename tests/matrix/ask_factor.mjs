// How the routes of the second factor are asked. What they are about is made by the world.
const proof = { objects: ['proved', 'stale'], object: (world, cell) => world.proofOf(cell) };
const own = { ...proof, object: (world, cell) => world.ownFactor(cell), undo: (world, cell) => world.clearFactor(cell) };
const reset = { object: (world, cell) => world.resetFor(cell), undo: (world) => world.clearResets() };

export const factorRows = {
  factor_codes: own,
  factor_enrol: { objects: ['code_right'], object: (world, cell) => world.codeFor(cell), body: (a) => ({ code: a.id }), undo: own.undo },
  factor_offer: proof,
  factor_read: { objects: ['-'] },
  factor_remove: own,
  factor_reset_ask: { ...reset, objects: ['fresh', 'stale'], beyond: (cell) => cell.object === 'fresh' && ['of', 'ad'].includes(cell.actor), body: () => ({ login: 'matrix-gs' }) },
  factor_reset_cancel: { ...reset, objects: ['reset_asked', 'reset_own', 'no_reset'], beyond: (cell) => cell.object === 'no_reset' || cell.actor === 'ad' },
  factor_reset_confirm: { ...reset, objects: ['reset_asked', 'reset_own', 'no_reset', 'stale'], beyond: (cell) => ['reset_own', 'no_reset'].includes(cell.object) || (cell.actor === 'ad' && cell.object === 'reset_asked') },
  factor_reset_list: { objects: ['-'] },
  security_notice_seen: { objects: ['safety_own', 'safety_others', 'no_safety'], object: (world, cell) => world.securityNotice(cell), beyond: (cell) => cell.answer === '.' && (cell.object !== 'safety_own') },
};

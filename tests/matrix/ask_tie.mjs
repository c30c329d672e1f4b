// How the routes of つながり are asked. A request of the actor's, and one to the actor, is made for each cell by the world.
const nothing = ['-'];
const requests = ['tie_sent', 'tie_asked', 'no_tie'];
const hats = ['hat_own', 'hat_others', 'hat_none'];
const undo = (world) => world.clearTies();
const request = (found) => ({ objects: requests, object: (world, cell) => world.tieRequest(cell), beyond: (cell) => cell.object !== found, undo });

/** ask.mjs's object of a hat. */
export const tieRows = (hat) => ({
  tie_accept: request('tie_asked'),
  tie_ask: { objects: hats, object: hat, beyond: (cell) => cell.object !== 'hat_others', body: (a) => ({ hat: a.id, reason: '処置のご相談です' }), undo },
  tie_block: { objects: hats, object: hat, beyond: (cell) => cell.object !== 'hat_others', undo },
  tie_decline: request('tie_asked'),
  tie_end: { space: true, objects: nothing, undo: (world, cell) => world.restore(cell) },
  tie_list: { objects: nothing },
  tie_unblock: { objects: hats, object: (world, cell) => world.blockedBy(cell, hat(world, cell)), beyond: (cell) => cell.object !== 'hat_others', undo },
  tie_withdraw: request('tie_sent'),
});

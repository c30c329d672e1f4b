// Rows of the result: what was measured, against what, the limit, whether it holds.

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
export const sum = (values) => values.reduce((a, b) => a + b, 0);

/** How wide a text stands on a terminal is of no interest here: all of it is ASCII. */
const pad = (cells, widths) => cells.map((c, i) => String(c).padEnd(widths[i])).join('  ').trimEnd();

export class Table {
  constructor() {
    this.rows = [];
  }

  /** limit: {least}, {most} or both, in the unit of value; none = reported only. spread: the single rounds. */
  add({ what, value, unit = '', than = '', limit = {}, spread = [], digits = 2 }) {
    const bad = (limit.least !== undefined && !(value >= limit.least)) || (limit.most !== undefined && !(value <= limit.most));
    const bounds = [limit.least !== undefined && `>= ${limit.least}`, limit.most !== undefined && `<= ${limit.most}`];
    const bound = bounds.filter(Boolean).join(', ') || '-';
    const rounds = spread.length > 1 ? `${Math.min(...spread).toFixed(digits)} … ${Math.max(...spread).toFixed(digits)}` : '';
    const verdict = bound === '-' ? 'reported' : bad ? 'MISSED' : 'holds';
    const row = [what, `${value.toFixed(digits)}${unit && ` ${unit}`}`, bound, verdict, rounds, than];
    this.rows.push(row);
    console.log(`      ${row.filter(Boolean).join('  |  ')}`);
  }

  get missed() {
    return this.rows.filter((r) => r[3] === 'MISSED').length;
  }

  print() {
    const head = ['measured', 'median', 'limit', 'verdict', 'rounds', 'compared with'];
    const widths = head.map((h, i) => Math.max(h.length, ...this.rows.map((r) => r[i].length)));
    console.log(`\n${pad(head, widths)}\n${pad(widths.map((w) => '-'.repeat(w)), widths)}`);
    for (const row of this.rows) console.log(pad(row, widths));
  }
}

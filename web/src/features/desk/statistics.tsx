/* Counts a month, as charts with their table: for the region, or of one's own facility. */
import { useState } from 'preact/hooks';
import { deskApi } from '../../api/desk';
import type { Statistic, StatisticGroup, Statistics as Counts } from '../../api/types.gen';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { PaperFrame } from '../../ui/paper';
import { closeDialog } from '../dialogs/dialogs';
import { LoadState, useLoad } from '../panels/load';
import { monthsUpTo } from './months';

const MEASURES = [
  'active',
  'posts_care',
  'posts_family',
  'posts_circle',
  'posts_tie',
  'posts_board',
  'timelines',
  'refused',
] as const satisfies readonly Statistic['measure'][];

function monthWords(month: string): string {
  return text.value.desk.overview.statistics.monthOf(Number(month.slice(0, 4)), Number(month.slice(5)));
}

function countWords(s: Statistic | undefined): string {
  const t = text.value.desk.overview.statistics;
  return s === undefined ? '0' : s.shown === 'count' ? String(s.count) : t[s.shown];
}

const find = (counts: Counts, measure: Statistic['measure'], month: string) =>
  counts.months.find((m) => m.measure === measure && m.month === month);

/* Twelve bars; what is not told as a number has none. The table says it all. */
function Chart({ counts, measure, months }: { counts: Counts; measure: Statistic['measure']; months: string[] }) {
  const t = text.value.desk.overview.statistics;
  const values = months.map((m) => find(counts, measure, m)?.count ?? 0);
  const most = Math.max(1, ...values);
  return (
    <figure class="chart">
      <figcaption>{t.measures[measure]}</figcaption>
      <svg viewBox="0 0 264 96" role="img" aria-label={t.chart(t.measures[measure])}>
        <line x1="0" y1="80" x2="264" y2="80" />
        {values.map((v, i) => {
          const high = (v / most) * 66;
          return (
            <g key={months[i]}>
              <rect x={i * 22 + 4} y={80 - high} width="14" height={high} />
              {v > 0 && (
                <text x={i * 22 + 11} y={76 - high}>
                  {v}
                </text>
              )}
              <text x={i * 22 + 11} y="92">
                {Number(months[i]!.slice(5))}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

function MonthTable({ counts, months, measures }: { counts: Counts; months: string[]; measures: Statistic['measure'][] }) {
  const t = text.value.desk.overview.statistics;
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={t.table}>
      <table class="counts">
        <caption>{t.table}</caption>
        <thead>
          <tr>
            <th scope="col">{t.month}</th>
            {measures.map((m) => (
              <th key={m} scope="col">
                {t.measures[m]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...months].reverse().map((month) => (
            <tr key={month}>
              <th scope="row">{monthWords(month)}</th>
              {measures.map((m) => (
                <td key={m}>{countWords(find(counts, m, month))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function kindWords({ what, kind }: StatisticGroup): string {
  const t = text.value;
  if (kind === 'patient_side') {
    return t.desk.overview.statistics.patientSide;
  }
  const words: Record<string, string> = what === 'facilities' ? t.desk.kinds : t.professions;
  return words[kind] ?? kind;
}

function GroupTable({ what, groups }: { what: StatisticGroup['what']; groups: StatisticGroup[] }) {
  const t = text.value.desk.overview.statistics;
  return groups.length === 0 ? null : (
    <table class="counts">
      <caption>{t.groups[what]}</caption>
      <thead>
        <tr>
          <th scope="col">{t.groupHead.kind}</th>
          <th scope="col">{t.groupHead.count}</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((g) => (
          <tr key={g.kind}>
            <th scope="row">{kindWords(g)}</th>
            <td>{g.count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/* On paper, too: always with the year. */
function asOf(at: number): string {
  const d = new Date(at);
  return text.value.time.day(d.getFullYear(), d.getMonth() + 1, d.getDate(), d.getDay());
}

export function Counted({ counts }: { counts: Counts }) {
  const t = text.value.desk.overview.statistics;
  const months = monthsUpTo(counts.now);
  const measures = MEASURES.filter((m) => counts.months.some((c) => c.measure === m));
  return (
    <div class="statistics">
      <p class="stamp">{t.asOf(asOf(counts.now))}</p>
      {measures.length === 0 && <p role="status">{t.none}</p>}
      <div class="charts">
        {measures.filter((m) => counts.months.some((c) => c.measure === m && c.count)).map((m) => (
          <Chart key={m} counts={counts} measure={m} months={months} />
        ))}
      </div>
      {measures.length > 0 && <MonthTable counts={counts} months={months} measures={measures} />}
      {(['facilities', 'people'] as const).map((what) => (
        <GroupTable key={what} what={what} groups={counts.groups.filter((g) => g.what === what)} />
      ))}
    </div>
  );
}

interface LoadedProps {
  read: () => Promise<Counts>;
  title: string;
  line: string;
}

/* What is printed takes the place of the screen, as everything on paper does. */
function Loaded({ read, title, line }: LoadedProps) {
  const t = text.value;
  const [printing, setPrinting] = useState(false);
  const load = useLoad(read, []);
  if (printing && load.data) {
    return (
      <PaperFrame back={t.back} inside onBack={() => setPrinting(false)}>
        <article class="paper-page">
          <h2>{title}</h2>
          <p>{session.value?.region.network_name}</p>
          <p>{line}</p>
          <Counted counts={load.data} />
        </article>
      </PaperFrame>
    );
  }
  return (
    <>
      <p>{line}</p>
      <p>
        <Button disabled={!load.data} onClick={() => setPrinting(true)}>
          {t.desk.overview.statistics.sheet}
        </Button>
      </p>
      <LoadState load={load} />
      {load.data && <Counted counts={load.data} />}
    </>
  );
}

export function RegionStatistics() {
  const t = text.value.desk.overview.statistics;
  return <Loaded read={deskApi.statistics} title={t.title} line={t.line} />;
}

/** Of a 施設管理者's own facility. */
export function StatisticsDialog() {
  const t = text.value.desk.overview.statistics;
  return (
    <Dialog title={t.menu} onClose={closeDialog} wide>
      <Loaded read={deskApi.statisticsFacility} title={t.menu} line={t.lineFacility} />
      <div class="dialog-foot not-printed">
        <Button onClick={closeDialog}>{text.value.close}</Button>
      </div>
    </Dialog>
  );
}

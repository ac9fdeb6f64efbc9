import { figure, short } from '../../charts/quantity.ts';
import type { BenchmarkResult, Ceilings, Estimate, Summary } from '../../benchmark/result.ts';
import { lanesGains } from '../../benchmark/stats/figures.ts';
import type { NumbersTable } from '../kit/numbers-table.ts';
import { standardEntries } from './standard-entries.ts';

/** A row for each entry: how long a step takes, and what that means. */
export function entryTable(summary: Summary): NumbersTable {
  const entries = standardEntries(summary);
  const most = Math.max(0, ...entries.map(({ figures }) => figures.gigaflopsPerSecond.value));
  const [unit, name] = most >= 1000 ? [1000, 'TFLOP/s'] : [1, 'GFLOP/s'];
  return {
    columns: [
      { head: 'Width/layers' },
      { head: 'Step', unit: 'ms' },
      { head: 'Speed', unit: 'tokens/s' },
      { head: 'MFU', unit: '%' },
      { head: '95 % interval', unit: 'ms' },
      { head: 'Arithmetic', unit: name },
    ],
    rows: entries.map(({ figures, measured: { millisecondsPerStep: step, unstable }, entry }) => [
      unstable ? `${entry.name} (unstable)` : entry.name,
      figure(step.value),
      short(figures.tokensPerSecond.value),
      figures.share === null ? '–' : figure(100 * figures.share),
      rangeWords(step),
      figure(figures.gigaflopsPerSecond.value / unit),
    ]),
  };
}

/** The measured limits of the adapter. */
export function ceilingTable(ceilings: Ceilings): NumbersTable {
  return {
    columns: [{ head: 'Limit of this adapter' }, { head: 'Measured', unit: '' }],
    rows: [
      ['multiply-adds in registers', flopRate(ceilings.gigaflopsPerSecond)],
      ['memory bandwidth (triad)', `${figure(ceilings.gigabytesPerSecond)} GB/s`],
      ['a dispatch that waits for the last one', `${figure(ceilings.microsecondsPerDispatch)} µs`],
      ['an empty submit', `${figure(ceilings.millisecondsPerSubmit)} ms`],
      ['reading four bytes back', `${figure(ceilings.millisecondsPerReadback)} ms`],
    ],
  };
}

/** `57.6 TFLOP/s` */
function flopRate(giga: number): string {
  return giga >= 1000 ? `${figure(giga / 1000)} TFLOP/s` : `${figure(giga)} GFLOP/s`;
}

/** The entries that were not measured, a sentence for each reason. */
export function leftOutWords({ leftOut }: Pick<BenchmarkResult, 'leftOut'>): string[] {
  const reasons = [...new Set(leftOut.map(({ why }) => why))];
  return reasons.map((why) => {
    const names = leftOut.filter((one) => one.why === why).map(({ name }) => name);
    return `Left out: ${names.join(', ')} (${why}).`;
  });
}

/** What lanes gain, how long the first loss takes, and how long pipelines compile; a sentence each. */
export function besideScore(summary: Summary): string[] {
  const { compileMilliseconds, firstLossMilliseconds } = summary;
  return [
    ...lanesWords(summary),
    `The first loss came ${seconds(firstLossMilliseconds)} after the page asked for the GPU; compiling took ${seconds(compileMilliseconds)} of it.`,
  ];
}

/** How much more the most lanes train than one. */
function lanesWords({ entries }: Summary): string[] {
  return lanesGains(entries)
    .slice(-1)
    .map(
      ({ gain, lanes }) =>
        `${lanes} models side by side train ${figure(gain)} times as many tokens per second as one of them alone.`,
    );
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** `0.249 to 0.253` */
export function rangeWords({ high, low }: Estimate): string {
  return `${figure(low)} to ${figure(high)}`;
}

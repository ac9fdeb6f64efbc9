import type { BenchmarkResult, Summary } from '../../src/benchmark/result.ts';
import { figuresOf, lanesGains } from '../../src/benchmark/stats/figures.ts';
import { summarise } from '../../src/benchmark/stats/summarise.ts';
import { columns } from '../columns.ts';
import { adapterLine } from './adapter-line.ts';
import { milliseconds } from './milliseconds.ts';

/** A benchmark's result as text. */
export function resultTable(result: BenchmarkResult): string {
  const { machine, leftOut, order, seed, standard } = result;
  const summary = summarise(result);
  const parts = [
    `${adapterLine({ name: machine.adapter, software: machine.software })}\n${scoreLines(summary)}`,
    `${startLine(result)}\n${ceilingsTable(result.ceilings)}`,
    entriesTable(result, summary),
    lanesLine(summary),
    `standard ${standard}, order of the first pass (seed ${seed}): ${order.join(', ')}`,
    leftOut.map(({ name, why }) => `${name} left out: ${why}`).join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Whether the figures are wrong, and not only without a score, as those of a quick benchmark and of software are. */
export function isVoid(result: BenchmarkResult): boolean {
  const machine = { ...result.machine, software: false };
  return summarise({ ...result, quick: true, machine }).voided.length > 0;
}

function scoreLines({ score, quick, voided }: Summary): string {
  const [value, low, high] = score ? [score.value, score.low, score.high].map((one) => one.toFixed(0)) : [];
  const first = score
    ? `score ${value}, 95 % interval ${low} to ${high}`
    : quick
      ? 'no score, because it was quick'
      : 'no score';
  return [first, ...voided].join('\n');
}

function startLine({ firstLossMilliseconds, compileMilliseconds }: BenchmarkResult): string {
  return `first loss after ${firstLossMilliseconds.toFixed(0)} ms, ${compileMilliseconds.toFixed(0)} ms of them compiling`;
}

function ceilingsTable(ceilings: BenchmarkResult['ceilings']): string {
  return columns([
    ['multiply-adds', `${ceilings.gigaflopsPerSecond.toFixed(1)} GFLOP/s`],
    ['memory', `${ceilings.gigabytesPerSecond.toFixed(1)} GB/s`],
    ['dependent dispatch', `${ceilings.microsecondsPerDispatch.toFixed(1)} µs`],
    ['empty submit', `${ceilings.millisecondsPerSubmit.toFixed(2)} ms`],
    ['readback', `${ceilings.millisecondsPerReadback.toFixed(2)} ms`],
  ]);
}

function entriesTable({ entries, ceilings }: BenchmarkResult, summary: Summary): string {
  const head = ['d/L', 'ms/step', '95 %', 'tokens/s', 'GFLOP/s', 'of peak', 'dispatches', 'MB', 'kernels'];
  const rows = summary.entries.map((entry, i) => {
    const { value, low, high } = entry.millisecondsPerStep;
    const figures = figuresOf(entry, ceilings);
    const { dispatchesPerStep, bytesHeld, kernels } = entries[i];
    return [
      entry.unstable ? `${entry.name}, unstable` : entry.name,
      milliseconds(value),
      `${milliseconds(low)} to ${milliseconds(high)}`,
      figures?.tokensPerSecond.value.toFixed(0) ?? '',
      figures?.gigaflopsPerSecond.value.toFixed(2) ?? '',
      percent(figures?.share ?? null),
      dispatchesPerStep.toString(),
      (bytesHeld / 1e6).toFixed(1),
      kernels,
    ];
  });
  return columns([head, ...rows]);
}

function percent(share: number | null): string {
  return share === null ? '' : `${(100 * share).toFixed(1)} %`;
}

function lanesLine({ entries }: Summary): string {
  const gains = lanesGains(entries).map(({ lanes, gain }) => `${gain.toFixed(2)} with ${lanes}`);
  return gains.length === 0 ? '' : `gain of lanes, times as fast as one after another: ${gains.join(', ')}`;
}

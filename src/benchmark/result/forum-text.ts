import type { EntrySummary, Estimate, Summary } from '../result.ts';
import { figuresOf, lanesGains, type EntryFigures } from '../stats/figures.ts';

/**
 * A summary as plain text for a forum, aligned for letters of one width.
 *
 * @param link that carries the summary
 */
export function forumText(summary: Summary, link: string): string {
  return [...headLines(summary), '', ...tableLines(summary), '', ...footLines(summary), link, ''].join('\n');
}

function headLines({ score, quick, voided, machine }: Summary): string[] {
  const { adapter, software, browser, system, label } = machine;
  const names = [software ? `${adapter} (software)` : adapter, browser, system].filter((part) => part !== '');
  return [
    `Loglog benchmark: ${scoreWords(score, quick)}`,
    ...voided.map(line),
    line(label.trim() === '' ? names.join(', ') : `${label}: ${names.join(', ')}`),
  ];
}

function scoreWords(score: Estimate | null, quick: boolean): string {
  if (score !== null)
    return `score ${whole(score.value)} (95 %: ${whole(score.low)} to ${whole(score.high)})`;
  return quick ? 'quick, not comparable' : 'no score';
}

function tableLines({ entries, ceilings }: Summary): string[] {
  const rows = entries.map((entry) => {
    const figures = figuresOf(entry, ceilings);
    const { value, low, high } = entry.millisecondsPerStep;
    return [
      nameOf(entry),
      short(value),
      `${short(low)} to ${short(high)}`,
      figures === null ? '' : whole(figures.tokensPerSecond.value),
      shareWords(figures),
    ];
  });
  const table = [['d/L', 'ms/step', '95 %', 'tokens/s', 'MFU'], ...rows];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((row) => row[i]?.length ?? 0))) ?? [];
  return table.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function shareWords(figures: EntryFigures | null): string {
  const share = figures?.share ?? null;
  return share === null ? '' : `${short(100 * share)} %`;
}

function nameOf({ name, unstable }: EntrySummary): string {
  return unstable ? `${name} (unstable)` : name;
}

function footLines(summary: Summary): string[] {
  const { ceilings, firstLossMilliseconds, compileMilliseconds } = summary;
  const gains = lanesGains(summary.entries).map(({ lanes, gain }) => `${lanes}: ${short(gain)}×`);
  return [
    `Ceilings: ${short(ceilings.gigaflopsPerSecond)} GFLOP/s, ${short(ceilings.gigabytesPerSecond)} GB/s, ${short(ceilings.microsecondsPerDispatch)} µs a dispatch, ${short(ceilings.millisecondsPerSubmit)} ms a submit, ${short(ceilings.millisecondsPerReadback)} ms a readback`,
    ...(gains.length === 0 ? [] : [`Models side by side, tokens/s relative to one: ${gains.join(', ')}`]),
    `First loss after ${whole(firstLossMilliseconds)} ms, of which ${whole(compileMilliseconds)} ms compiled`,
    `${new Date(summary.made).toISOString().slice(0, 10)}, standard ${summary.standard}, kernels ${summary.edition}`,
  ];
}

/** A text of others as one line. */
function line(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function whole(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : short(value);
}

/** Three digits, without a power of ten. */
function short(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 });
}

import { presetOf } from '../../lab/experiments/presets.ts';
import type { RecordedSweep } from '../../lab/recorded/recorded-sweep.ts';
import type { Run } from '../../lab/runs/run.ts';
import { whole } from '../../charts/quantity.ts';

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** Where and when a recorded sweep was trained, and what it is: `Recorded on …, 31 January 2026: 6 widths, 512,000 tokens each.` */
export function recordedWords(
  { adapter, browser, date, experiment, software }: RecordedSweep,
  runs: readonly Run[],
): string {
  const device = software ? `${adapter}, a software adapter` : adapter;
  const place = [device, browser, DAY.format(new Date(date))].filter((part) => part !== '').join(', ');
  return `Recorded on ${place}: ${contents(presetOf(experiment).unit, runs)}.`;
}

function contents(unit: string, runs: readonly Run[]): string {
  const count = `${whole(runs.length)} ${unit}${runs.length === 1 ? '' : 's'}`;
  const tokens = [...new Set(runs.map((run) => run.tokens))];
  return tokens.length === 1 ? `${count}, ${whole(tokens[0] ?? 0)} tokens each` : count;
}

import { corpusTitle } from '../../lab/plan/corpora.ts';
import { KERNEL_CHOICES, SCHEDULES } from '../../lab/plan/read-draft.ts';
import { short, whole } from '../../charts/quantity.ts';
import { networkName } from '../../lab/plan/network-name.ts';
import type { PlannedRun } from '../../lab/plan/plan-runs.ts';

/** A setting of runs: its name, and its value in words. */
export interface Setting<Of = PlannedRun> {
  readonly name: string;
  words(run: Of): string;
  /** Runs with the same key are the same here, whatever their words; left out if the words tell. */
  key?(run: Of): string;
}

/** The settings in which runs can differ. */
export const SETTINGS: readonly Setting[] = [
  { name: 'text', words: ({ settings }) => corpusTitle(settings.corpus) },
  { name: 'network', words: ({ settings }) => networkName(settings.network) },
  { name: 'layers', words: ({ plan }) => String(plan.shape.layers) },
  { name: 'width', words: ({ plan }) => whole(plan.shape.width) },
  {
    name: 'heads',
    words: ({ plan: { shape } }) => (shape.kind === 'lstm' ? 'none' : String(shape.heads)),
    // Under one rule, heads follow from the width.
    key: ({ settings }) => JSON.stringify(settings.heads),
  },
  { name: 'F/d', words: ({ settings }) => String(Number(settings.feedForwardRatio.toPrecision(3))) },
  { name: 'context', words: ({ plan }) => whole(plan.shape.context) },
  { name: 'batch', words: ({ plan }) => whole(plan.batch) },
  { name: 'tokens', words: ({ tokens }) => short(tokens) },
  {
    name: 'distinct tokens',
    words: ({ settings: { uniqueTokens } }) => (uniqueTokens === null ? 'all' : short(uniqueTokens)),
  },
  { name: 'learning rate', words: rateWords },
  { name: 'schedule', words: ({ settings }) => SCHEDULES[settings.schedule] },
  { name: 'seed', words: seedWords },
  { name: 'kernels', words: ({ settings }) => KERNEL_CHOICES[settings.kernels] },
];

/** The settings of `all` that differ between runs. */
export function variedSettings<Of>(runs: readonly Of[], all: readonly Setting<Of>[]): Setting<Of>[] {
  return all.filter((setting) => new Set(runs.map((run) => keyOf(setting, run))).size > 1);
}

/** How a run differs from another one: `width 16 → 24 · tokens 1M → 2M`; empty if it does not. */
export function differenceWords<Of>(before: Of, run: Of, settings: readonly Setting<Of>[]): string {
  return settings
    .filter((setting) => keyOf(setting, before) !== keyOf(setting, run))
    .map(({ name, words }) => unbroken(`${name} ${words(before)} → ${words(run)}`))
    .join(' · ');
}

/** Words that stay on one line if they fit on it. */
function unbroken(words: string): string {
  return words.length > 30 ? words : words.replaceAll(' ', '\u00a0');
}

/** What tells whether two runs are the same in a setting. */
export function keyOf<Of>({ key, words }: Setting<Of>, run: Of): string {
  return (key ?? words)(run);
}

/** `0.012`, or the first and the last rate of models side by side. */
function rateWords({ plan: { lanes } }: PlannedRun): string {
  return rangeWords(lanes.map(({ learningRate }) => Number(learningRate.toPrecision(3))));
}

/** `1`, `1 to 4`, or the seeds of the weights and those of the order if they differ. */
function seedWords({ plan: { lanes } }: PlannedRun): string {
  const weights = rangeWords(lanes.map(({ initSeed }) => initSeed));
  const order = rangeWords(lanes.map(({ orderSeed }) => orderSeed));
  return weights === order ? weights : `${weights} (weights), ${order} (order)`;
}

function rangeWords(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? String(least) : `${least} to ${most}`;
}

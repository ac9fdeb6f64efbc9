import type { CorpusSource } from '../../../engine/trainer.ts';
import type { Run } from '../../runs/run.ts';
import { LEAST_DIGITS } from './same-digits.ts';

/** Everything but the machine and the losses that makes a run another one, without its id and the address of its text. */
export const settingsKey = remembered(({ beganFrom, plan, settings }) => {
  const { corpus } = plan;
  // What is measured after the last step changes no loss before it.
  const { overlapping: _, ...evaluation } = plan.evaluation;
  const source = sourceKey(corpus);
  const { series, stopping } = settings;
  return JSON.stringify(sorted({ ...plan, evaluation, id: '', corpus: source, series, stopping, beganFrom }));
});

/** What makes a corpus another one: not its title, its address, or the words for its tokens. */
function sourceKey(corpus: CorpusSource): object {
  switch (corpus.kind) {
    case 'text':
      return { kind: corpus.kind, id: corpus.id, ...(corpus.parts !== undefined && { parts: corpus.parts }) };
    case 'own':
      return { kind: corpus.kind, sha256: corpus.sha256, coding: corpus.coding };
    case 'generated':
      return corpus;
    default:
      return corpus satisfies never;
  }
}

/** A key of each run, made once: runs do not change, and many are compared with many. */
export function remembered(keyOf: (run: Run) => string): (run: Run) => string {
  const keys = new WeakMap<Run, string>();
  return (run) => {
    const key = keys.get(run) ?? keyOf(run);
    keys.set(run, key);
    return key;
  };
}

/** The same value, with its keys in alphabetical order, and with fractions as a spreadsheet may round them. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value === 'number' && !Number.isInteger(value)) return Number(value.toPrecision(LEAST_DIGITS));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}

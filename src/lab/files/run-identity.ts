import type { Run } from '../runs/run.ts';

/**
 * What decides a run's numbers: its plan but for its name and the address of its text. Runs of one key are one run, also
 * where two machines have rounded otherwise: they share their seeds, and would not tell how far seeds differ. A
 * table tells less of a plan than a file of everything: a run of the one is none of the other.
 */
export function runKey({ plan }: Run): string {
  const { corpus } = plan;
  const source = corpus.kind === 'text' ? { kind: corpus.kind, id: corpus.id } : corpus;
  return JSON.stringify(sorted({ ...plan, id: '', corpus: source }));
}

/** Runs without those whose key an earlier one has. */
export function withoutRepeats(runs: readonly Run[]): Run[] {
  const seen = new Set<string>();
  return runs.filter((run) => {
    const key = runKey(run);
    return !seen.has(key) && seen.add(key);
  });
}

/** The same value whose keys stand in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}

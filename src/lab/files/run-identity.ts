import type { Run } from '../runs/run.ts';

/**
 * Runs with the same key are the same run, even if two machines rounded differently, because they share their seeds and
 * would say nothing about the spread between seeds. The key is the plan, without its id and the address of its text. A CSV
 * file lacks part of the plan, so its runs never equal the runs of a JSON file.
 */
function runKey({ plan }: Run): string {
  const { corpus } = plan;
  const source = corpus.kind === 'text' ? { kind: corpus.kind, id: corpus.id } : corpus;
  return JSON.stringify(sorted({ ...plan, id: '', corpus: source }));
}

/** Leaves out every run whose key an earlier run has. */
export function withoutRepeats(runs: readonly Run[]): Run[] {
  const seen = new Set<string>();
  return runs.filter((run) => {
    const key = runKey(run);
    return !seen.has(key) && seen.add(key);
  });
}

/** The same value, with its keys in alphabetical order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}

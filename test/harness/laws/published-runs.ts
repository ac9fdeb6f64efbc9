// Reads the published runs in test/fixtures/runs. Downloads nothing.
import { readFileSync } from 'node:fs';
import type { RunPoint } from '../../../src/laws/regression/run-point.ts';

/** The rows of a table in test/fixtures/runs, with the columns' names as keys. The table must not contain quotes. */
export function publishedRows(name: string): Record<string, string>[] {
  const text = readFileSync(new URL(`../../fixtures/runs/${name}.csv`, import.meta.url), 'utf8');
  const [header = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i] ?? ''])));
}

export function chinchillaRuns(): RunPoint[] {
  return publishedRows('chinchilla').map(({ N, D, loss }) => ({
    parameters: Number(N),
    tokens: Number(D),
    loss: Number(loss),
  }));
}

import { expect, test } from 'vitest';
import { LAWS } from '../../../cli/fit/laws.ts';
import type { FitCommandOptions, Report, Row } from '../../../cli/fit/law.ts';
import { toJson } from '../../../cli/fit/report.ts';

const OPTIONS: FitCommandOptions = {
  law: 'power-n',
  robust: 'huber',
  floor: 'auto',
  resample: undefined,
  budget: undefined,
  base: undefined,
  criticalBatch: undefined,
  smallBatch: 1,
  bigBatch: 8,
  method: 'budgets',
  allBudgets: false,
  smoothing: undefined,
  profile: undefined,
  holdOut: undefined,
  replicates: 39,
  seed: 1,
};

/** Rows of a grid of four sizes and three token counts, with numbers in every column. */
function rows(loss: (N: number, D: number, i: number) => number, unit = 1): Row[] {
  const sizes = [1, 10, 100, 1000].flatMap((size) => [1, 10, 100].map((tokens) => [size, tokens] as const));
  return sizes.map(([size, tokens], i) => {
    const [n, d] = [1e6 * unit * size, 1e7 * unit * tokens];
    const value = loss(n, d, i);
    const more = { u: d, s: d / 100, batch: 1e5 * size, position: i + 1, small: 2 + value, big: 1 + value };
    return { n, d, c: 6 * n * d, ...more, loss: value, run: String(size) };
  });
}

const TABLES: Record<string, Row[]> = {
  'no slope in N': rows((N, D) => 3 - 1e-4 * Math.log(N) - 0.03 * Math.log(D)),
  'hardly any slope': rows((N, D) => 3 * N ** -1e-4 * D ** -1e-4),
  'one loss': rows(() => 3),
  'rising losses': rows((N) => N ** 0.1),
  'huge losses': rows((N, D) => 1e200 * (1e-4 * N ** -0.3 + D ** -0.3)),
  'tiny losses': rows((N, D) => 1e-200 * (N ** -0.3 + D ** -0.3)),
  'a cliff': rows((N) => (N > 5e6 ? 1 : 100)),
  'tiny sizes': rows((N, D) => 1 + N ** -0.3 + D ** -0.3, 1e-12),
  noise: rows((_, __, i) => 2 + Math.sin(7 * i * i)),
  'three rows': rows((N, D) => 2 + N ** -0.3 + D ** -0.3).slice(0, 3),
  'four sizes': rows((N) => 2 + N ** -0.3).filter((_, i) => i % 3 === 0),
};

const CASES = Object.keys(TABLES).flatMap((table) => Object.keys(LAWS).map((law) => [law, table] as const));

test.each(CASES)('%s of a table with %s prints numbers that a person can read', (law, table) => {
  const options = { ...OPTIONS, law, robust: LAWS[law].robust ?? 'huber' };
  const said = saidBy(() => LAWS[law].fit(TABLES[table], options));
  expect(said.length).toBeGreaterThan(10);
  expect(said).not.toMatch(/∞|NaN|Infinity|undefined|call stack|not a function/);
});

/** The report for people and for programs, or the sentence of a refusal. */
function saidBy(fit: () => Report): string {
  try {
    const { result, text } = fit();
    return `${text}\n${toJson(result)}`;
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

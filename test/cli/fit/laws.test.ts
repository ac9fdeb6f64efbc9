import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LAWS } from '../../../cli/fit/laws.ts';
import { readFitOptions } from '../../../cli/fit/options.ts';
import { readRows } from '../../../cli/fit/read-rows.ts';
import { usage } from '../../../cli/fit/usage.ts';
import { criticalBatchAt } from '../../../src/laws/batch-size/critical-batch-law.ts';
import { KAPLAN_CRITICAL_BATCH, KAPLAN_STEPS } from '../../../src/laws/published/kaplan-2020.ts';
import { simulatedCurves } from '../../harness/laws/simulated-curves.ts';
import { BESIROGLU, chinchillaLoss, grid } from '../../harness/laws/simulated-grid.ts';

const folder = mkdtempSync(join(tmpdir(), 'laws-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Example {
  head: string;
  rows: (number | string)[][];
  args?: string[];
  /** The beginning of the report. */
  prints: RegExp;
}

const power = [1, 10, 100, 1000].map((x, i) => [x, 8 / 2 ** i]);

const isoflop: Example = {
  head: 'N,D,loss',
  rows: [1e18, 1e19, 1e20].flatMap((compute) =>
    [0.4, 0.6, 1, 1.6, 2.4].map((ratio) => {
      const size = ratio * 0.1 * Math.sqrt(compute);
      return [size, compute / (6 * size), 2 * Math.exp(Math.log(ratio) ** 2)];
    }),
  ),
  prints: /^N_opt = 0\.1 · C\^0\.5, D_opt = 1\.67 · C\^0\.5\nC = 1\.0000e\+18: 5 runs/,
};

const curves = {
  head: 'run,N,D,loss',
  rows: simulatedCurves({ models: 9 }).map(({ run = '', parameters, tokens, loss }) => [
    run,
    parameters,
    tokens,
    loss,
  ]),
  args: ['--run', 'run'],
};

function gridOf(loss: (N: number, D: number) => number): { head: string; rows: number[][] } {
  const runs = grid(loss, [4, 4]);
  return { head: 'N,D,loss', rows: runs.map((run) => [run.parameters, run.tokens, run.loss]) };
}

const chinchilla: Example = {
  ...gridOf((N, D) => chinchillaLoss(BESIROGLU, N, D)),
  prints: /^L\(N, D\) = 1\.82 \+ 482 \/ N\^0\.348 \+ 2090 \/ D\^0\.366\n16 runs; objective /,
};

const { N_c, S_c, alpha_N, alpha_S } = KAPLAN_STEPS;

/** A small table that each law fits. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  'power-n': { head: 'N,loss', rows: power, prints: /^L\(N\) = \(1000 \/ N\)\^0\.301\n/ },
  'power-d': { head: 'D,loss', rows: power, prints: /^L\(D\) = \(1000 \/ D\)\^0\.301\n/ },
  'power-c': { head: 'C,loss', rows: power, prints: /^L\(C\) = \(1000 \/ C\)\^0\.301\n/ },
  'power-c-min': {
    head: 'C,loss',
    rows: power,
    prints: /^L\(C_min\) = \(1000 \/ C_min\)\^0\.301\nC is taken/,
  },
  frontier: { ...curves, prints: /^L\(C\) = 1\.[0-9]+ \+ .* \/ C\)\^/ },
  approach1: { ...curves, prints: /^N_opt = .* · C\^0\.51[0-9]*, D_opt = .* · C\^0\.4[89][0-9]*\n/ },
  approach2: isoflop,
  approach3: chinchilla,
  approaches: { ...curves, prints: /^ +a +from +to +b +from +to\n *approach 1, envelope of curves +0\.51/ },
  chinchilla,
  isoflop,
  kaplan: {
    ...gridOf((N, D) => ((6.4e13 / N) ** 0.738 + 1.8e13 / D) ** 0.103),
    prints: /^L\(N, D\) = \[.* \/ N\)\^0\.738 \+ 1\.8 × 10¹³ \/ D\]\^0\.103\n16 runs; /,
  },
  'kaplan-steps': {
    head: 'N,S,loss',
    rows: [1e6, 1e7, 1e8].flatMap((N) =>
      [3e3, 1e4, 3e4].map((S) => [N, S, (N_c / N) ** alpha_N + (S_c / S) ** alpha_S]),
    ),
    prints: /^L\(N, S_min\) = \(6\.5 × 10¹³ \/ N\)\^0\.077 \+ \(2100 \/ S_min\)\^0\.76\nS is taken for S_min/,
  },
  gadre: {
    ...gridOf((N, D) => 1.8 + 166 / N ** 0.27 + 290 / D ** 0.27),
    prints: /^L\(N, M\) = 1\.8 \+ 166 · N\^-0\.27 \+ .*\n16 runs; /,
  },
  'data-constrained': {
    head: 'N,D,U,loss',
    rows: grid((N, D) => chinchillaLoss(BESIROGLU, N, D), [4, 4]).flatMap(({ parameters, tokens, loss }) => [
      [parameters, tokens, tokens, loss],
      [parameters, 4 * tokens, tokens, 0.99 * loss],
    ]),
    prints: /^L\(N, D, U\) = .*R_D\* = /,
  },
  'critical-batch': {
    head: 'batch,S',
    rows: [256, 1024, 4096, 16384].map((batch) => [batch, 500 * (1 + 2048 / batch)]),
    prints: /^\(S \/ 500 − 1\)\(E \/ 1\.02 × 10⁶ − 1\) = 1\n4 runs\n/,
  },
  'critical-batch-law': {
    head: 'loss,batch',
    rows: [4, 3, 2].map((loss) => [loss, criticalBatchAt(KAPLAN_CRITICAL_BATCH, loss)]),
    prints: /^B_crit\(L\) = 2 × 10⁸ \/ L\^4\.76\n3 losses\n/,
  },
  'noise-scale': {
    head: 'small,big',
    rows: [-0.1, 0, 0.1].map((shift) => [2 + 100 / 4 + shift, 2 + 100 / 64 - shift]),
    args: ['--small-batch', '4', '--big-batch', '64'],
    prints: /^tr Σ \/ \|G\|² = 100 \/ 2 = 50\n3 measurements\n/,
  },
  position: {
    head: 'position,loss',
    rows: Array.from({ length: 16 }, (_, i) => [i + 1, 2.3 + 5.4 * (i + 1) ** -0.62]),
    prints: /^L\(T\) = 2\.3 \+ 5\.4 · T\^−0\.62\n16 positions; R² 1\n/,
  },
};

test('every law has an example here', () => {
  expect(Object.keys(EXAMPLES)).toEqual(Object.keys(LAWS));
});

test.each(Object.entries(EXAMPLES))('%s fits its small table and prints its report', (law, example) => {
  const { head, rows, args = [], prints } = example;
  const file = join(folder, `${law}.csv`);
  writeFileSync(file, [head, ...rows.map((row) => row.join(','))].join('\n'));
  const command = readFitOptions([file, '--law', law, '--replicates', '39', ...args]);
  if (command === 'help') throw new Error('the arguments ask for a fit');
  const { result, text } = LAWS[law].fit(readRows(command.table).rows, command.options);
  expect(text).toMatch(prints);
  expect(text.split('\n').length).toBeGreaterThan(2);
  expect(JSON.stringify(result).length).toBeGreaterThan(2);
});

test('every fit in a file of laws has a row of the table', async () => {
  const files = import.meta.glob<Record<string, unknown>>('../../../cli/fit/laws/*.ts');
  const listed: unknown[] = Object.values(LAWS).map(({ fit }) => fit);
  expect(Object.keys(files).length).toBeGreaterThan(0);
  for (const [file, load] of Object.entries(files)) {
    const fits = Object.entries(await load()).filter(([name]) => name.startsWith('fit'));
    expect(fits.length, file).toBeGreaterThan(0);
    for (const [name, fit] of fits) expect(listed.includes(fit), `${file}: ${name}`).toBe(true);
  }
});

test('the usage text names every law, and every option that a law accepts', () => {
  const text = usage('loglog fit');
  for (const [name, { means, columns, options }] of Object.entries(LAWS)) {
    expect(text).toContain(`  ${name}  ${means}\n`);
    for (const option of [...columns, ...options])
      expect(text).toMatch(new RegExp(`^  --${option}( |$)`, 'm'));
  }
});

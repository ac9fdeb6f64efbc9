import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chinchillaOptimum } from '../../../src/laws/joint/optimal-allocation.ts';
import { simulatedCurves } from '../../harness/laws/simulated-curves.ts';
import { BESIROGLU, chinchillaLoss, grid } from '../../harness/laws/simulated-grid.ts';
import { fit } from '../../harness/scripts/fit-command.ts';

const RUNS = grid((N, D) => chinchillaLoss(BESIROGLU, N, D), [5, 4]);
const TABLE = [
  'size, tokens ,"loss, nats"',
  ...RUNS.map(({ parameters, tokens, loss }) => [parameters, tokens, `"${loss}"`].join(',')),
  '',
].join('\r\n');
const COLUMNS = ['--n', 'size', '--d', 'tokens', '--loss', 'loss, nats'];

test('prints the law, its search and its parameters with intervals', () => {
  const { status, output } = fit(TABLE, '--law', 'chinchilla', ...COLUMNS);
  expect(status).toBe(0);
  expect(output).toMatch(/^L\(N, D\) = 1\.82 \+ 482 \/ N\^0\.348 \+ 2090 \/ D\^0\.366\n20 runs; objective /);
  expect(output).toMatch(/\n *alpha +0\.3478 +0\.3478 +0\.3478\n/);
});

test('prints JSON with covariance, residuals and the optimum for a budget', () => {
  const { output } = fit(
    TABLE,
    '--law',
    'chinchilla',
    ...COLUMNS,
    '--json',
    '--budget',
    '1e21',
    '--robust',
    'squares',
  );
  const result = JSON.parse(output) as {
    law: string;
    parameters: { E: number };
    covariance: number[][];
    residuals: number[];
    N_opt: { value: number };
  };
  expect(result.law).toBe('chinchilla');
  expect(result.parameters.E).toBeCloseTo(BESIROGLU.E, 6);
  expect(result.N_opt.value / chinchillaOptimum(BESIROGLU, 1e21).parameters).toBeCloseTo(1, 4);
  expect([result.covariance.length, result.residuals.length]).toEqual([5, 20]);
});

test('fits a power law of one column, and IsoFLOP parabolas with C = 6·N·D if there is no column C', () => {
  const power = 'C,loss\n1,8\n10,4\n100,2\n1000,1\n';
  expect(fit(power, '--law', 'power-c').output).toMatch(/^L\(C\) = \(1000 \/ C\)\^0\.301\n/);
  const isoflop = [1e18, 1e19, 1e20].flatMap((compute) =>
    [0.4, 0.6, 1, 1.6, 2.4].map((ratio) => {
      const size = ratio * 0.1 * Math.sqrt(compute);
      return `${size},${compute / (6 * size)},${2 * Math.exp(Math.log(ratio) ** 2)}`;
    }),
  );
  const { output } = fit(['N,D,loss', ...isoflop].join('\n'), '--law', 'isoflop');
  expect(output).toMatch(/^N_opt = 0\.1 · C\^0\.5, D_opt = 1\.67 · C\^0\.5\nC = 1\.0000e\+18: 5 runs/);
});

test('says α by both forms for few sizes, and counts sizes where there are seeds', () => {
  const losses = [1.765, 1.612, 1.436, 1.322, 1.236];
  const sizes = [3456, 6144, 13_824, 24_576, 55_296];
  const rows = sizes.flatMap((N, i) => [-0.01, 0.01].map((off) => `${N},${losses[i] * Math.exp(off)}`));
  const table = ['N,loss', ...rows].join('\n');
  const { output } = fit(table, '--law', 'power-n');
  expect(output).toContain('\n10 runs of 5 sizes; objective ');
  expect(output).toMatch(/\nexponent, floor or none +0\.\d+ +0\.\d+ +[\d.]+\n5 sizes seldom show whether/);
  expect(output).toMatch(/\nlocal exponents of three sizes each: 0\.\d+ \(.*\) at N = 3460 to 1\.38 × 10⁴; /);
  const result = JSON.parse(fit(table, '--law', 'power-n', '--json').output) as {
    intervals: { exponent: { low: number; high: number } };
    average: { exponent: { low: number; high: number }; shares: Record<string, number> };
    misfit: { found: string; localSlopes: unknown[]; broken: { refused: string } };
    widths: number;
  };
  expect(result.widths).toBe(5);
  expect(result.average.exponent.high).toBeGreaterThan(result.intervals.exponent.high);
  expect(Object.keys(result.average.shares)).toEqual(['pure', 'floor', 'broken']);
  expect(result.misfit.localSlopes).toHaveLength(3);
  expect(result.misfit.broken.refused).toContain('at least 6 values of x: 5');
});

test("fits Muennighoff's runs with the constants of their paper, and Kaplan's law", () => {
  const file = 'test/fixtures/runs/muennighoff.csv';
  const table = readFileSync(file, 'utf8');
  const columns = ['--d', 'D_tokens', '--u', 'U_unique_tokens', '--loss', 'val_loss_c4'];
  const base = '1.86914,520.835,1487.721,0.3526596,0.3526596';
  const constrained = fit(table, '--law', 'data-constrained', ...columns, '--base', base);
  expect(constrained.output).toMatch(
    /R_D\* = 95\.4, R_N\* = 1\.71\n182 runs; objective .* 0\.015805, reached from [1-9] of 16 starts/,
  );
  const kaplan = grid((N, D) => ((6.4e13 / N) ** 0.738 + 1.8e13 / D) ** 0.103, [4, 4]);
  const rows = kaplan.map(({ parameters, tokens, loss }) => [parameters, tokens, loss].join(','));
  expect(fit(['N,D,loss', ...rows].join('\n'), '--law', 'kaplan').output).toContain(
    '/ N)^0.738 + 1.8 × 10¹³ / D]^0.103',
  );
});

const CURVES = [
  'run,N,D,loss',
  ...simulatedCurves({ models: 9 }).map(({ run, parameters, tokens, loss }) =>
    [run, parameters, tokens, loss].join(','),
  ),
].join('\n');

test('fits the envelope of training curves, and L(C) along it', () => {
  const { output } = fit(
    CURVES,
    '--law',
    'approach1',
    '--run',
    'run',
    '--smoothing',
    '0',
    '--budget',
    '1e20',
  );
  expect(output).toMatch(/^N_opt = .* · C\^0\.51[0-9]*, D_opt = .* · C\^0\.4[89][0-9]*\n/);
  expect(output).toMatch(/ budgets, C = .* to .*, at which 7 sizes of model are best\n/);
  expect(output).toMatch(/\nN_opt +[0-9.e+]+ +[0-9.e+]+ +[0-9.e+]+\n/);
  const hull = fit(CURVES, '--law', 'approach1', '--run', 'run', '--method', 'hull', '--all-budgets');
  expect(hull.output).toContain('at which 9 sizes of model are best');
  const frontier = fit(
    CURVES,
    '--law',
    'frontier',
    '--run',
    'run',
    '--floor',
    'always',
    '--profile',
    'floor',
  );
  expect(frontier.output).toMatch(/^L\(C\) = 1\.8[0-9]* \+ /);
  expect(frontier.output).toMatch(/\nThese 7 runs have a floor: it lies between 1\.[78]/);
});

test('prints three approaches beside the published exponents, and says which are refused', () => {
  const { output } = fit(CURVES, '--law', 'approaches', '--run', 'run');
  expect(output).toMatch(/approach 1, envelope of curves +0\.51/);
  expect(output).toMatch(/\n +Kaplan 2020 +0\.73 +0\.27 *\n/);
  expect(output).toMatch(/\n +Chinchilla 2022, approach 3 +0\.46 +0\.454 +0\.455 +0\.54 +0\.542 +0\.543\n/);
  expect(output).toMatch(/\napproach 2, IsoFLOP parabolas: IsoFLOP parabolas need at least 3 budgets/);
  const { published } = JSON.parse(fit(CURVES, '--law', 'approaches', '--run', 'run', '--json').output) as {
    published: { source: string }[];
  };
  expect(published.map(({ source }) => source)).toContain('Kaplan 2020');
});

test("fits Gadre's law to plain losses, follows a profile, and predicts held-out runs", () => {
  const runs = grid((N, D) => 1.8 + 166 / N ** 0.27 + 290 / D ** 0.27, [5, 3]);
  const table = ['N,D,loss', ...runs.map((run) => [run.parameters, run.tokens, run.loss].join(','))].join(
    '\n',
  );
  const gadre = fit(
    table,
    '--law',
    'gadre',
    '--robust',
    'plain-squares',
    '--profile',
    'h',
    '--hold-out',
    '2',
  );
  expect(gadre.output).toMatch(
    /^L\(N, M\) = 1\.8 \+ 166 · N\^-0\.27 \+ .*\n13 runs; objective \(half the summed /,
  );
  expect(gadre.output).toContain('\nh lies between 0.27 and 0.27, with 95 % confidence.\n');
  expect(gadre.output).toMatch(/\nheld out, N = 1\.0000e\+10, D = 3\.1623e\+11: predicted 2\.[0-9]+ /);
  expect(gadre.output).toMatch(/\n[012] of 2 runs lie in their 95 % prediction interval; 95 % should\./);
});

test.each(['chinchilla', 'power-n'])(
  'the JSON of %s keeps the keys of predictions of runs held out',
  (law) => {
    const columns = law === 'chinchilla' ? COLUMNS : COLUMNS.filter((_, i) => i < 2 || i > 3);
    const { output } = fit(TABLE, '--law', law, ...columns, '--hold-out', '1', '--json');
    const { heldOut, score } = JSON.parse(output) as Record<'heldOut' | 'score', object>;
    expect(heldOut).toMatchObject([{ landed: expect.any(Boolean) as boolean }]);
    expect(Object.keys(score)).toEqual(['landed', 'predictions', 'expected', 'chance', 'words']);
  },
);

test("approach3 is another name of Chinchilla's law", () => {
  const [first, second] = ['approach3', 'chinchilla'].map(
    (law) => fit(TABLE, '--law', law, ...COLUMNS).output,
  );
  expect(first).toBe(second);
  expect(first).toMatch(/^L\(N, D\) = /);
});

test.each([
  ['', ['chinchilla'], 'runs.csv is empty'],
  ['N,D,loss\n', ['chinchilla'], 'runs.csv has no rows below its names of columns'],
  ['N,loss\n1,2\n', ['chinchilla'], 'runs.csv has no column D; it has N, loss'],
  ['N,D,loss\n1,2,3\n4,five,6\n', ['chinchilla'], 'runs.csv, row 3, column D: "five" is not a number'],
  ['N,D,loss\n1,2\n', ['chinchilla'], 'runs.csv: row 2 has 2 cells, the header has 3: "1,2".'],
  ['N,D,loss\n1,2,3\n', ['chinchilla'], "Chinchilla's law needs at least 6 runs: 1"],
  [
    'N,D,loss\n1,2,3\n',
    ['isoflop', '--robust', 'squares'],
    '--law isoflop takes no --robust; it is for power-n, power-d, power-c, ',
  ],
  ['N,loss\n1,2\n', ['law'], '--law takes one of power-n, power-d, power-c, power-c-min, frontier, '],
  ['N,D,U,loss\n1,2,3,4\n', ['data-constrained', '--base', '1,2'], '--base takes E,A,B,alpha,beta, not 1,2'],
  [
    'N,loss\n1,2\n2,1\n4,0.5\n',
    ['power-n', '--robust', 'plain-squares'],
    '--law power-n takes --robust huber or squares, not plain-squares',
  ],
  ['N,loss\n1,2\n2,1\n4,0.5\n', ['power-n', '--profile', 'E'], '--profile takes floor, not E'],
  [
    'N,D,loss\n1,2,3\n',
    ['kaplan', '--method', 'hull'],
    '--law kaplan takes no --method; it is for frontier, approach1',
  ],
  ['N,D,loss\n1,2,3\n', ['approach1'], 'approach 1 needs training curves: no run has two points'],
  ['N,D,loss\n1,2,3\n', ['approach1', '--run', 'run'], 'runs.csv has no column run; it has N, D, loss'],
  ['N,D,loss\n1,2,3\n', ['approach1', '--smoothing', '2'], '--smoothing takes a number from 0 to 1, not 2'],
  ['N,D,loss\n1,2,3\n', ['gadre', '--hold-out', '0'], 'the number of runs to hold out must be an integer'],
  ['N,loss\n1,2\n', ['power-n', '--fast'], "Unknown option '--fast'"],
  ['N,loss\n1,2\n', ['power-n', '--seed', 'x'], '--seed takes an integer, not x'],
])('refuses %j for the law %j in one line', (table, [law = '', ...args], message) => {
  const { status, output, error } = fit(table, '--law', law, ...args);
  expect(error).toContain(message);
  expect(error.split('\n').length).toBe(1);
  expect([status, output]).toEqual([1, '']);
});

test('refuses a missing file', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['scripts/run.mjs', 'cli/fit/fit.ts', 'none.csv', '--law', 'chinchilla'],
    {
      encoding: 'utf8',
    },
  );
  expect([status, stderr.trim()]).toEqual([1, expect.stringMatching(/^none\.csv cannot be read: ENOENT/)]);
});

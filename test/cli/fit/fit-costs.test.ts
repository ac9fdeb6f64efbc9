import { expect, test } from 'vitest';
import { computeEfficientRun } from '../../../src/laws/batch-size/compute-efficient.ts';
import { criticalBatchAt } from '../../../src/laws/batch-size/critical-batch-law.ts';
import { KAPLAN_CRITICAL_BATCH, KAPLAN_STEPS } from '../../../src/laws/published/kaplan-2020.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { BESIROGLU, chinchillaLoss, grid } from '../../harness/laws/simulated-grid.ts';
import { fit } from '../../harness/scripts/fit-command.ts';

const { B_star, alpha_B } = KAPLAN_CRITICAL_BATCH;
const BATCHES = ['--critical-batch', `${B_star},${alpha_B}`];
const BATCH = 2 ** 19;

function table(head: string, rows: readonly (readonly (number | string)[])[]): string {
  return [head, ...rows.map((row) => row.join(','))].join('\n');
}

/** Curves of Kaplan's law at a batch of half a million tokens: S is S_min·(1 + B_crit/B). */
const CURVES = [1e6, 1e7, 1e8, 1e9].flatMap((N) =>
  [3e3, 1e4, 3e4, 1e5].map((fewest) => {
    const { N_c, S_c, alpha_N, alpha_S } = KAPLAN_STEPS;
    const loss = (N_c / N) ** alpha_N + (S_c / fewest) ** alpha_S;
    const steps = fewest * (1 + criticalBatchAt(KAPLAN_CRITICAL_BATCH, loss) / BATCH);
    return [`d ${N}`, N, steps, BATCH, loss] as const;
  }),
);
const CURVES_TABLE = table('curve,size,steps,tokens a step,loss', CURVES);
const CURVES_COLUMNS = ['--run', 'curve', '--n', 'size', '--s', 'steps'];

test("recovers Kaplan's L(N, S_min) from curves at one batch size, and allocates a budget with it", () => {
  const columns = [...CURVES_COLUMNS, '--batch', 'tokens a step', ...BATCHES];
  const { status, output } = fit(CURVES_TABLE, '--law', 'kaplan-steps', ...columns, '--budget', '1e20');
  expect(status).toBe(0);
  const [formula, minimum, search] = output.split('\n');
  expect(formula).toBe('L(N, S_min) = (6.5 × 10¹³ / N)^0.077 + (2100 / S_min)^0.76');
  expect(minimum).toBe('S_min is computed from S with B_crit = 200000000 / L^(1/0.21) tokens.');
  expect(search).toMatch(/^16 points of 4 runs; objective /);
  const { parameters } = computeEfficientRun(KAPLAN_STEPS, KAPLAN_CRITICAL_BATCH, 1e20);
  const [, found] = /\n *N_opt +([0-9.e+]+) /.exec(output) ?? [];
  expect(Number(found) / parameters).toBeCloseTo(1, 3);
});

test('uses S as S_min without the constants of B_crit, and says so', () => {
  const { output } = fit(CURVES_TABLE, '--law', 'kaplan-steps', ...CURVES_COLUMNS, '--json');
  expect(JSON.parse(output)).toMatchObject({ law: 'kaplan-steps', points: { length: 16 } });
  const { output: words } = fit(CURVES_TABLE, '--law', 'kaplan-steps', ...CURVES_COLUMNS);
  expect(words).toContain('\nS is taken for S_min: ');
});

test('fits L(C_min) to the compute of batch sizes far above and far below the critical one', () => {
  const runs = [1e15, 1e16, 1e17, 1e18].flatMap((fewest, i) => {
    const loss = 6 * 0.8 ** i;
    return [1e3, 1e7].map((batch) => {
      const critical = criticalBatchAt(KAPLAN_CRITICAL_BATCH, loss);
      return [fewest * (1 + batch / critical), batch, loss];
    });
  });
  const powers = table('C,batch,loss', runs);
  const { output } = fit(powers, '--law', 'power-c-min', ...BATCHES, '--floor', 'never');
  expect(output).toMatch(/^L\(C_min\) = \(.* \/ C_min\)\^0\.0969\nC_min is computed from C with B_crit = /);
});

test('recovers a hyperbola from steps by batch size, and B_crit(L) from several losses', () => {
  const costs = [256, 1024, 4096, 16384].map((batch) => [batch, 500 * (1 + 2048 / batch)]);
  const { output } = fit(
    table('tokens,steps', costs),
    '--law',
    'critical-batch',
    '--batch',
    'tokens',
    '--s',
    'steps',
  );
  expect(output).toMatch(/^\(S \/ 500 − 1\)\(E \/ 1\.02 × 10⁶ − 1\) = 1\n4 runs\n/);
  expect(output).toMatch(/\nB_crit +2048 +2048 +2048\n/);
  const measured = [4, 3, 2].map((loss) => [loss, criticalBatchAt(KAPLAN_CRITICAL_BATCH, loss)]);
  const law = fit(table('loss,batch', measured), '--law', 'critical-batch-law');
  expect(law.output).toMatch(/^B_crit\(L\) = 2 × 10⁸ \/ L\^4\.76\n3 losses\n/);
  expect(law.output).toMatch(/\nalpha_B +0\.21 +0\.21 +0\.21$/);
});

test('divides tr Σ by |G|² of gradients at two batch sizes', () => {
  const sizes = ['--small-batch', '4', '--big-batch', '64'];
  const norms = [-0.1, 0, 0.1].map((shift) => [2 + 100 / 4 + shift, 2 + 100 / 64 - shift]);
  const { output } = fit(table('small,big', norms), '--law', 'noise-scale', ...sizes);
  expect(output).toMatch(/^tr Σ \/ \|G\|² = 100 \/ 2 = 50\n3 measurements\n/);
  expect(output).toMatch(/\nB_noise +50 +[0-9.]+ +[0-9.]+$/);
  const one = fit(table('small,big', norms.slice(1, 2)), '--law', 'noise-scale', ...sizes);
  expect(one.output).toMatch(/\nOne measurement has no interval\.$/);
});

test('fits a law of positions in the context, in any order', () => {
  const losses = Array.from({ length: 32 }, (_, i) => [i + 1, 2.3 + 5.4 * (i + 1) ** -0.62]);
  const { output } = fit(table('T,loss', losses.toReversed()), '--law', 'position', '--position', 'T');
  expect(output).toMatch(/^L\(T\) = 2\.3 \+ 5\.4 · T\^−0\.62\n32 positions; R² 1\n/);
});

test('draws runs among the runs of the same shape if a column names the shapes', () => {
  const normal = normals(5);
  const noisy = [1, 2, 3].flatMap((seed) =>
    grid(
      (N, D) => chinchillaLoss(BESIROGLU, N, D),
      [5, 4],
      () => 0.003 * normal(),
    ).map(({ parameters, tokens, loss }, shape) => [`${seed}`, `${shape}`, parameters, tokens, loss]),
  );
  const runs = table('seed,shape,N,D,loss', noisy);
  const linesOf = (...args: string[]) => fit(runs, '--law', 'chinchilla', ...args).output.split('\n');
  const [among, within] = [linesOf('--resample', 'runs'), linesOf('--shape', 'shape')];
  expect(within.slice(0, 2)).toEqual(among.slice(0, 2));
  expect(within).not.toEqual(among);
});

test.each([
  ['N,S,loss\n1,2,3\n', ['kaplan-steps'], "Kaplan's law of steps needs at least 5 runs: 1"],
  ['N,loss\n1,2\n', ['kaplan-steps'], 'runs.csv has no column S; it has N, loss'],
  ['N,S,loss\n1,2,3\n', ['kaplan-steps', ...BATCHES], 'runs.csv has no column batch; it has N, S, loss'],
  [
    'N,S,loss\n1,2,3\n',
    ['kaplan-steps', '--batch', 'B'],
    '--law kaplan-steps takes --batch with --critical-batch B_star,alpha_B only',
  ],
  [
    'N,S,loss\n1,2,3\n',
    ['kaplan-steps', '--budget', '1e20'],
    '--law kaplan-steps takes --budget with --critical-batch B_star,alpha_B only',
  ],
  [
    'C,loss\n1,2\n',
    ['power-c-min', '--critical-batch', '2e8'],
    '--critical-batch takes B_star,alpha_B, not 2e8',
  ],
  ['batch,S\n1,2\n1,3\n1,4\n', ['critical-batch'], 'the critical batch size needs at least 2 batch sizes: 1'],
  [
    'loss,batch\n1,2\n',
    ['critical-batch-law'],
    'the law of the critical batch size needs at least 3 losses: 1',
  ],
  ['small,big\n1,2\n', ['noise-scale'], '--law noise-scale needs --small-batch SIZE and --big-batch SIZE'],
  [
    'small,big\n2,x\n',
    ['noise-scale', '--small-batch', '2', '--big-batch', '8'],
    'runs.csv, row 2, column big: "x" is not a number',
  ],
  ['position,loss\n0,2\n', ['position'], 'every position must be positive and finite: 0'],
  ['position,loss\n1,2\n', ['position'], 'a law of positions needs at least 4 positions: 1'],
  [
    'position,loss\n1,2\n',
    ['position', '--robust', 'plain-squares'],
    '--law position takes --robust huber or ',
  ],
  [
    'N,D,loss\n1,2,3\n',
    ['chinchilla', '--shape', 'N', '--resample', 'noise'],
    '--shape says among which runs to draw: it takes --resample runs, not noise',
  ],
  ['N,loss\n1,2\n', ['power-n', '--shape', 'N'], '--law power-n takes no --shape; it is for approach3, '],
  [
    table(
      'run,shape,N,D,loss',
      grid(() => 3, [4, 2]).map(({ parameters, tokens, loss }, i) => ['a', i, parameters, tokens, loss]),
    ),
    ['kaplan', '--run', 'run', '--shape', 'shape'],
    'every point of a run has one shape: a has 0 and 1',
  ],
])('refuses %j for the law %j in one line', (rows, [law = '', ...args], message) => {
  const { status, output, error } = fit(rows, '--law', law, ...args);
  expect(error).toContain(message);
  expect(error.split('\n').length).toBe(1);
  expect([status, output]).toEqual([1, '']);
});

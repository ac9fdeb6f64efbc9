import { expect, test } from 'vitest';
import { conclude, type Verdict } from '../../../src/lab/conclusions/conclude.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import type { ExperimentSize } from '../../../src/lab/experiments/preset.ts';
import { planRuns, type PlannedRun } from '../../../src/lab/plan/plan-runs.ts';
import { answerLosses } from '../../../src/lab/runs/answers.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { NO_ANALYSIS } from '../../../src/laws/analysis/request.ts';
import { worldNoise } from '../../harness/laws/law-worlds.ts';

const QUICK = planRuns(presetRuns('inverse', 'quick'), 's');
const FULL = planRuns(presetRuns('inverse', 'full'), 's');
const CHANCE = 1 / 32;

/** What is true of models of one width: the share of right answers to a set of tests, and the loss over all tokens. */
interface Truth {
  readonly share: (run: PlannedRun, set: string) => number;
  readonly loss: (run: PlannedRun) => number;
}

const widthOf = ({ plan }: PlannedRun): number => plan.shape.width;

/** Shares and losses by width. */
const table =
  (values: Readonly<Record<number, number>>) =>
  (run: PlannedRun): number =>
    values[widthOf(run)] ?? NaN;

const PILOT_LOSS = table({ 8: 2.7, 12: 2.62, 16: 2.55, 24: 2.5, 32: 2.42, 64: 2.38 });

/** Accuracy as in PyTorch at this recipe. */
const SHARES: Readonly<Record<string, (run: PlannedRun) => number>> = {
  trap: table({ 12: 0.994, 16: 0.66, 32: 0.079 }),
  'bit-1': table({ 16: 0.963, 24: 0.675, 64: 0.932 }),
  'bit-0': table({ 16: 0.05, 24: 0.5, 64: 0.95 }),
  misled: table({ 8: 0.003, 16: 0.804, 32: 0.992 }),
};

const PILOT: Truth = {
  share: (run, set) => SHARES[set]?.(run) ?? NaN,
  loss: PILOT_LOSS,
};

/** Runs of a world: seeds spread most where half of the answers are right, as in PyTorch, and answers are draws. */
function drawn(planned: readonly PlannedRun[], { loss, share }: Truth, seeds: number, seed: number): Run[] {
  const normal = worldNoise(seed);
  return planned.map((run) => {
    const { evaluation, lanes, steps } = run.plan;
    const losses = Float32Array.from(lanes, () => loss(run) + 0.01 * normal());
    const within = (value: number): number => Math.min(1, Math.max(0, value));
    const tests = (evaluation.tests ?? []).map((set) => {
      const right = lanes.map(() => {
        const truth = share(run, set.name);
        const own = within(truth + seeds * 2 * Math.sqrt(truth * (1 - truth)) * normal());
        const answered = within(own + normal() * Math.sqrt((own * (1 - own)) / set.windows));
        return Math.round(answered * set.windows);
      });
      return { ...set, right, losses: losses.map(() => 1) };
    });
    const evaluations = [{ step: steps, losses, tests }];
    return { ...queuedRun(run), state: 'finished' as const, step: steps, evaluations };
  });
}

const verdictOn = (runs: readonly Run[]): Verdict =>
  conclude('inverse', { runs, analysis: NO_ANALYSIS, ranks: null });

/** The share of draws that are reproduced. */
function reproduced(size: ExperimentSize, truth: Truth, seeds: number, draws = 200): number {
  const planned = size === 'full' ? FULL : QUICK;
  let count = 0;
  for (let seed = 1; seed <= draws; seed++) {
    if (verdictOn(drawn(planned, truth, seeds, seed)).reproduced === 'yes') count++;
  }
  return count / draws;
}

test('the pilot’s numbers are reproduced in at least 80 % of draws', () => {
  expect(reproduced('quick', PILOT, 0.03)).toBeGreaterThanOrEqual(0.8);
  expect(reproduced('quick', PILOT, 0.06)).toBeGreaterThanOrEqual(0.8);
  expect(reproduced('full', PILOT, 0.03)).toBeGreaterThanOrEqual(0.8);
});

const constant = (value: number) => () => value;

test.each<[string, Truth]>([
  ['nothing is learned', { share: constant(CHANCE), loss: constant(4.1) }],
  ['nothing is learned but the tokens between answers', { share: constant(CHANCE), loss: PILOT_LOSS }],
  ['accuracy is the same at every width', { share: constant(0.5), loss: PILOT_LOSS }],
  ['every model obeys', { share: constant(0.994), loss: PILOT_LOSS }],
  [
    'accuracy rises',
    { share: table({ 8: 0.05, 12: 0.1, 16: 0.5, 24: 0.6, 32: 0.9, 64: 0.95 }), loss: PILOT_LOSS },
  ],
  [
    'accuracy falls, then stays',
    { share: table({ 8: 1, 12: 0.9, 16: 0.4, 24: 0.4, 32: 0.4, 64: 0.4 }), loss: PILOT_LOSS },
  ],
  [
    'accuracy falls because larger models learn worse',
    { ...PILOT, loss: table({ 12: 2.5, 16: 2.6, 32: 2.7 }) },
  ],
  ['the loss stays while accuracy falls', { ...PILOT, loss: constant(2.5) }],
])('where %s, at most 5 %% of draws are reproduced', (_, truth) => {
  for (const seeds of [0, 0.02, 0.1])
    expect(reproduced('quick', truth, seeds, 100)).toBeLessThanOrEqual(0.05);
});

test('noise alone, as large as the pilot’s whole fall, is reproduced in at most 5 % of draws', () => {
  for (const seeds of [0.2, 0.4]) {
    expect(reproduced('quick', { share: constant(0.5), loss: PILOT_LOSS }, seeds)).toBeLessThanOrEqual(0.05);
  }
});

test('in full, a secret bit that never turns is no reproduction', () => {
  const falling: Truth = {
    ...PILOT,
    share: (run, set) =>
      set === 'bit-1' ? table({ 16: 0.963, 24: 0.675, 64: 0.1 })(run) : PILOT.share(run, set),
  };
  expect(reproduced('full', falling, 0.03, 50)).toBeLessThanOrEqual(0.05);
  const flat: Truth = {
    ...PILOT,
    share: (run, set) => (set === 'bit-1' ? 0.9 : PILOT.share(run, set)),
  };
  expect(reproduced('full', flat, 0.03, 50)).toBeLessThanOrEqual(0.05);
});

test('accuracy that rises is told as not seen here', () => {
  const rising = { ...PILOT, share: table({ 12: 0.1, 16: 0.5, 32: 0.9 }) };
  expect(verdictOn(drawn(QUICK, rising, 0.01, 1)).reproduced).toBe('no');
});

test('one seed of each has no interval, and the page says that two would', () => {
  const single = QUICK.map((run) => ({ ...run, plan: { ...run.plan, lanes: run.plan.lanes.slice(0, 1) } }));
  const verdict = verdictOn(drawn(single, PILOT, 0.02, 1));
  expect(verdict.reproduced).toBe('cannot tell');
  expect(verdict.findings.every(({ words }) => words.includes('two would'))).toBe(true);
});

test('answers’ losses are those at the last place of each item, or follow from the whole loss', () => {
  const [run] = drawn(QUICK, PILOT, 0, 1) as [Run];
  const context = 128;
  const positionLosses = Float32Array.from({ length: 2 * context }, (_, i) => (i % 4 === 2 ? 0.25 : 3));
  const last = run.evaluations.at(-1)!;
  expect(answerLosses({ ...run, evaluations: [{ ...last, positionLosses }] })).toEqual([0.25, 0.25]);
  const { losses, step } = last;
  const others = answerLosses({ ...run, evaluations: [{ step, losses }] })!;
  expect(others[1] - others[0]).toBeCloseTo(4 * (losses[1] - losses[0]), 4);
});

import { expect, test } from 'vitest';
import { lossesBeyondDelay } from '../../../src/lab/runs/beyond-delay.ts';
import { conclude, type Verdict } from '../../../src/lab/conclusions/conclude.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { NO_ANALYSIS } from '../../../src/laws/analysis/request.ts';
import { drawn, type PositionWorld } from '../../harness/lab/network-worlds.ts';

const RUNS = planRuns(presetRuns('memory', 'quick'), 's').map(queuedRun);
const SEEDS = 0.02;
const BLIND = Math.log(32);
const H = 1.157;

const lagOf = ({ settings }: Run): number => Number(settings.corpus.replace('delay-', ''));

/** A blind guess before the delay, and beyond it a loss that depends on network and delay. */
const world =
  (beyond: (lstm: boolean, lag: number) => number): PositionWorld =>
  (run, position) =>
    position < lagOf(run) ? BLIND : beyond(run.settings.network === 'lstm', lagOf(run));

/** As both networks came out in PyTorch at this recipe. */
const pilot = world((lstm, lag) => {
  if (!lstm) return { 3: 1.173, 10: 1.2, 40: 1.236 }[lag] ?? NaN;
  return { 3: 1.316, 10: 2.97, 40: 3.467 }[lag] ?? NaN;
});

const verdictOn = (runs: readonly Run[]): Verdict =>
  conclude('memory', { runs, analysis: NO_ANALYSIS, ranks: null });

function share(of: PositionWorld, verdict: Verdict['reproduced'], draws = 200, deviation = SEEDS): number {
  let found = 0;
  for (let seed = 1; seed <= draws; seed++) {
    if (verdictOn(drawn(RUNS, of, deviation, seed)).reproduced === verdict) found++;
  }
  return found / draws;
}

test('losses beyond a delay leave out the positions whose symbol stands before the window', () => {
  const runs = drawn(
    RUNS,
    world(() => H),
    0,
    1,
  );
  for (const run of runs) {
    for (const loss of lossesBeyondDelay(run) ?? [NaN]) expect(loss).toBeCloseTo(H, 5);
  }
});

test('the pilot’s losses are reproduced in at least 80 % of draws', () => {
  expect(share(pilot, 'yes')).toBeGreaterThanOrEqual(0.8);
  expect(share(pilot, 'yes', 200, 0.05)).toBeGreaterThanOrEqual(0.8);
});

test.each<[string, PositionWorld]>([
  ['both networks learn every delay', world(() => 1.2)],
  ['neither network learns any', world(() => BLIND)],
  ['both forget as the LSTM of the pilot', world((_, lag) => ({ 3: 1.316, 10: 2.97 })[lag] ?? 3.467)],
  ['the networks change places', world((lstm, lag) => (lstm ? 1.2 : ({ 3: 1.316, 10: 2.97 }[lag] ?? 3.467)))],
  ['the LSTM is worse by half a nat', world((lstm, lag) => (lstm && lag >= 10 ? 1.7 : 1.2))],
  ['the LSTM learns nothing at all', world((lstm) => (lstm ? BLIND : 1.2))],
  ['the LSTM is worse by exactly what is asked', world((lstm, lag) => (lstm && lag >= 10 ? 2.2 : 1.2))],
])('where %s, at most 5 %% of draws are reproduced', (_, of) => {
  for (const deviation of [0.005, 0.1]) expect(share(of, 'yes', 100, deviation)).toBeLessThanOrEqual(0.05);
});

test('one seed of each has no interval, and the page says that two would', () => {
  const single = RUNS.map((run): Run => ({
    ...run,
    plan: { ...run.plan, lanes: run.plan.lanes.slice(0, 1) },
  }));
  const verdict = verdictOn(drawn(single, pilot, SEEDS, 1));
  expect(verdict.reproduced).toBe('cannot tell');
  expect(verdict.findings.every(({ words }) => words.includes('two would'))).toBe(true);
});

test('runs that were saved without losses by position end where those with them end', () => {
  const runs = drawn(RUNS, pilot, 0, 1);
  for (const run of runs) {
    const bare = { ...run, evaluations: run.evaluations.map(({ losses, step }) => ({ losses, step })) };
    const [direct = [], derived = []] = [run, bare].map((one) => lossesBeyondDelay(one) ?? []);
    expect(derived).toHaveLength(run.plan.lanes.length);
    for (const [lane, loss] of derived.entries()) expect(loss).toBeCloseTo(direct[lane] ?? NaN, 4);
  }
});

test('a seed that three machines trained counts once', () => {
  const single = RUNS.map((run): Run => ({
    ...run,
    plan: { ...run.plan, lanes: run.plan.lanes.slice(0, 1) },
  }));
  const machines = [1, 2, 3].flatMap((draw) => drawn(single, pilot, 1e-6, draw));
  const verdict = verdictOn(machines);
  expect(verdict.reproduced).toBe('cannot tell');
  expect(verdict.findings.every(({ words }) => words.includes('two would'))).toBe(true);
});

test('a window shorter than the delay shows nothing of it', () => {
  const [far] = drawn(RUNS, pilot, 0, 1).filter((run) => lagOf(run) === 40);
  const short = { ...far, plan: { ...far.plan, shape: { ...far.plan.shape, context: 16 } } } as Run;
  expect(lossesBeyondDelay(short)).toBeNull();
});

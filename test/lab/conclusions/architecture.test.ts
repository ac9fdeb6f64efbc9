import { expect, test } from 'vitest';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { gapOf, networkPairs } from '../../../src/lab/analysis/network-gap.ts';
import { conclude, type Verdict } from '../../../src/lab/conclusions/conclude.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun, reachedLosses, type Run } from '../../../src/lab/runs/run.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { drawn, type PositionWorld } from '../../harness/lab/network-worlds.ts';

const RUNS = planRuns(presetRuns('architecture', 'quick'), 's').map(queuedRun);
const SEEDS = 0.02;

/** A law like the one that transformers followed when this was tried in PyTorch. */
const law: PositionWorld = ({ parameters }, position) =>
  0.9 + (2500 / parameters.nonEmbedding) ** 0.25 + 0.8 * position ** -0.7;

/** The LSTM behind by what was seen there: 0.02 nats at first, 0.09 from position 6 on. */
const pilot: PositionWorld = (run, position) =>
  law(run, position) + (run.settings.network === 'lstm' ? (position < 6 ? 0.02 : 0.09) : 0);

function verdictOn(runs: readonly Run[]): Verdict {
  const options = { floor: 'auto', convention: 'non-embedding', loss: 'huber' } as const;
  const analysis = analyse(analysisRequest(runs, { laws: ['N'], fits: [] }, options));
  return conclude('architecture', { runs, analysis, ranks: null });
}

/** How many of so many draws of a world end in a verdict. */
function share(
  world: PositionWorld,
  verdict: Verdict['reproduced'],
  draws: number,
  deviation = SEEDS,
): number {
  let found = 0;
  for (let seed = 1; seed <= draws; seed++) {
    if (verdictOn(drawn(RUNS, world, deviation, seed)).reproduced === verdict) found++;
  }
  return found / draws;
}

test('every size of transformer has an LSTM of nearly the same N', () => {
  const pairs = networkPairs(drawn(RUNS, law, 0, 1));
  expect(pairs.map(({ lstms, transformers }) => [lstms.length, transformers.length])).toEqual(
    pairs.map(() => [1, 1]),
  );
  expect(pairs).toHaveLength(RUNS.length / 2);
});

test('the interval of the gap holds the true gap in about 95 % of draws', () => {
  const truth = 0.09 - (0.07 * 5) / 128;
  const draws = 400;
  let held = 0;
  for (let seed = 1; seed <= draws; seed++) {
    const gap = gapOf(networkPairs(drawn(RUNS, pilot, SEEDS, seed)), reachedLosses);
    if (gap !== null && gap.low <= truth && truth <= gap.high) held++;
  }
  expect(held / draws).toBeGreaterThan(0.9);
  expect(held / draws).toBeLessThan(0.99);
});

test('the pilot’s losses are reproduced in at least 80 % of draws', () => {
  expect(share(pilot, 'yes', 40)).toBeGreaterThanOrEqual(0.8);
});

test.each<[string, PositionWorld]>([
  ['both networks are equal', law],
  ['the LSTM is better', (run, position) => 2 * law(run, position) - pilot(run, position)],
  ['no size matters and both are equal', () => 2],
  ['no size matters and the LSTM is worse', (run) => (run.settings.network === 'lstm' ? 2.1 : 2)],
  ['nothing is learned', () => 3.2],
])('where %s, at most 5 %% of draws are reproduced', (_, world) => {
  expect(share(world, 'yes', 60)).toBeLessThanOrEqual(0.05);
});

test('where both networks are equal and seeds hardly differ, no difference is seen', () => {
  expect(share(law, 'no', 20, 0.003)).toBe(1);
});

test('a gap that is there early is told, and that it does not open late', () => {
  const early: PositionWorld = (run, position) =>
    law(run, position) + (run.settings.network === 'lstm' ? 0.09 : 0);
  const words = (world: PositionWorld) =>
    verdictOn(drawn(RUNS, world, 0.004, 3)).findings.at(-1)?.words ?? '';
  expect(words(early)).toContain('“equal early, worse late” does not show');
  const late: PositionWorld = (run, position) =>
    law(run, position) + (run.settings.network === 'lstm' && position > 20 ? 0.2 : 0);
  expect(words(late)).toContain('behind late, and not surely by position 10');
});

test('without a second size of both networks nothing is told', () => {
  const two = drawn(RUNS.slice(0, 2), pilot, SEEDS, 1);
  const { findings, reproduced } = verdictOn(two);
  expect(reproduced).toBe('cannot tell');
  expect(findings.at(-2)?.words).toBe('Fewer than two sizes have both networks.');
});

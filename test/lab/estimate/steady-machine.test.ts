import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect, test } from 'vitest';
import { about } from '../../../src/charts/quantity.ts';
import { paceOf } from '../../../src/lab/estimate/pace.ts';
import { sweepSecondsLeft } from '../../../src/lab/estimate/time-left.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { sweepOn, type Machine } from '../../harness/lab/steady-machine.ts';
import { SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const STEADY: Machine = {
  perStep: 0.003,
  perFlop: 1 / 1.5e11,
  noise: 0.1,
  evaluation: 1,
  compilation: 1,
  trials: 4,
  hidden: -1,
};

const MACHINES: Record<string, Machine> = {
  'the assumed GPU': STEADY,
  'a fast GPU': { ...STEADY, perStep: 0.001, perFlop: 1 / 5e12 },
  'a GPU bound by launches': { ...STEADY, perStep: 0.006, perFlop: 1 / 1e14 },
  'a GPU bound by arithmetic': { ...STEADY, perStep: 0.0002, perFlop: 1 / 3e10 },
  'a slow CPU': { ...STEADY, perStep: 0.1, perFlop: 1 / 8e8, compilation: 12, trials: 30 },
  'a GPU that evaluates slowly': { ...STEADY, evaluation: 2.5, noise: 0.3 },
  'a page that is hidden in its first run': { ...STEADY, perStep: 0.001, perFlop: 1 / 2e12, hidden: 0 },
  'a page that is hidden in a later run': { ...STEADY, perStep: 0.001, perFlop: 1 / 2e12, hidden: 3 },
};

const SWEEPS = (['widths', 'grid', 'batch', 'schedules', 'data', 'shape'] as const).flatMap((id) =>
  (['full', 'quick'] as const).map((size) => ({
    name: `${id}, ${size}`,
    runs: planRuns(presetRuns(id, size), 's', 'https://somewhere.example/').map(queuedRun),
  })),
);

/** Shorter times are rounded to seconds, and no person plans by them. */
const LEAST_SECONDS = 20;

interface Said {
  readonly left: number;
  readonly clock: number;
}

/** Times left after the first run, and every time left that was said on either kind of adapter. */
function saidOn(machine: Machine, runs: readonly Run[]): { later: Said[]; all: number[] } {
  const random = xoroshiro128plus(20_261_129);
  const said: { later: Said[]; all: number[] } = { later: [], all: [] };
  for (const seen of sweepOn(machine, runs, () => uniformFloat64(random))) {
    for (const software of [false, true]) {
      const left = sweepSecondsLeft(seen.runs, paceOf({ ...SOFTWARE, software }, seen.runs));
      said.all.push(left);
      const here = software === machine.perStep > 0.05;
      if (seen.trained > 0 && here) said.later.push({ left, clock: seen.clock });
    }
  }
  return said;
}

const CASES = Object.entries(MACHINES).flatMap(([machine, is]) =>
  SWEEPS.map(({ name, runs }) => ({ machine, name, is, runs })),
);

test.each(CASES)('on $machine the time left of $name does not jump', ({ is, runs }) => {
  const { later, all } = saidOn(is, runs);
  let most = 1;
  for (const [i, { left, clock }] of later.entries()) {
    const before = later[i - 1] ?? { left, clock };
    // Between two updates a person sees the last time left, less what has passed.
    const expected = before.left - (clock - before.clock);
    if (Math.max(left, expected) < LEAST_SECONDS) continue;
    most = Math.max(most, left / Math.max(expected, 1), expected / Math.max(left, 1));
  }
  expect(most).toBeLessThan(1.5);
  expect(all.every((left) => Number.isFinite(left) && left >= 0)).toBe(true);
  expect(all.map(about).filter((words) => /NaN|Infinity/.test(words))).toEqual([]);
});

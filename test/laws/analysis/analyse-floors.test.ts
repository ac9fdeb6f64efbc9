import { expect, test } from 'vitest';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import type { AnalysedRun } from '../../../src/laws/analysis/request.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { analysedRun } from '../../harness/laws/analysed-run.ts';

const OPTIONS = { floor: 'never', convention: 'non-embedding', loss: 'huber' } as const;
const WIDTHS = [8, 12, 16, 24, 32, 64];

/** Two seeds of each width, a little above and below a law of N. */
function sweep(lossAt: (size: number) => number, spread = 1e-4): AnalysedRun[] {
  return WIDTHS.map((width) => {
    const loss = lossAt(24 * width ** 2);
    return analysedRun({ width, lanes: 2 }, (_size, _tokens, lane) =>
      lane === 0 ? loss * (1 + spread) : loss * (1 - spread),
    );
  });
}

function floorsOf(runs: readonly AnalysedRun[]) {
  const [found] = analyse({ runs, laws: [], fits: ['floors'], options: OPTIONS }).floors ?? [];
  if (found === undefined || isRefusal(found)) throw new Error(found?.refused ?? 'no series');
  return found;
}

test('a floor is found whatever form a person chose, and its law predicts the two largest widths', () => {
  const { best, floor, heldOut, lead } = floorsOf(sweep((N) => 0.7 + (10 / N) ** 0.4));
  expect(floor.value).toBeCloseTo(0.7, 2);
  expect(floor.low).toBeGreaterThan(0.6);
  expect(best).toBeCloseTo(0.7 + (10 / 98_304) ** 0.4, 4);
  expect(heldOut.map(({ x }) => x)).toEqual([24_576, 98_304]);
  for (const { loss, withFloor, without } of heldOut) {
    expect(withFloor).toBeCloseTo(loss, 3);
    expect(without).toBeLessThan(loss);
  }
  expect(lead.low).toBeGreaterThan(0);
});

test('without a floor in the losses the interval reaches down to 0, and a floor leads by nothing', () => {
  const { floor, lead } = floorsOf(sweep((N) => (1000 / N) ** 0.1, 3e-3));
  expect(floor.low).toBe(0);
  expect(Math.abs(lead.value)).toBeLessThan(0.01);
});

test('a seed that two machines trained counts once', () => {
  const named = sweep((N) => 0.7 + (10 / N) ** 0.4).map((run, i) => ({
    ...run,
    models: [`${i} a`, `${i} b`],
  }));
  const twice = [...named, ...named.map((run) => ({ ...run, id: `other ${run.id}` }))];
  const [one, two] = [floorsOf(named), floorsOf(twice)];
  for (const part of ['value', 'low', 'high'] as const) {
    expect(two.floor[part]).toBeCloseTo(one.floor[part], 9);
    expect(two.lead[part]).toBeCloseTo(one.lead[part], 9);
  }
  expect(two.heldOut.map(({ models }) => models)).toEqual([2, 2]);
});

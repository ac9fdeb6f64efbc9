import { expect, test } from 'vitest';
import { costOf } from '../../../src/lab/estimate/cost.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { FULL_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { suggestSweep, type SuggestedSweep } from '../../../src/lab/estimate/suggest-sweep.ts';
import { sweepRuns } from '../../../src/lab/plan/sweep-runs.ts';
import { paceOf } from '../../../src/lab/estimate/pace.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { ScriptedTrainer, SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const BASE = 'https://somewhere.example/';
const LAPTOP = paceOf({ ...SOFTWARE, software: false }, []);

function suggested(minutes: number, settings = FULL_SWEEP, pace = LAPTOP): SuggestedSweep {
  const found = suggestSweep(minutes, settings, pace, BASE);
  if (isRefusal(found)) throw new Error(found.refused);
  return found;
}

test.each([3, 10, 60])(
  'a sweep for %i minutes takes no longer than that, by the estimate that the page shows',
  (minutes) => {
    const { lanes, widths, tokens, seconds } = suggested(minutes);
    expect(seconds).toBeLessThanOrEqual(60 * minutes);
    expect(widths.length).toBeGreaterThanOrEqual(8);
    const planned = planRuns(sweepRuns({ ...FULL_SWEEP, widths: [...widths], lanes, tokens }), 's', BASE);
    expect(costOf(planned, LAPTOP).seconds).toBeCloseTo(seconds, 6);
  },
);

test('more minutes never widen the expected interval of the exponent', () => {
  const halves = [3, 10, 30, 90].map((minutes) => {
    const { exponent } = suggested(minutes);
    return exponent.high - exponent.value;
  });
  expect(halves).toEqual(halves.toSorted((a, b) => b - a));
});

test('the additional width narrows the interval', () => {
  const { exponent, next } = suggested(5);
  if (next === null) throw new Error('no further width');
  expect(next.exponent.high).toBeLessThan(exponent.high);
  expect(next.exponent.low).toBeGreaterThan(exponent.low);
});

test('time that widths cannot use goes to more seeds', () => {
  expect(suggested(1.6).lanes).toBe(1);
  expect(suggested(120).lanes).toBe(8);
});

test('too few minutes are refused, with the time of the shortest sweep', () => {
  const { refused } = { refused: '', ...suggestSweep(0.01, FULL_SWEEP, LAPTOP, BASE) };
  expect(refused).toMatch(/^a sweep of 8 widths costs at least \S+ seconds: the budget is 0\.6$/);
});

test('no run reads a text more than once, and widths without valid heads are left out', () => {
  const { tokens, widths } = suggested(1e6, { ...FULL_SWEEP, heads: { by: 'count', number: 4 } });
  expect(tokens).toBeLessThan(10.7e6);
  for (const width of widths) expect((width / 4) % 2).toBe(0);
});

test('a suggestion stays in the form until a person edits it', async () => {
  const lab = new Lab(new ScriptedTrainer({ ...SOFTWARE, software: false }), new DirectAnalyst(), BASE);
  await lab.suggest(10);
  expect(lab.state.suggestion).toEqual({ refused: 'without an adapter nothing can be trained' });
  await lab.open();
  await lab.suggest(10);
  const { suggestion } = lab.state;
  if (suggestion === null || isRefusal(suggestion) || suggestion.kind !== 'widths')
    throw new Error('no suggestion');
  expect(lab.state.planned.map(({ plan }) => plan.shape.width)).toEqual(suggestion.widths);
  expect(lab.state.planned[0]?.tokens).toBe(suggestion.tokens);
  lab.edit({ ...lab.state.draft, seed: '7' });
  expect(lab.state.suggestion).toBeNull();
  lab.edit({ ...lab.state.draft, seed: 'x' });
  await lab.suggest(10);
  expect(lab.state.suggestion).toHaveProperty('refused');
  lab.choose('calculator', 'quick');
  await lab.suggest(10);
  expect(lab.state.suggestion).toBeNull();
  lab.choose('depth', 'quick');
  await lab.suggest(1);
  expect(lab.state.suggestion).toMatchObject({ kind: 'tokens', runs: 12 });
  lab.edit(lab.state.draft);
  expect(lab.state.suggestion).toBeNull();
});

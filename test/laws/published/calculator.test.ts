import { expect, test } from 'vitest';
import { sixND } from '../../../src/laws/counting/count-parameters.ts';
import { computeTable, publishedOptima } from '../../../src/laws/published/calculator.ts';
import { BESIROGLU_2024, HOFFMANN_2022 } from '../../../src/laws/published/chinchilla-2022.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { optimalAllocation } from '../../harness/laws/optimal-allocation.ts';
import { chinchillaLoss } from '../../harness/laws/simulated-grid.ts';

const GOPHER = 5.76e23;

/** Whether a number rounds to the printed value; halves may round either way. */
function roundsTo(printed: number, digits: number, value: number): boolean {
  const unit = 10 ** (Math.floor(Math.log10(printed)) - digits + 1);
  return Math.abs(value - printed) <= (unit / 2) * (1 + 1e-9);
}

test.each(computeTable().map((row) => ({ ...row, model: row.published.model })))(
  "the cost of $model equals GPT-3's table to three digits",
  ({ published, flops, petaflopDays: days }) => {
    expect(roundsTo(published.flops, 3, flops)).toBe(true);
    expect(roundsTo(published.petaflopDays, 3, days)).toBe(true);
  },
);

test('the table has 17 models, and the five T5 models count 3·N·D', () => {
  const rows = computeTable();
  expect(rows.length).toBe(17);
  const halved = rows.filter(({ published, flops }) => {
    return flops === sixND(published.parameters, published.tokens) / 2;
  });
  expect(halved.map(({ published }) => published.model)).toEqual([
    'T5-Small',
    'T5-Base',
    'T5-Large',
    'T5-3B',
    'T5-11B',
  ]);
});

test("Kaplan's optimum at one petaFLOP/s-day equals the constants", () => {
  expect(expectLaw(publishedOptima(8.64e19)).kaplan).toEqual({ parameters: 1.3e9, tokens: 2e10 });
});

test("Kaplan's 6·N·D is 1.8 times any budget", () => {
  for (const compute of [1e15, 1e20, 1e25]) {
    const { parameters, tokens } = expectLaw(publishedOptima(compute)).kaplan;
    expect(sixND(parameters, tokens) / compute).toBeCloseTo(1.806, 3);
  }
});

test("ten times the compute makes Kaplan's model 5.4 times as large, Hoffmann's 2.9 times, the replication's 3.3", () => {
  const [less, more] = [1e22, 1e23].map((compute) => expectLaw(publishedOptima(compute)));
  const growth = (name: keyof typeof less) => more[name].parameters / less[name].parameters;
  expect(growth('kaplan')).toBeCloseTo(5.37, 2);
  expect(growth('hoffmann')).toBeCloseTo(2.86, 2);
  expect(growth('besiroglu')).toBeCloseTo(3.26, 2);
});

test.each([
  ['hoffmann', HOFFMANN_2022],
  ['besiroglu', BESIROGLU_2024],
] as const)("%s's optimum is the numerical minimum of the law", (name, law) => {
  const optimum = expectLaw(publishedOptima(GOPHER))[name];
  const searched = optimalAllocation(({ parameters: N, tokens: D }) => chinchillaLoss(law, N, D), GOPHER);
  expect(optimum.parameters / searched.parameters).toBeCloseTo(1, 6);
  expect(sixND(optimum.parameters, optimum.tokens) / GOPHER).toBeCloseTo(1, 12);
});

test("for Gopher's budget Hoffmann's law gives 40 billion parameters, and the replication 20 tokens per parameter", () => {
  const { hoffmann, besiroglu } = expectLaw(publishedOptima(GOPHER));
  expect(Math.abs(hoffmann.parameters / 40e9 - 1)).toBeLessThan(0.1);
  const ratio = besiroglu.tokens / besiroglu.parameters;
  expect(ratio).toBeGreaterThan(15);
  expect(ratio).toBeLessThan(25);
});

test('refuses an invalid budget', () => {
  for (const compute of [0, -1, NaN, Infinity])
    expect(publishedOptima(compute)).toEqual({
      refused: `a budget must be positive and finite: ${compute} FLOPs`,
    });
});

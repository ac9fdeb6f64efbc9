import { expect, test } from 'vitest';
import { readDraft } from '../../../src/lab/plan/read-draft.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { draftOf, type SweepDraft, type SweepField } from '../../../src/lab/plan/sweep-settings.ts';

const read = (change: Partial<SweepDraft>) => readDraft({ ...draftOf(FULL_SWEEP), ...change }, ['sotu']);

test.each([FULL_SWEEP, QUICK_SWEEP])('the recipe is read back unchanged', (settings) => {
  expect(readDraft(draftOf(settings), ['sotu'])).toEqual({ settings, refusals: {} });
});

test.each<[string, number]>([
  ['4096000', 4_096_000],
  ['4,096,000', 4_096_000],
  ['4.096M', 4_096_000],
  ['4096k', 4_096_000],
  ['4.096e6', 4_096_000],
])('tokens may be written as %s', (text, tokens) => {
  expect(read({ tokens: text }).settings?.tokens).toBe(tokens);
});

test('widths are sorted', () => {
  expect(read({ widths: '32 8;16,  64' }).settings?.widths).toEqual([8, 16, 32, 64]);
});

test.each<[SweepField, Partial<SweepDraft>, string]>([
  ['heads', { headRule: 'count', heads: '5', widths: '40, 48' }, 'heads must divide width: 48 % 5 = 3'],
  ['heads', { headRule: 'count', heads: '8', widths: '24' }, 'head size must be even, 4 to 64: 24 / 8 = 3'],
  [
    'heads',
    { headRule: 'count', heads: '1', widths: '128' },
    'head size must be even, 4 to 64: 128 / 1 = 128',
  ],
  ['heads', { heads: '7' }, 'head size must be even, 4 to 64: 7'],
  ['heads', { heads: '66' }, 'head size must be even, 4 to 64: 66'],
  ['heads', { widths: '13' }, 'no even head size of 8 or more, up to 64, divides width 13'],
  ['widths', { widths: '' }, 'a sweep has 1 to 16 widths: 0 given'],
  ['widths', { widths: '8, x' }, 'a width must be a whole number from 2 to 1,024: x'],
  ['widths', { widths: '8, 1026' }, 'a width must be a whole number from 2 to 1,024: 1026'],
  ['widths', { widths: '8, 16, 8' }, 'each width may be given once: 8 is given twice'],
  ['layers', { layers: '17' }, 'layers must be a whole number from 1 to 16: 17'],
  ['layers', { layers: '' }, 'layers must be a whole number from 1 to 16: empty'],
  ['layers', { layers: '1.5' }, 'layers must be a whole number from 1 to 16: 1.5'],
  ['context', { context: '513' }, 'context must be a whole number from 8 to 512: 513'],
  ['batch', { batch: '0' }, 'batch must be a whole number from 1 to 1,024: 0'],
  [
    'batch',
    { batch: '512', context: '512' },
    'batch · context · seeds must be at most 65,536 tokens a step: 512 · 512 · 1 = 262,144',
  ],
  ['tokens', { tokens: '5000' }, 'tokens must fill at least 10 steps of 1,024 tokens: 5,000 < 10,240'],
  ['tokens', { tokens: 'many' }, 'tokens must be a whole number from 1 to 1,000,000,000: many'],
  ['tokens', { tokens: '1,5M' }, 'tokens must be a whole number from 1 to 1,000,000,000: 1,5M (write 1.5M)'],
  ['tokens', { tokens: '4096,000' }, 'tokens must be a whole number from 1 to 1,000,000,000: 4096,000'],
  ['learningRate', { learningRate: '0,016' }, 'rate must be above 0 and at most 1: 0,016 (write 0.016)'],
  ['learningRate', { learningRate: '0' }, 'rate must be above 0 and at most 1: 0'],
  ['learningRate', { learningRate: 'NaN' }, 'rate must be above 0 and at most 1: NaN'],
  ['learningRate', { learningRate: '1e999' }, 'rate must be above 0 and at most 1: 1e999'],
  [
    'schedule',
    { schedule: 'toString' },
    'no such schedule: toString; there are linear, cosine, constant, warmup-stable-decay',
  ],
  ['positions', { positions: 'foo' }, 'no such positions: foo; there are rotary, learned, both'],
  ['budgets', { budgets: '1e12' }, 'no such budgets: 1e12; there are centred, small, first'],
  ['kernels', { kernels: 'fast' }, 'no such choice of kernels: fast; there are measured, usual, plain'],
  ['seed', { seed: '-1' }, 'seed must be a whole number from 0 to 2,147,483,648: -1'],
  ['lanes', { lanes: '17' }, 'seeds must be a whole number from 1 to 16: 17'],
  ['corpus', { corpus: 'iliad' }, 'no such text: iliad'],
])('a wrong %s is refused with the rule and the value', (field, change, rule) => {
  const { settings, refusals } = read(change);
  expect(settings).toBeNull();
  expect(refusals[field]).toBe(rule);
  expect(Object.keys(refusals)).toEqual([field]);
});

test('every wrong field is named', () => {
  expect(Object.keys(read({ layers: '0', batch: 'x', learningRate: '2' }).refusals)).toEqual([
    'layers',
    'batch',
    'learningRate',
  ]);
});

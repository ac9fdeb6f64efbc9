import { expect, test } from 'vitest';
import { typeset } from '../../../src/page/kit/typeset.ts';

/** Base, raised and lowered parts of a formula, as typeset. */
function parts(formula: string) {
  return typeset(formula).map((part) => {
    if (typeof part === 'string') return part;
    return { [part.strings[0] === '<sub>' ? 'lowered' : 'raised']: part.values[0] };
  });
}

test('all of a power is raised, also one with a power of ten, a minus or brackets', () => {
  expect(parts('(3 / N)^0.34 + 1')).toEqual(['(3 / N)', { raised: '0.34' }, ' + 1']);
  expect(parts('a / N^(1.58 × 10⁻⁹)')).toEqual(['a / N', { raised: '1.58 × 10⁻⁹' }, '']);
  expect(parts('3.2 · (N / 10⁷)^−0.00145')).toEqual(['3.2 · (N / 10⁷)', { raised: '−0.00145' }, '']);
  expect(parts('6^(-0.3/2) · N^-0.3')).toEqual(['6', { raised: '-0.3/2' }, ' · N', { raised: '-0.3' }, '']);
});

test('an index is lowered, beside a power and alone', () => {
  expect(parts('N_opt ∝ C^0.55')).toEqual(['N', { lowered: 'opt' }, ' ∝ C', { raised: '0.55' }, '']);
  expect(parts('B_crit = 1,811 tokens')).toEqual(['B', { lowered: 'crit' }, ' = 1,811 tokens']);
  expect(parts('α_N 0.08; α_D 0.29')).toEqual(['α', { lowered: 'N' }, ' 0.08; α', { lowered: 'D' }, ' 0.29']);
});

test('a name with an underscore stays as it is', () => {
  for (const name of ['run_a', 'my_runs.csv', 'width_12', 'x1_b']) expect(parts(name)).toEqual([name]);
});

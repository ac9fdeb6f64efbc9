import { expect, test } from 'vitest';
import { kaplanFigures, kaplanMeeting } from '../../../src/laws/published/kaplan-optimum.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

const PF_DAY = 8.64e19;

test('at one petaFLOP/s-day the printed figures are the constants of the paper', () => {
  const [parameters, batch, steps, tokens, loss] = kaplanFigures(PF_DAY).map(({ printed }) => printed);
  expect([parameters, batch, steps, tokens]).toEqual([1.3e9, 2e6, 5.4e3, 2e10]);
  expect(loss).toBeCloseTo(2.3e8 ** 0.05, 9);
});

test('over six orders of compute the two laws give the printed figures within a factor of four, and losses within 5 %', () => {
  for (const days of [1e-3, 1, 1e3])
    for (const { derived, of, printed } of kaplanFigures(days * PF_DAY)) {
      const factor = Math.exp(Math.abs(Math.log(derived / printed)));
      expect(factor).toBeLessThan(of === 'loss' ? 1.05 : 4);
    }
});

test('the exponents that follow from the two laws are within 0.06 of the printed ones', () => {
  for (const { derivedExponent, exponent } of kaplanFigures(PF_DAY))
    expect(Math.abs(derivedExponent - exponent)).toBeLessThan(0.06);
});

test('N_opt is about 10¹² where L(C_min) meets L(D)', () => {
  expect(Math.abs(Math.log10(expectLaw(kaplanMeeting()).parameters / 1e12))).toBeLessThan(1);
});

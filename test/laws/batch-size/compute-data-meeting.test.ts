import { expect, test } from 'vitest';
import { meetingOf } from '../../../src/laws/batch-size/compute-data-meeting.ts';
import {
  KAPLAN_COMPUTE,
  KAPLAN_DATA,
  KAPLAN_MEETING,
  KAPLAN_TOKENS_READ,
} from '../../../src/laws/published/kaplan-2020.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

test('at the meeting both laws give the same loss, and beyond it L(C) is the lower one', () => {
  const { compute, loss, tokens } = expectLaw(meetingOf(KAPLAN_COMPUTE, KAPLAN_DATA, KAPLAN_TOKENS_READ));
  const { scale, exponent } = KAPLAN_TOKENS_READ;
  const byCompute = (C: number) => (KAPLAN_COMPUTE.C_c / C) ** KAPLAN_COMPUTE.alpha_C;
  const byTokens = (C: number) => (KAPLAN_DATA.D_c / (scale * C ** exponent)) ** KAPLAN_DATA.alpha_D;
  expect(tokens / (scale * compute ** exponent)).toBeCloseTo(1, 9);
  expect(byCompute(compute)).toBeCloseTo(loss, 9);
  expect(byTokens(compute)).toBeCloseTo(loss, 9);
  expect(byCompute(2 * compute)).toBeLessThan(byTokens(2 * compute));
  expect(byCompute(compute / 2)).toBeGreaterThan(byTokens(compute / 2));
});

test('the printed constants of Kaplan et al. meet within a factor of ten of the point that they name', () => {
  const { compute, loss, tokens } = expectLaw(meetingOf(KAPLAN_COMPUTE, KAPLAN_DATA, KAPLAN_TOKENS_READ));
  expect(Math.abs(Math.log10(compute / KAPLAN_MEETING.compute))).toBeLessThan(1);
  expect(Math.abs(Math.log10(tokens / KAPLAN_MEETING.tokens))).toBeLessThan(1);
  expect(Math.abs(loss - KAPLAN_MEETING.loss)).toBeLessThan(0.25);
});

test('laws that part do not meet, and it says so', () => {
  expect(
    meetingOf({ C_c: 1e20, alpha_C: 0.1 }, { D_c: 1e6, alpha_D: 0.4 }, { scale: 1, exponent: 0.5 }),
  ).toEqual({
    refused:
      'L(C) and L(D) do not meet: the loss falls as C^−0.10 by compute and as C^−0.20 by the tokens read',
  });
});

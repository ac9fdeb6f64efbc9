import { assert, double, property } from 'fast-check';
import { expect, test } from 'vitest';
import { formatEstimate, formatExponent } from '../../src/laws/format-number.ts';
import { fitPowerLaw } from '../../src/laws/power-law/power-law.ts';
import { formula } from '../../src/laws/power-law/formula.ts';
import { isRefusal } from '../../src/laws/refusal.ts';
import { dividedTerm, scaledTerm } from '../../src/laws/regression/formula-terms.ts';
import { fitScalingLaw } from '../../src/laws/power-law/scaling-law.ts';
import { startGrid } from '../../src/laws/joint/start-grid.ts';

test('exponents are plain decimals, or stand in brackets', () => {
  expect([0.34, 1e-3, 0.000158, -0.0000123, 0.001].map(formatExponent)).toEqual([
    '0.34',
    '0.001',
    '0.000158',
    '-0.0000123',
    '0.001',
  ]);
  expect([1.58e-9, 23_456].map(formatExponent)).toEqual(['(1.58 × 10⁻⁹)', '(2.35 × 10⁴)']);
});

const DIGITS: Record<string, string> = Object.fromEntries(
  Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹⁻', (sign, i) => [sign, '0123456789-'[i]]),
);

/** The value of a written term at x, read as JavaScript: an independent reader of formulas. */
function valueOf(written: string, symbol: string, x: number): number {
  const code = written
    .replaceAll('−', '-')
    .replace(
      /(?:(?:([\d.]+) × )?10)([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)/g,
      (_, mantissa: string | undefined, power: string) =>
        `${mantissa ?? 1}e${Array.from(power)
          .map((sign) => DIGITS[sign])
          .join('')}`,
    )
    .replace(symbol, String(x))
    .replaceAll('·', '*');
  const [base = '', power = ''] = code.split('^');
  const number = (text: string) =>
    text
      .replace(/[()]/g, '')
      .split('/')
      .map(Number)
      .reduce((a, b) => a / b);
  const raised = (text: string) => number(text) ** number(power);
  if (base.includes('*')) {
    const [factor = '', inner = ''] = base.split('*');
    return Number(factor) * raised(inner);
  }
  if (base.startsWith('(')) return raised(base);
  const [factor = '', inner = ''] = base.split('/');
  return Number(factor) / raised(inner);
}

test('a written term has the value of the term, however far its constant lies', () => {
  const sizes = double({ min: 3, max: 60, noNaN: true });
  const exponents = double({ min: Math.log(1e-9), max: Math.log(60), noNaN: true }).map(Math.exp);
  assert(
    property(sizes, exponents, double({ min: -3, max: 3, noNaN: true }), (logMean, exponent, logTerm) => {
      for (const write of [scaledTerm, dividedTerm]) {
        const written = write({ symbol: 'N', exponent, logTerm, logMean });
        expect(written).not.toMatch(/∞|NaN|Infinity|bound|unknown/);
        // Constants have three digits; those of an exponent and of X_c weigh as much as the range they span.
        const scale = Math.abs(logTerm) + exponent * (logMean + 2) + 1;
        const value = valueOf(written, 'N', Math.exp(logMean));
        expect(Math.abs(Math.log(value) - logTerm)).toBeLessThan(0.01 * scale);
      }
    }),
  );
});

test('a law without slope is referred to a size amid its points', () => {
  const points = [1e6, 1e7, 1e8].map((x) => ({ x, loss: 3.21 * (x / 1e7) ** -0.00145 }));
  const law = fitPowerLaw(points, { floor: false });
  if (isRefusal(law)) throw new Error(law.refused);
  expect(law.scale).toBe(Infinity);
  expect(formula(law, 'N')).toBe('L(N) = 3.21 · (N / 10⁷)^−0.00145');
});

test('an estimate has words for what is not bounded', () => {
  expect(formatEstimate({ value: Infinity, low: Infinity, high: Infinity })).toEqual([
    'over 10³⁰⁸',
    'over 10³⁰⁸',
    'over 10³⁰⁸',
  ]);
  expect(formatEstimate({ value: 2, low: -Infinity, high: Infinity })).toEqual(['2', 'no bound', 'no bound']);
});

test('the exponent by both forms has a finite interval also with thousands of sizes', () => {
  const points = Array.from({ length: 2000 }, (_, i) => {
    const x = 1e6 * 10 ** ((3 * i) / 2000);
    return { x, loss: 1.7 + (1e7 / x) ** 0.3 * (1 + 0.01 * Math.sin(1e4 * Math.sin(i + 1))) };
  });
  const fit = fitScalingLaw(points, { replicates: 99 });
  if (isRefusal(fit)) throw new Error(fit.refused);
  const { low, high } = fit.average?.exponent ?? { low: NaN, high: NaN };
  expect(low).toBeGreaterThan(0.29);
  expect(high).toBeLessThan(0.31);
  expect(low).toBeLessThan(fit.law.exponent);
});

test('starts of a search come from more losses than the stack holds', () => {
  const starts = startGrid(
    Array.from({ length: 200_000 }, () => 3),
    [0.5],
  );
  expect(starts.flat().every(Number.isFinite)).toBe(true);
});

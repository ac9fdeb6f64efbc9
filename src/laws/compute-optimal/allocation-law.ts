import { formatExponent, formatNumber } from '../format-number.ts';
import { isReadable, referenceSize } from '../regression/formula-terms.ts';
import type { Allocation } from '../joint/optimal-allocation.ts';
import { percentileInterval } from '../stats/interval.ts';
import type { Estimate, Interval } from '../stats/interval.ts';
import { lineAt } from '../stats/line.ts';
import type { Line } from '../stats/line.ts';

/** N_opt = k_N·C^a and D_opt = k_D·C^b, with their uncertainty. */
export interface AllocationLaw {
  exponents: { a: Estimate; b: Estimate };
  /** N_opt and D_opt for C FLOPs. */
  optimum(compute: number): Allocation;
  /** 95 % intervals of N_opt and D_opt for C FLOPs. */
  optimumBand(compute: number): Record<keyof Allocation, Interval>;
  /** To three digits. */
  formula: string;
}

/** N_opt and D_opt as power laws of C: lines in log–log. */
export type OptimumLines = Record<keyof Allocation, Line>;

/**
 * The allocation law of two fitted lines.
 *
 * @param drawn lines of the refits behind every interval
 */
export function allocationLaw(lines: OptimumLines, drawn: readonly OptimumLines[]): AllocationLaw {
  const intervalOf = (quantity: (drawn: OptimumLines) => number) =>
    percentileInterval(Float64Array.from(drawn, quantity), quantity(lines));
  const exponentOf = (name: keyof Allocation): Estimate => ({
    value: lines[name].slope,
    ...intervalOf((refit) => refit[name].slope),
  });
  const bandOf = (name: keyof Allocation, compute: number) =>
    intervalOf((refit) => powerAt(refit[name], compute));
  return {
    exponents: { a: exponentOf('parameters'), b: exponentOf('tokens') },
    optimum: (compute) => ({
      parameters: powerAt(lines.parameters, compute),
      tokens: powerAt(lines.tokens, compute),
    }),
    optimumBand: (compute) => ({
      parameters: bandOf('parameters', compute),
      tokens: bandOf('tokens', compute),
    }),
    formula: `N_opt = ${powerOfC(lines.parameters)}, D_opt = ${powerOfC(lines.tokens)}`,
  };
}

function powerAt(line: Line, compute: number): number {
  return Math.exp(lineAt(line, Math.log(compute)));
}

function powerOfC(line: Line): string {
  const [factor, exponent] = [powerAt(line, 1), formatExponent(line.slope)];
  if (isReadable(factor)) return `${formatNumber(factor)} · C^${exponent}`;
  const { value, written } = referenceSize(line.centre);
  return `${formatNumber(powerAt(line, value))} · (C / ${written})^${exponent}`;
}

import { extrapolateScalingLaw } from '../../src/laws/hold-out/extrapolation.ts';
import { profileFloor } from '../../src/laws/power-law/floor-profile.ts';
import { formatExponent, formatNumber } from '../../src/laws/format-number.ts';
import type { LocalSlope } from '../../src/laws/power-law/misfit/local-slopes.ts';
import type { LawPoint } from '../../src/laws/power-law/log-sample.ts';
import { fitScalingLaw } from '../../src/laws/power-law/scaling-law.ts';
import { heldOutLines, jsonOf } from './hold-out.ts';
import { accepted, type FitCommandOptions, type Report } from './law.ts';
import { aiccWords, digits, estimateTable, withIntervals } from './report.ts';

const OBJECTIVES = {
  huber: "Huber's loss of log residuals, δ = 0.001, summed",
  squares: 'half the summed squares of log residuals',
};

/**
 * Fits a power law and reports it.
 *
 * @param symbol of the points' x
 */
export function powerReport(
  points: readonly LawPoint[],
  symbol: 'N' | 'D' | 'C' | 'C_min',
  options: FitCommandOptions,
): Report {
  const robust = robustOf(options);
  const { fit, further } = fitOrHoldOut(points, options);
  const { law, intervals, reason, average, widths } = fit;
  const misfit = fit.misfit();
  const { exponent, scale, floor } = law;
  const formula = fit.formula(symbol);
  const seeds = widths < law.points.length ? ` of ${widths} sizes` : '';
  const search = `${law.points.length} runs${seeds}; objective (${OBJECTIVES[robust]}) ${digits(law.objective)}; ${aiccWords(law.aicc)}`;
  const profile = options.profile === undefined ? undefined : floorProfile(law.points, options);
  return {
    result: { ...fit, misfit, ...jsonOf(further), formula, profile },
    text: [
      formula,
      reason,
      search,
      estimateTable({
        ...withIntervals({ exponent, scale, floor }, intervals),
        ...(average && { 'exponent, floor or none': { value: exponent, ...average.exponent } }),
      }),
      ...[average?.words ?? '', misfit.words].filter((words) => words !== ''),
      ...slopeLines(misfit.localSlopes, symbol),
      ...(profile ? [profile.words] : []),
      ...heldOutLines(further),
    ].join('\n'),
  };
}

/** How many local exponents are printed; the JSON has all. */
const MOST_SLOPES = 5;

/** The exponent from window to window, in one line: of many sizes, evenly spread windows. None for few sizes. */
function slopeLines(slopes: readonly LocalSlope[], symbol: string): string[] {
  if (slopes.length === 0) return [];
  const shown = slopes.length > MOST_SLOPES ? spread(slopes) : slopes;
  const parts = shown.map(({ from, to, slope, low, high }) => {
    const [value, ...ends] = [slope, low, high].map((number) =>
      Math.abs(number) < 0.01 ? formatExponent(number) : number.toFixed(3),
    );
    return `${value} (${ends.join(' to ')}) at ${symbol} = ${formatNumber(from)} to ${formatNumber(to)}`;
  });
  const count = shown.length < slopes.length ? ` (${shown.length} of ${slopes.length})` : '';
  return [`local exponents of three sizes each${count}: ${parts.join('; ')}`];
}

/** As many as are printed, evenly spread, with the first and the last. */
function spread(slopes: readonly LocalSlope[]): LocalSlope[] {
  const step = (slopes.length - 1) / (MOST_SLOPES - 1);
  return Array.from({ length: MOST_SLOPES }, (_, i) => slopes[Math.round(i * step)]);
}

/** The objective of a law that is fitted to log residuals only. */
export function robustOf({ law, robust }: FitCommandOptions): 'huber' | 'squares' {
  if (robust !== 'plain-squares') return robust;
  throw new Error(`--law ${law} takes --robust huber or squares, not plain-squares`);
}

function fitOrHoldOut(points: readonly LawPoint[], options: FitCommandOptions) {
  const { floor, replicates, seed, holdOut } = options;
  const lawOptions = { floor, criterion: robustOf(options), replicates, seed };
  if (holdOut === undefined) return { fit: accepted(fitScalingLaw(points, lawOptions)), further: {} };
  const { law, heldOut, score } = accepted(extrapolateScalingLaw(points, holdOut, lawOptions));
  return { fit: law, further: { heldOut, score } };
}

function floorProfile(points: readonly LawPoint[], options: FitCommandOptions) {
  if (options.profile !== 'floor') throw new Error(`--profile takes floor, not ${options.profile}`);
  return accepted(profileFloor(points, robustOf(options)));
}

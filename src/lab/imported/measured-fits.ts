import type { FitName, LawVariable } from '../../laws/analysis/request.ts';
import type { WantedFits } from '../analysis/analysis-request.ts';
import type { SubjectChoice } from '../analysis/subject.ts';
import { QUANTITIES, type MeasuredRun, type MeasuredTable, type Quantity } from './measured-run.ts';
import { extent } from '../../laws/stats/extent.ts';

/** The laws that the columns of a table allow, and the one that the page states first. */
export type MeasuredFits = WantedFits & SubjectChoice;

/** Values closer than this factor count as one, as in the fits. */
const LEAST_RATIO = 1 + 1e-6;

/** The fits of each table's runs, because the page asks again at every change of the state. */
const FITS = new WeakMap<readonly MeasuredRun[], MeasuredFits>();

/**
 * The fits that a table allows: a power law in each quantity that differs between its rows, and laws of N and D where
 * both do. These come first, because a power law in N alone mixes rows of different D.
 */
export function measuredFits({ runs }: MeasuredTable): MeasuredFits {
  const known = FITS.get(runs) ?? allowedFits(runs);
  FITS.set(runs, known);
  return known;
}

function allowedFits(runs: readonly MeasuredRun[]): MeasuredFits {
  const laws: LawVariable[] = QUANTITIES.filter((of) => isVaried(runs, of));
  const joint = isVaried(runs, 'N') && isVaried(runs, 'D');
  const fits: FitName[] = joint ? ['approaches', 'grid'] : [];
  if (joint && repeatsTokens(runs)) fits.push('repeats');
  return { laws, fits, subject: joint ? 'approaches' : 'series' };
}

/** One sentence for each law that the columns do not allow. */
export function absentLaws(table: MeasuredTable): string[] {
  const { runs } = table;
  const power = QUANTITIES.flatMap((of) => absentPowerLaw(runs, of));
  const joint = isVaried(runs, 'N') && isVaried(runs, 'D');
  const both = 'There is no law of N and D: it needs rows in which both differ.';
  const unrepeated =
    'There is no data-constrained law: no row reads more tokens D than it has distinct ones U.';
  return [
    ...power,
    ...(joint ? [] : [both]),
    ...(joint && isStated(runs, 'U') && !repeatsTokens(runs) ? [unrepeated] : []),
  ];
}

function absentPowerLaw(runs: readonly MeasuredRun[], of: Quantity): string[] {
  if (!isStated(runs, of)) return [`There is no L(${of}): the table has no column of ${of}.`];
  return isVaried(runs, of) ? [] : [`There is no L(${of}): ${of} is the same in every row.`];
}

/** Whether the rows state a quantity. */
export function isStated(runs: readonly MeasuredRun[], of: Quantity): boolean {
  return runs.length > 0 && runs.every(({ sizes }) => sizes[of] !== null);
}

/** Whether the rows state a quantity and differ in it. */
export function isVaried(runs: readonly MeasuredRun[], of: Quantity): boolean {
  if (!isStated(runs, of)) return false;
  const values = runs.map(({ sizes }) => sizes[of] ?? NaN);
  const [least, most] = extent(values);
  return most > least * LEAST_RATIO;
}

/** Whether some row reads its distinct tokens more than once. */
export function repeatsTokens(runs: readonly MeasuredRun[]): boolean {
  return isStated(runs, 'U') && runs.some(({ sizes: { D, U } }) => D !== null && U !== null && D > U);
}

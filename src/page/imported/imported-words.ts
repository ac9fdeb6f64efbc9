import { formatLoss, scientific, short, whole } from '../../charts/quantity.ts';
import { curveNames } from '../../lab/imported/curve-names.ts';
import { isVaried, repeatsTokens } from '../../lab/imported/measured-fits.ts';
import type { MeasuredPredictions } from '../../lab/imported/measured-predictions.ts';
import {
  COLUMN_ROLES,
  seriesOfTable,
  type ColumnRole,
  type MeasuredTable,
} from '../../lab/imported/measured-run.ts';
import type { ChinchillaAnalysis, OptimumAnalysis } from '../../laws/analysis/analyse-approaches.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { counted } from '../kit/measured-words.ts';

/** What each column may hold, as the form asks for it. */
export const ROLE_WORDS: Record<ColumnRole, string> = {
  N: 'Parameters N',
  D: 'Tokens D',
  C: 'Compute C, in FLOP',
  U: 'Distinct tokens U',
  loss: 'Loss',
  run: 'Name of the run',
  series: 'Series',
};

/** `N is the column n_params, loss is the column val_loss.` */
export function columnsWords({ columns }: MeasuredTable): string {
  const words = COLUMN_ROLES.flatMap((role) => {
    const { [role]: column } = columns;
    return column === undefined ? [] : [`${role} is the column ${column}`];
  });
  return `${words.join(', ')}.`;
}

/** What a reader of these fits must know, in sentences. */
export function importedCaveats(table: MeasuredTable): string[] {
  const { columns, runs } = table;
  const both = isVaried(runs, 'N') && isVaried(runs, 'D');
  const series = seriesOfTable(table).length;
  return [
    ...(both
      ? [
          'Rows differ in N and in D. A power law in one of them mixes rows of different values of the other; L(N, D) does not.',
        ]
      : []),
    ...(!both && isVaried(runs, 'N') && columns.D === undefined && columns.C === undefined
      ? ['The table does not say D. L(N) is a law of size alone only if D is the same in every row.']
      : []),
    ...(both && isVaried(runs, 'C')
      ? ['L(C) goes through all rows, also through those that spend their compute badly.']
      : []),
    ...(series > 1
      ? [`Laws of N and D take all series as one; the power laws are one for each of the ${series} series.`]
      : []),
    ...(repeatsTokens(runs)
      ? [
          'Some rows read tokens more than once. Chinchilla’s law counts them as if they were fresh, and D of Kaplan’s law is the distinct tokens U.',
        ]
      : []),
    ...(curveNames(runs).size > 0
      ? [
          'Rows that share a name and N are points of one training curve: approach 1 follows it, and the bootstrap draws its points together.',
        ]
      : []),
    ...(columns.N === undefined
      ? []
      : ['N is as the table states it. Another count of N would change the exponents.']),
    `Losses are in the unit of the table (column ${columns.loss ?? 'loss'}).`,
    'Laws are empirical: a regime may end beyond the points.',
  ];
}

/** How L(N, D) would spend the largest budget of the fitted runs, or that these rows do not say. */
export function optimumWords(law: OptimumAnalysis & ChinchillaAnalysis): string {
  const last = law.optima.at(-1);
  if (last === undefined) return '';
  const { compute, parameters, tokens } = last;
  const ends = [parameters.low, parameters.high, tokens.low, tokens.high];
  const { alpha, beta } = law.constants;
  if (!ends.every((end) => end > 0 && end < Infinity) || alpha.low <= 0 || beta.low <= 0)
    return 'The intervals show that these rows do not determine this law: its constants and its optimum are rough.';
  const range = ({ low, high }: Estimate): string => `${counted(low)} to ${counted(high)}`;
  return `With the largest budget of the fitted runs, C = ${scientific(compute)} FLOP, it is best to train N = ${counted(parameters.value)} (${range(parameters)}) on D = ${counted(tokens.value)} tokens (${range(tokens)}), ${short(tokens.value / parameters.value)} tokens a parameter.`;
}

/** How the law predicts the runs that its fit left out; empty if there are none. */
export function leftOutWords(table: MeasuredTable, { law, of }: MeasuredPredictions): string {
  const out = table.runs.flatMap((run) => {
    const found = run.fitted ? undefined : of.get(run.id);
    return found === undefined ? [] : [{ run, ...found }];
  });
  const rings = out.flatMap(({ run, ring }) =>
    ring === null ? [] : [run.loss >= ring.low && run.loss <= ring.high],
  );
  const [only] = out;
  if (only === undefined) return '';
  const covered = `${whole(rings.filter(Boolean).length)} of ${whole(rings.length)} in the 95 % interval`;
  if (out.length > 1) {
    const squares = out.reduce((sum, { residual }) => sum + residual ** 2, 0) / out.length;
    const far = `${(100 * Math.sqrt(squares)).toFixed(2)} %`;
    return `${law} without ${whole(out.length)} runs predicts them to ${far} (root mean square)${rings.length === 0 ? '' : `, ${covered}`}.`;
  }
  const { predicted, ring, run } = only;
  const interval = ring === null ? '' : ` (${formatLoss(ring.low)} to ${formatLoss(ring.high)})`;
  return `${law} without one run predicts ${predicted.toFixed(4)}${interval} for it; its loss is ${run.loss.toFixed(4)}.`;
}

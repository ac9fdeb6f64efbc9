import type { LawVariable } from '../../laws/analysis/request.ts';
import { corpusOf } from './corpora.ts';
import { isFitted, NARROWEST_FITTED } from './recipe.ts';
import type { RunSettings } from './run-settings.ts';

/** A corpus repeated more often than this bends the law. */
const EPOCHS_MAX = 4;
/** A law needs one point more than its two parameters. */
const POINTS_MIN = 3;

/** Sentences about risks of runs that are allowed. */
export function warningsOf(runs: readonly RunSettings[], laws: readonly LawVariable[]): string[] {
  return [...epochWarning(runs), ...(laws.length === 0 ? [] : pointsWarning(runs))];
}

/** A run on a part of a corpus is meant to repeat it. */
function epochWarning(runs: readonly RunSettings[]): string[] {
  const whole = runs.filter(({ uniqueTokens }) => uniqueTokens === null);
  const epochs = whole.map(({ corpus, context, tokens }) => tokens / corpusOf(corpus, context).uniqueTokens);
  const most = Math.max(0, ...epochs);
  if (most <= EPOCHS_MAX) return [];
  const who = Math.min(...epochs) === most ? 'Every model' : 'The longest run';
  return [
    `${who} reads the text ${most.toFixed(1)} times; repeated more than about ${EPOCHS_MAX} times, it bends the law.`,
  ];
}

function pointsWarning(runs: readonly RunSettings[]): string[] {
  const fitted = new Map<string, number>();
  for (const run of runs) fitted.set(run.series, (fitted.get(run.series) ?? 0) + (run.fitted ? 1 : 0));
  const points = Math.max(0, ...fitted.values());
  if (runs.length === 0 || points >= POINTS_MIN) return [];
  return runs.some(({ fitted: used, width }) => !used && !isFitted(width))
    ? [
        `A law needs ${POINTS_MIN} widths of ${NARROWEST_FITTED} or more, and there ${points === 1 ? 'is' : 'are'} ${points}. Narrower ones are left out unless you tick them in the table.`,
      ]
    : [`A law needs ${POINTS_MIN} points; each series of these runs has ${points} at most.`];
}

import type { Corpus } from './corpora.ts';
import { isFitted, NARROWEST_FITTED } from './recipe.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** A corpus repeated more often than this bends the law. */
const EPOCHS_MAX = 4;
/** A law needs a point more than its two parameters. */
const POINTS_MIN = 3;

/** What of valid settings is risky, in sentences. */
export function warningsOf(settings: SweepSettings, corpus: Corpus): string[] {
  return [...epochWarning(settings, corpus), ...pointsWarning(settings)];
}

function epochWarning({ tokens }: SweepSettings, corpus: Corpus): string[] {
  const epochs = tokens / corpus.uniqueTokens;
  if (epochs <= EPOCHS_MAX) return [];
  return [
    `Every model reads the text ${epochs.toFixed(1)} times; repeated more than about ${EPOCHS_MAX} times, it bends the law.`,
  ];
}

function pointsWarning({ widths }: SweepSettings): string[] {
  const fitted = widths.filter(isFitted).length;
  if (fitted >= POINTS_MIN) return [];
  return [
    `A law needs ${POINTS_MIN} widths; ${fitted} of these are ${NARROWEST_FITTED} or more, and narrower ones are left out unless you tick them in the table.`,
  ];
}

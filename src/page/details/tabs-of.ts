import type { ViewName } from '../../lab/experiments/presets.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { isHidden } from '../../lab/state/is-hidden.ts';
import { shownFits } from '../../lab/state/shown-fits.ts';
import { shownStage, shownViews } from '../../lab/state/shown-views.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { writersOf } from '../../lab/state/writers.ts';
import { jointLaws } from '../law/joint-laws.ts';

/** What the panel of details can show. */
export type TabName = ViewName | OwnTab;

/** The tabs that are no charts. */
export type OwnTab = 'law' | 'runs' | 'table' | 'samples' | 'fit';

/** The short title of each tab. */
export const TAB_TITLES: Readonly<Record<TabName, string>> = {
  answers: 'Answers',
  batch: 'Batch',
  calculator: 'Calculator',
  collapse: 'Overfitting',
  counting: 'Counting',
  delays: 'Memory',
  efficient: 'Efficiency',
  entropy: 'Entropy',
  exponents: 'Exponents',
  fit: 'Fit options',
  frontier: 'Frontier',
  isoflop: 'IsoFLOP',
  law: 'Law',
  loss: 'Curves',
  'measured-isoflop': 'IsoFLOP',
  'measured-residuals': 'Residuals',
  'measured-scaling': 'Loss',
  optima: 'Best sizes',
  overfit: 'Epochs',
  position: 'Context',
  rank: 'Ranks',
  rates: 'Rates',
  residuals: 'Residuals',
  runs: 'Runs',
  samples: 'Samples',
  scaling: 'Scaling',
  spread: 'Spread',
  steps: 'Steps',
  table: 'Table',
  transfer: 'Transfer',
  variants: 'Variants',
};

/** Where the chart beside the hero stands: on the stage, or on a phone among the details. */
export type BesidePlace = 'stage' | 'details';

/** The tabs that have something to show, in their order. */
export function tabsOf(state: ExperimentState, place: BesidePlace): TabName[] {
  const { measured, runs, samples } = state;
  const hasFits = hasLaws(state);
  const has: Record<OwnTab, boolean> = {
    law: hasFits,
    runs: runs.length > 0 || measured !== null,
    table: measured !== null,
    samples: !isHidden(state, 'samples') && (samples.length > 0 || writersOf(state).length > 0),
    fit: hasFits && !isHidden(state, 'fits'),
  };
  const own: OwnTab[] = ['law', 'runs', 'table', 'samples', 'fit'];
  const { beside } = shownStage(state);
  const first = beside !== null && place === 'details' ? [beside] : [];
  return [...first, ...shownViews(state), ...own.filter((name) => has[name])];
}

/** Whether the runs on the page have a law, or a reason why they have none. */
function hasLaws(state: ExperimentState): boolean {
  const { analysis, measured, shown } = state;
  if (measured !== null) return true;
  if (presetOf(shown).measures !== 'runs') return false;
  const { fits, laws } = shownFits(state);
  if (laws.length === 0 && fits.every((fit) => fit === 'dynamics')) return false;
  return analysis.laws.length > 0 || jointLaws(analysis).length > 0;
}

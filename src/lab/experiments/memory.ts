import { equalLstm } from '../plan/equal-lstm.ts';
import { FULL_SWEEP } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

/** Delays in symbols: ids of sources are `delay-` and one of these. */
const LAGS: Record<ExperimentSize, readonly number[]> = { full: [3, 5, 10, 20, 40], quick: [3, 10, 40] };

/** Both networks on every delay. A network is a series. */
function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  return LAGS[size].flatMap((lag) => {
    const run = { ...runOf(settings), corpus: `delay-${lag}`, series: 'transformer' };
    return [run, equalLstm(run)];
  });
}

/** Without a text: every run has its own source. */
const { corpus: _, ...FIELDS } = USUAL_FIELDS;

export const memory = {
  title: 'Memory',
  headline: 'A transformer looks back as far as it needs to; an LSTM forgets.',
  result:
    'A transformer finds a symbol however far back it stands in its context, and an LSTM of equal N loses it (the reason of Kaplan et al. 2020, figure 7).',
  varies: 'the network, and how far back the symbol stands that is repeated',
  measures: 'runs',
  laws: [],
  fits: [],
  floor: 'never',
  subject: 'none',
  caveats: [
    'Every model saw the same D, each network at a rate that suits it. More training can lengthen a memory.',
  ],
  stage: { hero: 'delays', beside: 'loss' } as const,
  views: [] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, widths: [32], tokens: 1_024_000, lanes: 3 },
    quick: { ...FULL_SWEEP, widths: [32], tokens: 512_000, lanes: 2 },
  },
  editable: FIELDS,
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;

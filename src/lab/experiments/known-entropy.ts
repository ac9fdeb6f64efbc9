import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { sweepRuns } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

/** Sources from which there is something to learn. */
const SOURCES: Record<ExperimentSize, readonly string[]> = {
  full: ['zipf-markov', 'phrases'],
  quick: ['zipf-markov-small'],
};

/** The uniform source has nothing to learn and no law. It gets two short runs, at a rate with little noise. */
const UNIFORM = { widths: [8, 32], tokens: 204_800, learningRate: 0.004 };

function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  const uniform = { ...settings, ...UNIFORM, tokens: Math.min(UNIFORM.tokens, settings.tokens) };
  return [
    ...SOURCES[size].flatMap((corpus) => onSource(settings, corpus)),
    ...onSource(uniform, 'uniform').map((run) => ({ ...run, fitted: false })),
  ];
}

/** A series of widths on one source. */
function onSource(settings: SweepSettings, corpus: string): RunSettings[] {
  return sweepRuns({ ...settings, corpus }).map((run) => ({ ...run, series: corpus }));
}

/** Without a text: each series has its own source. */
const { corpus: _, ...FIELDS } = USUAL_FIELDS;

export const knownEntropy = {
  title: 'Known entropy',
  headline: 'Loss cannot fall below the entropy of its source.',
  result: 'Loss is H + KL: the floor of the law is the entropy of the source (Henighan et al. 2020).',
  varies: 'the width d, on sources whose entropy is known',
  measures: 'runs',
  laws: ['N'],
  fits: [],
  floor: 'always',
  subject: 'series',
  caveats: ['Every model saw the same D, so this is L(N) at fixed D.'],
  floorCaveat:
    'The floor contains the entropy of the source and the part that these models have not learned at this D.',
  stage: { hero: 'entropy', beside: 'loss' } as const,
  views: ['scaling', 'residuals'] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, widths: [8, 12, 16, 24, 32, 48, 64, 96] },
    quick: { ...QUICK_SWEEP, widths: [12, 16, 20, 24, 32, 48, 64] },
  },
  editable: { ...FIELDS, widths: 'one model each on every source' },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;

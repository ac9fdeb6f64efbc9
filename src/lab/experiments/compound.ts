import { forwardFlopsPerToken } from '../../laws/counting/count-parameters.ts';
import { corpusOf } from '../plan/corpora.ts';
import { shapeOf } from '../plan/plan-runs.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

/** How often the FLOPs of the base are doubled. */
const DOUBLINGS = [1, 2];

/** The widths from which one is chosen: the fast kernels read so many numbers at a time. */
const WIDTH_STEP = 4;

/** Doublings by which the FLOPs of a longer context, which only doubles, may be off. */
const MOST_OFF = 0.3;

/** Validation tokens of every run, whatever its context. */
const VALIDATION_TOKENS = 131_072;

/** Ways to spend more FLOPs. The quick size leaves out the mix that also has a longer context. */
const WAYS: Record<ExperimentSize, readonly Way[]> = {
  full: [wider, deeper, longer, mixed, ofAllThree],
  quick: [wider, deeper, longer, mixed],
};

/** The run that spends about 2^doublings times the FLOPs of the base on a token in one way; null if no run does. */
type Way = (base: RunSettings, doublings: number) => RunSettings | null;

function wider(base: RunSettings, doublings: number): RunSettings {
  return { ...nearest(base, doublings, widths(base)), series: 'width' };
}

function deeper(base: RunSettings, doublings: number): RunSettings {
  const choices = Array.from({ length: 8 * base.layers }, (_, i) => ({ ...base, layers: i + 1 }));
  return { ...nearest(base, doublings, choices), series: 'depth' };
}

/** Steps keep their tokens, so windows that are twice as long are half as many. Null if no context costs about as much. */
function longer(base: RunSettings, doublings: number): RunSettings | null {
  const choices: RunSettings[] = [];
  for (let times = 1; times <= base.batch; times *= 2) choices.push(withContext(base, times));
  const found = nearest(base, doublings, choices);
  const off = Math.log2(costOf(found) / costOf(base)) - doublings;
  return Math.abs(off) > MOST_OFF ? null : { ...found, series: 'context' };
}

/** Depth and width grow so that each pays for the same share of the doublings. */
function mixed(base: RunSettings, doublings: number): RunSettings {
  const layers = Math.round(base.layers * 2 ** (doublings / 2));
  return { ...nearest(base, doublings, widths({ ...base, layers })), series: 'mix' };
}

/** The mix at twice the context. */
function ofAllThree(base: RunSettings, doublings: number): RunSettings {
  const { layers } = mixed(base, doublings);
  const choices = widths(withContext({ ...base, layers }, 2));
  return { ...nearest(base, doublings, choices), series: 'mix with context' };
}

const widths = (base: RunSettings): RunSettings[] =>
  Array.from({ length: base.width }, (_, i) => ({ ...base, width: WIDTH_STEP * (i + 1) }));

function withContext(base: RunSettings, times: number): RunSettings {
  const context = times * base.context;
  const windows = Math.round(VALIDATION_TOKENS / context);
  return { ...base, context, batch: base.batch / times, evaluation: { ...base.evaluation, windows } };
}

function costOf(run: RunSettings): number {
  return forwardFlopsPerToken(shapeOf(run, corpusOf(run.corpus, run.context).vocabulary));
}

function nearest(base: RunSettings, doublings: number, choices: readonly RunSettings[]): RunSettings {
  const wanted = 2 ** doublings * costOf(base);
  return choices.reduce((best, one) =>
    Math.abs(costOf(one) - wanted) < Math.abs(costOf(best) - wanted) ? one : best,
  );
}

function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  const base = withContext(runOf(settings), 1);
  const grown = WAYS[size].flatMap((way) => DOUBLINGS.map((doublings) => way(base, doublings)));
  return [{ ...base, series: 'base' }, ...grown.filter((run) => run !== null)];
}

export const compound = {
  title: 'Compound scaling',
  headline: 'More layers and more width together do as well as the better of them alone.',
  result:
    'With more FLOPs, a model that grows in several ways at once ends at least as low as one that grows in a single way (Tan & Le 2019, figure 8, on images).',
  varies: 'how two and four times the FLOPs are spent: on d, L, the context T, or a mix',
  measures: 'runs',
  laws: [],
  fits: [],
  floor: 'auto',
  subject: 'none',
  caveats: [
    'Every model saw the same D in steps of the same tokens, at the recipe’s rate.',
    'FLOPs are matched as closely as whole layers and widths allow.',
  ],
  stage: { hero: 'variants', beside: 'loss' } as const,
  views: [] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, widths: [32], context: 64, batch: 16, tokens: 2_048_000, lanes: 4 },
    quick: { ...QUICK_SWEEP, widths: [16], context: 32, batch: 32, tokens: 512_000, lanes: 3 },
  },
  editable: USUAL_FIELDS,
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;

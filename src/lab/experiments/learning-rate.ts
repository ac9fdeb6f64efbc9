import type { RatesAnalysis, RatesOfModel } from '../../laws/analysis/analyse-rates.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { WIDTH_MAX, WIDTH_MIN } from '../plan/read-draft.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import type { Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './conclusion.ts';
import { LONGER } from './next-step.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

/** Multiples of the recipe's rate, each twice the one before. */
const RATES = [1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8];

/** Every rate with every seed, side by side, at each width. */
function runsOf(settings: SweepSettings): RunSettings[] {
  const { lanes, seed, widths } = settings;
  const seeds = Array.from({ length: lanes }, (_, i) => seed + i);
  return widths.map((width) => ({
    ...runOf(settings, width),
    lanes: RATES.flatMap((rate) => seeds.map((own) => ({ initSeed: own, orderSeed: own, rate }))),
  }));
}

export const learningRate = {
  title: 'Learning rate',
  headline: 'One learning rate is best, and it stays as models get wider.',
  result:
    'The best learning rate stays where it is as a model gets wider, if the rate of the matrices falls as 1 / d (µP; Yang et al. 2022, figure 1).',
  varies: 'the learning rate, a factor of 64, at two widths',
  measures: 'runs',
  laws: [],
  fits: ['rates'],
  floor: 'auto',
  subject: 'none',
  mayDiverge: true,
  caveats: [
    'The best rate is that of this batch, schedule and number of tokens: longer runs and smaller batches have a lower one.',
  ],
  stage: { hero: 'rates', beside: 'loss' } as const,
  views: [] as const,
  unit: 'width',
  settings: {
    full: { ...FULL_SWEEP, widths: [16, 48], tokens: 2_048_000, lanes: 2 },
    quick: { ...QUICK_SWEEP, widths: [12, 24], lanes: 2 },
  },
  editable: {
    widths: `from narrow to wide, ${WIDTH_MIN} to ${WIDTH_MAX.toLocaleString('en')}`,
    learningRate: 'the middle of the seven rates; matrices use them times 32 / d',
    schedule: 'how the rate changes over a run',
    ...USUAL_FIELDS,
    lanes: 'seeds of each rate; 2 at most',
  },
  suggests: 'tokens',
  runs: runsOf,
  conclude,
} satisfies Preset;

/** The best rate stays if its change is surely smaller than this factor: one step of the rates tried. */
const NEAR = 2;

/** Yang et al. 2022, figure 1: whether the best rate is among those tried, and whether it moves with the width. */
function conclude({ runs, analysis }: Evidence): Finding[] {
  const { rates } = analysis;
  return [
    ...runs.map((run) =>
      isInside(
        run,
        rates?.models.find((model) => model.run === run.plan.id),
      ),
    ),
    stays(runs, rates),
  ];
}

function isInside(run: Run, model: RatesOfModel | undefined): Finding {
  const claim = `At width ${run.plan.shape.width} the best learning rate lies among those tried.`;
  if (model === undefined) return orElse(LONGER, notTested(claim, 'The model has no fitted rate yet.'));
  const { best, tried } = model;
  const beside = divergedWords(model);
  if (isRefusal(best)) return orElse(LONGER, notTested(claim, `${capital(best.refused)}.${beside}`));
  const range = `${rateWords(tried[0]?.rate ?? NaN)} to ${rateWords(tried.at(-1)?.rate ?? NaN)}`;
  switch (best.place) {
    case 'inside':
      return {
        claim,
        holds: true,
        words: `It is ${estimateWords(best.rate)}, of ${range}; the loss there is ${best.loss?.toFixed(3) ?? 'unknown'}.${beside}`,
      };
    case 'below':
    case 'above':
      return {
        claim,
        holds: false,
        words: `It lies ${best.place} all of ${range}: the loss still falls towards ${best.place === 'below' ? 'lower' : 'higher'} rates.${beside}`,
      };
    case 'unclear':
      return orElse(
        LONGER,
        notTested(
          claim,
          `The losses at ${range} do not say where the lowest lies: more seeds or tokens would.${beside}`,
        ),
      );
    default:
      return best.place satisfies never;
  }
}

function stays(runs: readonly Run[], rates: RatesAnalysis | undefined): Finding {
  const [first, last] = [runs[0]?.plan.shape.width ?? NaN, runs.at(-1)?.plan.shape.width ?? NaN];
  const claim = `From width ${first} to ${last} the best rate changes by less than a factor of ${NEAR}.`;
  if (runs.length < 2 || first === last)
    return notTested('The best rate does not move with the width.', 'Fewer than two widths were trained.');
  if (rates === undefined || isRefusal(rates.ratio))
    return notTested(claim, 'Both widths need a best rate inside the rates tried.');
  const { ratio } = rates;
  const words = `The wider model’s best rate is ${ratioWords(ratio)} times the narrower one’s. A rate that fell as 1 / d would be ${ratioOf(first / last)} times.`;
  if (ratio.low > 1 / NEAR && ratio.high < NEAR) return { claim, holds: true, words };
  if (ratio.high < 1 / NEAR || ratio.low > NEAR) return { claim, holds: false, words };
  return orElse(
    LONGER,
    notTested(claim, `${words} The interval is too wide to tell: more seeds or tokens would narrow it.`),
  );
}

function divergedWords({ tried }: RatesOfModel): string {
  const lost = tried.filter(({ diverged }) => diverged > 0).map(({ rate }) => rateWords(rate));
  return lost.length === 0 ? '' : ` Models diverged at ${lost.join(', ')}.`;
}

function estimateWords({ value, low, high }: Estimate): string {
  return `${rateWords(value)} (95 % interval ${rateWords(low)} to ${rateWords(high)})`;
}

function ratioWords({ value, low, high }: Estimate): string {
  return `${ratioOf(value)} (${ratioOf(low)} to ${ratioOf(high)})`;
}

function rateWords(rate: number): string {
  return String(Number(rate.toPrecision(2)));
}

function ratioOf(value: number): string {
  return value.toFixed(2);
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

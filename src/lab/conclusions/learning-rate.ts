import type { RatesAnalysis, RatesOfModel } from '../../laws/analysis/analyse-rates.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import type { Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { LONGER } from './next-steps.ts';

/** The best rate stays if its change is surely smaller than this factor: one step of the rates tried. */
const NEAR = 2;

/** Yang et al. 2022, figure 1: whether the best rate is among those tried, and whether it moves with the width. */
export function learningRate({ runs, analysis }: Evidence): Finding[] {
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

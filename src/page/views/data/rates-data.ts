import type { RateCurve } from '../../../charts/plots/rates-plot.ts';
import { reachedLosses, type Run } from '../../../lab/runs/run.ts';
import type { RatesAnalysis } from '../../../laws/analysis/analyse-rates.ts';
import type { BestRate } from '../../../laws/curves/best-rate.ts';
import { isRefusal } from '../../../laws/refusal.ts';
import { legendEntries } from '../../kit/legend-entries.ts';
import { nameOf } from '../../kit/run-words.ts';

/** The models of each run by their learning rates, with the parabola through the best of them. */
export function rateCurves(runs: readonly Run[], found: RatesAnalysis | undefined): RateCurve[] {
  const entryOf = legendEntries(runs);
  return runs.map((run) => {
    const { id, lanes } = run.plan;
    const best = found?.models.find((model) => model.run === id)?.best;
    const fit = best === undefined || isRefusal(best) ? null : best;
    const models = Array.from(reachedLosses(run) ?? [], (loss, lane) => ({
      loss,
      rate: lanes[lane]?.learningRate ?? NaN,
    }));
    return {
      label: nameOf(run),
      style: entryOf(id).style,
      run: id,
      dots: models
        .filter(({ loss }) => Number.isFinite(loss))
        .map((model) => ({ ...model, label: nameOf(run), fitted: fit !== null && isUsed(model.rate, fit) })),
      diverged: [...new Set(models.filter(({ loss }) => !Number.isFinite(loss)).map(({ rate }) => rate))],
      parabola: fit === null ? [] : [...fit.samples],
      best: fit === null ? null : minimumOf(fit),
    };
  });
}

function isUsed(rate: number, { window: { low, high } }: BestRate): boolean {
  return rate >= low * (1 - 1e-6) && rate <= high * (1 + 1e-6);
}

/** Only a minimum between the rates that were tried is drawn. */
function minimumOf({ loss, place, rate: { high, low, value } }: BestRate): RateCurve['best'] {
  return place === 'inside' && loss !== null ? { rate: value, low, high, loss } : null;
}

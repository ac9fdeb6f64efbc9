import { score } from '../../lab/analysis/prediction.ts';
import type { Run } from '../../lab/runs/run.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import { formatLoss, whole } from '../../charts/quantity.ts';

/** How many models there are; if some have several seeds, of how many sizes, and how far apart seeds end. */
export function pointsWords({ models, widths }: SampledLaw): string {
  const count = `${whole(models.length)} models`;
  if (widths >= models.length) return count;
  const sizes = [...new Set(models.map(({ x }) => x))];
  const spread = pooledDeviation(
    sizes.map((size) => models.filter(({ x }) => x === size).map(({ loss }) => loss)),
  );
  const apart =
    typeof spread === 'number'
      ? `; from seed to seed a loss differs by ${spread.toFixed(3)} nats (standard deviation)`
      : '';
  return `${count} of ${whole(widths)} sizes, fitted by their means${apart}`;
}

/** The exponent with and without a floor; empty if the form is known or was asked for. */
export function formWords({ average }: SampledLaw): string {
  return average?.words ?? '';
}

/** A form is said to explain residuals if it has at least this probability. */
const LIKELY = 0.8;

/** What the residuals of a law show, in sentences. */
export function residualWords({ average, hasFloor, misfit, models, widths }: SampledLaw): string[] {
  const isBent = misfit.found === 'none' && !hasFloor && average !== null && average.shares.floor > LIKELY;
  const bend = isBent ? ['The line has no floor. A floor would explain how these residuals bend.'] : [];
  const seeds =
    widths < models.length
      ? ['The law goes through the mean of each size, so the models of a size lie on both sides.']
      : [];
  return [...bend, ...(misfit.words === '' ? [] : [misfit.words]), ...seeds];
}

/** How many models fell in their predicted interval. */
export function scoreWords(runs: readonly Run[]): string {
  const { covered, judged } = score(runs);
  if (judged === 0) return 'No prediction has been tested yet.';
  return `${whole(covered)} of ${whole(judged)} models fell in the 95 % interval predicted before they were trained.`;
}

/** The prediction of a law without the largest models for their losses; empty if too few sizes would be left. */
export function heldOutWords({ heldOut }: SampledLaw): string {
  if (heldOut === null) return '';
  if (isRefusal(heldOut)) return `It cannot be tested on the largest models: ${heldOut.refused}.`;
  const { covered, models, sizes } = heldOut;
  const [which, verb] =
    sizes.length === 1 ? ['the largest size', 'it reached'] : ['the two largest sizes', 'they reached'];
  const predicted = sizes.map((size) => formatLoss(size.predicted)).join(' and ');
  const reached = sizes.map((size) => formatLoss(size.loss)).join(' and ');
  const mean = models > sizes.length ? ' on average' : '';
  return `Without ${which} the law predicts ${predicted}; ${verb} ${reached}${mean}, ${whole(covered)} of ${whole(models)} in the 95 % interval.`;
}

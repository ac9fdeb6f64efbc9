import type { LawPoint } from '../power-law/log-sample.ts';
import { fitPowerLaw } from '../power-law/power-law.ts';
import { floorInterval } from '../power-law/floor-interval.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { Estimate } from '../stats/interval.ts';
import { mean } from '../stats/mean.ts';
import { pooledDeviation } from '../stats/pooled-deviation.ts';
import { studentQuantile } from '../stats/student.ts';
import type { FitInput } from './request.ts';
import { placedModels } from './trained-model.ts';

/** Whether L(N) of a series has a floor: where it lies, and whether a law with one predicts the largest sizes better. */
export interface FloorsAnalysis {
  readonly series: string;
  /** E of the law with a floor, whatever form a person chose, with its 95 % interval by the noise of seeds; nats per token. */
  readonly floor: Estimate;
  /** The lowest mean loss of a size. */
  readonly best: number;
  /** The largest two sizes, ascending, by laws that were fitted to the others. */
  readonly heldOut: readonly HeldOutForms[];
  /**
   * How much nearer the law with a floor comes: the mean over these sizes of |log loss − log prediction| without a floor less that
   * with one. The 95 % interval is that of the losses, by the spread of seeds; null if no size has two.
   */
  readonly lead: Estimate | { readonly value: number; readonly low: null; readonly high: null };
}

/** A size that neither law has seen. */
export interface HeldOutForms {
  /** N. */
  readonly x: number;
  /** Mean loss of its models. */
  readonly loss: number;
  readonly models: number;
  readonly withFloor: number;
  readonly without: number;
}

const HELD_OUT = 2;
const PERCENTILE = 0.975;

/** Each series with a finished run to fit, in the order of the runs. */
export function analyseFloors({
  options,
  runs,
}: FitInput): (FloorsAnalysis | (Refusal & { readonly series: string }))[] {
  const finished = runs.filter(({ fitted, losses }) => fitted && losses !== null);
  const all = [...new Set(finished.map(({ series }) => series))];
  return all.map((series) => {
    const points = placedModels(
      finished.filter((run) => run.series === series),
      'N',
      options.convention,
    );
    return { series, ...floorOf(points, options.loss) };
  });
}

function floorOf(
  points: readonly LawPoint[],
  criterion: FitInput['options']['loss'],
): Omit<FloorsAnalysis, 'series'> | Refusal {
  const floor = floorInterval(points);
  if (isRefusal(floor)) return floor;
  const sizes = [...new Set(points.map(({ x }) => x))]
    .toSorted((a, b) => a - b)
    .map((x) => points.filter((point) => point.x === x));
  const rest = sizes.slice(0, -HELD_OUT).flat();
  const [withFloor, without] = [true, false].map((has) => fitPowerLaw(rest, { floor: has, criterion }));
  if (withFloor === undefined || isRefusal(withFloor)) return withoutLargest(withFloor, sizes.length);
  if (without === undefined || isRefusal(without)) return withoutLargest(without, sizes.length);
  const heldOut = sizes.slice(-HELD_OUT).map((models) => {
    const [{ x } = { x: NaN }] = models;
    return {
      x,
      loss: mean(models.map(({ loss }) => loss)),
      models: models.length,
      withFloor: withFloor.predict(x),
      without: without.predict(x),
    };
  });
  const best = Math.min(...sizes.map((models) => mean(models.map(({ loss }) => loss))));
  const lead = leadOf(heldOut, seedError(sizes));
  return { floor, best, heldOut, lead };
}

function withoutLargest(found: Refusal | undefined, sizes: number): Refusal {
  return {
    refused: `without the largest ${HELD_OUT} of ${sizes} sizes, ${found?.refused ?? 'no law is left'}`,
  };
}

/** Half the 95 % interval of the mean log loss of all held-out models; null if no size has two. */
function seedError(sizes: readonly (readonly LawPoint[])[]): number | null {
  const logs = sizes.map((models) => models.map(({ loss }) => Math.log(loss)));
  const deviation = pooledDeviation(logs);
  if (typeof deviation !== 'number') return null;
  const freedom = logs.reduce((sum, { length }) => sum + length - 1, 0);
  const count = logs.slice(-HELD_OUT).reduce((sum, { length }) => sum + length, 0);
  return (studentQuantile(PERCENTILE, freedom) * deviation) / Math.sqrt(count);
}

/** @param half the interval of the log losses, which all sizes share */
function leadOf(heldOut: readonly HeldOutForms[], half: number | null): FloorsAnalysis['lead'] {
  const leadAt = (shift: number): number =>
    mean(
      heldOut.map(({ loss, withFloor, without }) => {
        const log = Math.log(loss) + shift;
        return Math.abs(log - Math.log(without)) - Math.abs(log - Math.log(withFloor));
      }),
    );
  const value = leadAt(0);
  if (half === null) return { value, low: null, high: null };
  const ends = [leadAt(-half), leadAt(half)];
  return { value, low: Math.min(...ends, value), high: Math.max(...ends, value) };
}

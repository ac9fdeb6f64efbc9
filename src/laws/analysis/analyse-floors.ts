import { floorInterval } from '../power-law/floor-interval.ts';
import type { LawPoint } from '../power-law/log-sample.ts';
import { modelLogs } from '../power-law/model-logs.ts';
import { fitPowerLaw } from '../power-law/power-law.ts';
import { widthsOf } from '../power-law/widths.ts';
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
   * with one. The 95 % interval is that of the losses, by the spread of seeds.
   */
  readonly lead: Estimate;
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
  const sizes = widthsOf(points.toSorted((a, b) => a.x - b.x));
  const rest = sizes.slice(0, -HELD_OUT).flat();
  const [withFloor, without] = [true, false].map((has) => fitPowerLaw(rest, { floor: has, criterion }));
  if (withFloor === undefined || isRefusal(withFloor)) return withoutLargest(withFloor, sizes.length);
  if (without === undefined || isRefusal(without)) return withoutLargest(without, sizes.length);
  const heldOut = sizes.slice(-HELD_OUT).map((members) => {
    const { x } = members[0];
    return {
      x,
      loss: lossOf(members),
      models: modelLogs(members).length,
      withFloor: withFloor.predict(x),
      without: without.predict(x),
    };
  });
  const best = Math.min(...sizes.map(lossOf));
  const lead = leadOf(heldOut, seedError(sizes));
  return { floor, best, heldOut, lead };
}

function withoutLargest(found: Refusal | undefined, sizes: number): Refusal {
  return {
    refused: `without the largest ${HELD_OUT} of ${sizes} sizes, ${found?.refused ?? 'no law is left'}`,
  };
}

/** The mean loss of the models of a size. */
function lossOf(members: readonly LawPoint[]): number {
  return Math.exp(mean(modelLogs(members)));
}

/** Half the 95 % interval of the mean log loss of all held-out models. At least one size has two seeds. */
function seedError(sizes: readonly (readonly LawPoint[])[]): number {
  const logs = sizes.map(modelLogs);
  const deviation = pooledDeviation(logs);
  const freedom = logs.reduce((sum, { length }) => sum + length - 1, 0);
  const count = logs.slice(-HELD_OUT).reduce((sum, { length }) => sum + length, 0);
  return typeof deviation === 'number'
    ? (studentQuantile(PERCENTILE, freedom) * deviation) / Math.sqrt(count)
    : Infinity;
}

/** @param half the interval of the log losses, which all sizes share */
function leadOf(heldOut: readonly HeldOutForms[], half: number): Estimate {
  const leadAt = (shift: number): number =>
    mean(
      heldOut.map(({ loss, withFloor, without }) => {
        const log = Math.log(loss) + shift;
        return Math.abs(log - Math.log(without)) - Math.abs(log - Math.log(withFloor));
      }),
    );
  const ends = [leadAt(-half), leadAt(half)];
  const value = leadAt(0);
  return { value, low: Math.min(...ends, value), high: Math.max(...ends, value) };
}

import { frontierOf, middlePoints } from '../compute-optimal/frontier.ts';
import type { PlacedFrontierPoint } from '../compute-optimal/frontier.ts';
import type { Allocation } from '../joint/optimal-allocation.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { curvePoints } from './lane-curve.ts';
import type { FitInput } from './request.ts';
import { sampledLaw } from './sampled-law.ts';
import type { SampledLaw } from './sampled-law.ts';
import { parametersOf } from './trained-model.ts';

/** L(C): the lowest loss that was reached with a budget. */
export interface FrontierAnalysis {
  /** From the smoothed training curves; ascending in C. Empty if there are none. */
  readonly points: readonly FrontierSample[];
  /** The law through each size of model, in the middle of the budgets at which it is best. */
  readonly law: FrontierFit | Refusal;
}

/** Its models are runs on the frontier, with the C that they had spent at that point as `x`, and `lane` 0. */
export type FrontierFit = Omit<SampledLaw, 'rings' | 'leftOut'>;

export interface FrontierSample extends Allocation {
  readonly run: string;
  readonly compute: number;
  readonly loss: number;
  /** Whether a smaller and a larger model do worse at this budget; the law uses only these points. */
  readonly interior: boolean;
}

/** Every fifth budget is drawn. */
const THINNING = 5;

/** The lower envelope of the training curves over C, and L(C) through its interior. */
export function analyseFrontier({ runs, options }: FitInput, onProgress: OnProgress): FrontierAnalysis {
  const curves = runs
    .filter(({ fitted, losses }) => fitted && losses !== null)
    .flatMap((run) => curvePoints(run, parametersOf(run.shape, options.convention)));
  const frontier =
    curves.length > 0 ? frontierOf(curves) : { refused: 'a frontier needs at least 3 finished models: 0' };
  if (isRefusal(frontier)) return { points: [], law: frontier };
  const points = frontier
    .filter((_, i) => i % THINNING === 0)
    .map((point) => ({ ...point, run: nameOf(point) }));
  return { points, law: lawOf(frontier, options, onProgress) };
}

function lawOf(
  frontier: readonly PlacedFrontierPoint[],
  { floor, loss: criterion }: FitInput['options'],
  onProgress: OnProgress,
): FrontierFit | Refusal {
  const middles = middlePoints(frontier.filter(({ interior }) => interior));
  return sampledLaw(
    {
      of: 'C',
      models: middles.map((middle) => ({ run: nameOf(middle), lane: 0, x: middle.x, loss: middle.loss })),
      leftOut: [],
      range: [frontier[0].compute, frontier[frontier.length - 1].compute],
      awaited: [],
    },
    { floor, criterion, onProgress },
  );
}

function nameOf({ run = '' }: PlacedFrontierPoint): string {
  return run;
}

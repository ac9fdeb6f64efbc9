import { middlesOf } from '../compute-optimal/frontier-law.ts';
import { frontierOf } from '../compute-optimal/frontier.ts';
import type { PlacedFrontierPoint } from '../compute-optimal/frontier.ts';
import { parametersBy } from '../counting/parameter-convention.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { curvePoints } from './lane-curve.ts';
import type { AnalysisRequest, FrontierAnalysis, FrontierFit } from './request.ts';
import { sampledLaw } from './sampled-law.ts';

/** One budget in so many is drawn. */
const THINNING = 5;

/** The lower envelope of the training curves over C, and L(C) through its interior. */
export function analyseFrontier(
  { runs, options }: AnalysisRequest,
  onProgress: OnProgress,
): FrontierAnalysis {
  const curves = runs
    .filter(({ fitted, losses }) => fitted && losses !== null)
    .flatMap((run) => curvePoints(run, parametersBy(options.convention, run.shape)));
  const frontier =
    curves.length > 0 ? frontierOf(curves) : { refused: 'a frontier needs training curves: 0' };
  if (isRefusal(frontier)) return { points: [], law: frontier };
  const points = frontier
    .filter((_, i) => i % THINNING === 0)
    .map((point) => ({ ...point, run: nameOf(point) }));
  return { points, law: lawOf(frontier, options, onProgress) };
}

function lawOf(
  frontier: readonly PlacedFrontierPoint[],
  { floor, loss }: AnalysisRequest['options'],
  onProgress: OnProgress,
): FrontierFit | Refusal {
  const middles = middlesOf(frontier.filter(({ interior }) => interior));
  return sampledLaw(
    {
      of: 'C',
      models: middles.map((middle) => ({ run: nameOf(middle), lane: 0, x: middle.x, loss: middle.loss })),
      leftOut: [],
      range: [frontier[0].compute, frontier[frontier.length - 1].compute],
      awaited: [],
    },
    { floor, loss, onProgress },
  );
}

function nameOf({ run = '' }: PlacedFrontierPoint): string {
  return run;
}

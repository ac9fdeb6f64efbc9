import { CurveFitter } from './curve-fitter.ts';
import { floorOf } from './log-curve.ts';
import type { LogCurve } from './log-curve.ts';
import type { LogSample } from './log-sample.ts';

/** Where a search ended. */
export interface CurveFit {
  curve: LogCurve;
  /** Huber's loss summed; half the summed squares for δ = ∞. */
  objective: number;
}

/** The result of a search for a law with a floor. */
export interface FloorFit {
  /** The best of all curves; its floor may be negative. */
  free: CurveFit;
  /** The best curve whose floor is not negative: the pure power law if that floor is 0. */
  lawful: CurveFit;
  /**
   * Whether the lawful curve has the largest bend that the points can resolve: its fall is one step between neighbours.
   */
  step: boolean;
}

const TOLERANCE = 1e-14;
const SEARCH_TOLERANCE = 1e-6;
/** A later minimum replaces an earlier one only if it is better by more than rounding. */
const BETTER = 1 - 1e-9;
const BENDS = 24;

/** Fits log loss = a − α·log x. */
export function fitStraight({ t, y, weights }: LogSample, delta: number): CurveFit {
  const fitter = new CurveFitter(t, { floor: false, tolerance: TOLERANCE, weights });
  fitter.place(chord(y));
  const objective = fitter.fit(y, delta);
  return { curve: fitter.curve(), objective };
}

/**
 * Fits log loss = log(E + A·x^−α) by a search over the bend (the exponent). With the bend held the fit is nearly linear
 * and has one minimum. From each bend that fits better than its neighbours all three coefficients are fitted.
 */
export function fitBent(sample: LogSample, delta: number): FloorFit {
  const { t, y, weights } = sample;
  const fitter = new CurveFitter(t, { floor: true, tolerance: TOLERANCE, weights });
  const straight = fitStraight(sample, delta);
  let free = fitFrom(fitter, y, delta, straight.curve);
  let lawful = isLawful(free.curve) ? better(straight, free) : straight;
  for (const start of bestBends(sample, delta)) {
    fitter.place(start);
    const found = { objective: fitter.descend(y, delta), curve: fitter.curve() };
    free = better(free, found);
    if (isLawful(found.curve)) lawful = better(lawful, found);
  }
  return { free, lawful, step: lawful !== straight && lawful.curve.bend >= fitter.mostBend };
}

/** Curves fitted with their bend held, for the bends that fit no worse than their neighbours. */
function bestBends({ t, y, weights }: LogSample, delta: number): LogCurve[] {
  const fitter = new CurveFitter(t, { floor: true, tolerance: SEARCH_TOLERANCE, weights });
  fitter.place(chord(y));
  const fits = searchedBends(fitter).map((bend) => {
    fitter.place({ ...fitter.curve(), bend });
    return { objective: fitter.descend(y, delta, false), curve: fitter.curve() };
  });
  const objectiveAt = (i: number) => fits[i]?.objective ?? Infinity;
  const best = fits.filter(
    ({ objective }, i) => objective <= Math.min(objectiveAt(i - 1), objectiveAt(i + 1)),
  );
  return best.map((fit) => fit.curve);
}

function fitFrom(fitter: CurveFitter, y: Float64Array, delta: number, curve: LogCurve): CurveFit {
  fitter.place(curve);
  return { objective: fitter.fit(y, delta), curve: fitter.curve() };
}

function better(known: CurveFit, found: CurveFit): CurveFit {
  return found.objective < known.objective * BETTER ? found : known;
}

function isLawful(curve: LogCurve): boolean {
  return curve.fall > 0 && floorOf(curve) > 0;
}

/** The straight line through the first and the last point. */
function chord(y: Float64Array): LogCurve {
  const fall = y[0] - y[y.length - 1];
  return { start: y[0], fall, bend: fall };
}

/** Bends for which the middle of the curve takes evenly spaced values, and some of the sharpest bends. */
function searchedBends({ leastBend, mostBend }: CurveFitter): number[] {
  const middles = Array.from({ length: BENDS }, (_, i) => (i + 0.5) / BENDS);
  const bends = middles.map((middle) => 2 * Math.log(middle / (1 - middle)));
  return [...bends, mostBend / 4, mostBend / 2, mostBend].filter(
    (bend) => bend > leastBend && bend <= mostBend,
  );
}

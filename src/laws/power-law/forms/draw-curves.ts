import { normals } from '../../stats/normals.ts';
import type { ShapedCurve } from './law-shape.ts';
import { GOLDEN } from './noise-posterior.ts';
import type { WeighedShapes } from './weigh-shapes.ts';

/** One law that could have produced the data, and the noise of one further model. */
export interface DrawnCurve extends ShapedCurve {
  /** The noise that is added to the log loss of one further model. */
  readonly noise: number;
}

/**
 * Draws curves by their probability: a shape as often as its weight says, the deviation from its posterior, and start
 * and fall with normal noise.
 *
 * @param seedNoise the deviation of one model from the mean of its width, beyond the noise of a mean
 */
export function drawCurves(
  { shapes, noise }: WeighedShapes,
  { count, seed, seedNoise }: { count: number; seed: number; seedNoise: number },
): DrawnCurve[] {
  const normal = normals(seed);
  const drawn: DrawnCurve[] = [];
  let passed = 0;
  let share = 0.5;
  for (const { fit, weight } of shapes) {
    passed += weight;
    const due = Math.min(Math.round(passed * count), count);
    if (drawn.length >= due) continue;
    const deviationAt = noise.quantiles(fit.squares);
    while (drawn.length < due) {
      share = (share + GOLDEN) % 1;
      const deviation = deviationAt(share);
      const [first, second] = [normal(), normal()];
      drawn.push({
        shape: fit.shape,
        start: fit.start + deviation * fit.a * first,
        fall: fit.fall + deviation * (fit.b * first + fit.c * second),
        noise: Math.hypot(deviation, seedNoise) * normal(),
      });
    }
  }
  return drawn;
}

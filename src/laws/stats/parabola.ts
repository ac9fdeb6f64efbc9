import { solveByCholesky } from './cholesky.ts';
import { extent } from './extent.ts';

/** y = c₀ + c₁·u + c₂·u² with u = (x − centre) / halfRange, which is −1 at the smallest x and 1 at the largest. */
export interface Parabola {
  coefficients: Float64Array;
  centre: number;
  halfRange: number;
}

/** The axis of a parabola over some x, which must hold three different values. */
function axisOf(x: readonly number[]): Pick<Parabola, 'centre' | 'halfRange'> {
  const [least, most] = extent(x);
  return { centre: (least + most) / 2, halfRange: (most - least) / 2 };
}

/** The parabola of least squares. */
export function fitParabola(x: readonly number[], y: readonly number[]): Parabola {
  const axis = axisOf(x);
  const normal = new Float64Array(9);
  const coefficients = new Float64Array(3);
  x.forEach((place, i) => {
    const u = (place - axis.centre) / axis.halfRange;
    for (let j = 0; j < 3; j++) {
      coefficients[j] += u ** j * y[i];
      for (let k = 0; k < 3; k++) normal[j * 3 + k] += u ** (j + k);
    }
  });
  solveByCholesky(normal, coefficients);
  return { coefficients, ...axis };
}

export function parabolaAt({ coefficients, centre, halfRange }: Parabola, x: number): number {
  const u = (x - centre) / halfRange;
  return coefficients[0] + (coefficients[1] + coefficients[2] * u) * u;
}

/** The x at the minimum of a parabola; NaN if it opens downwards. */
export function vertexOf({ coefficients, centre, halfRange }: Parabola): number {
  return coefficients[2] > 0 ? centre - (halfRange * coefficients[1]) / (2 * coefficients[2]) : NaN;
}

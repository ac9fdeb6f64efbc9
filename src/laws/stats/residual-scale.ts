/** A column counts as dependent on earlier ones if the part that they leave is a smaller share than this. */
const LEAST_PART = 1e-7;

/**
 * The part of `errors` that a law cannot follow: the rest after projection on the tangent plane of its curve.
 *
 * @param tangents derivatives of log loss by each parameter at every point, orthonormal
 * @returns its root mean square over the degrees of freedom, n − parameters
 */
export function residualScale(errors: Float64Array, tangents: readonly Float64Array[]): number {
  let squares = 0;
  for (let i = 0; i < errors.length; i++) squares += errors[i] * errors[i];
  for (const tangent of tangents) {
    const part = dot(errors, tangent);
    squares -= part * part;
  }
  return Math.sqrt(Math.max(squares, Number.EPSILON) / (errors.length - tangents.length));
}

/** Gram–Schmidt; columns that depend on earlier ones become zeros. */
export function orthonormal(columns: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const rest = Float64Array.from(column);
    for (const known of basis) {
      const part = dot(rest, known);
      for (let i = 0; i < rest.length; i++) rest[i] -= part * known[i];
    }
    const length = Math.sqrt(dot(rest, rest));
    const scale = length > LEAST_PART * Math.sqrt(dot(column, column)) ? 1 / length : 0;
    basis.push(rest.map((value) => value * scale));
  }
  return basis;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

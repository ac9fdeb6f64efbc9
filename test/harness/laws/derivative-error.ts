// Compares analytic derivatives with central differences. Sets no tolerance; the test does.
import type { LawForm } from '../../../src/laws/regression/form.ts';
import type { RunPoint } from '../../../src/laws/regression/run-point.ts';

const STEP = 1e-5;

/** The largest difference between a form's value, gradient and Hessian at θ and central differences. */
export function derivativeError(
  form: LawForm,
  points: readonly RunPoint[],
  theta: readonly number[],
): number {
  const n = theta.length;
  const evaluate = (run: RunPoint, at: readonly number[]) => {
    const gradient = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    const value = form.derivatives(run, at, gradient, hessian);
    return { value, gradient, hessian };
  };
  const errors = points.flatMap((run) => {
    const { value, gradient, hessian } = evaluate(run, theta);
    const byCoefficient = theta.flatMap((_, j) => {
      const [below, above] = [-STEP, STEP].map((step) => evaluate(run, theta.with(j, theta[j] + step)));
      const bends = Array.from(above.gradient, (slope, k) => (slope - below.gradient[k]) / (2 * STEP));
      const slope = (above.value - below.value) / (2 * STEP);
      return [gradient[j] - slope, ...bends.map((bend, k) => hessian[j * n + k] - bend)];
    });
    return [value - form.logLoss(run, theta), ...byCoefficient];
  });
  return Math.max(...errors.map(Math.abs));
}

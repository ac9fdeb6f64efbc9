import { expect, test } from 'vitest';
import { fit } from '../../harness/scripts/fit-command.ts';

/** A parabola of log loss over log N at each of three budgets, with its minimum at 0.1·√C. */
function table(ratios: readonly number[]): string {
  const rows = [1e18, 1e19, 1e20].flatMap((compute) =>
    ratios.map((ratio) => {
      const size = ratio * 0.1 * Math.sqrt(compute);
      return [size, compute / (6 * size), 2 * Math.exp(0.02 * Math.log(ratio) ** 2)].join(',');
    }),
  );
  return ['N,D,loss', ...rows].join('\n');
}

test.each(['isoflop', 'approaches'])('--law %s says which runs lie in the window of each parabola', (law) => {
  const { status, output } = fit(table([1 / 50, 1 / 12, 1 / 4, 1 / 2, 1, 2, 4, 20]), '--law', law);
  expect(status).toBe(0);
  expect(output).toMatch(
    /C = 1\.0000e\+18: 5 of 8 runs \(N = 2\.5000e\+7 to 4\.0000e\+8\), N_opt = 1\.0000e\+8/,
  );
  expect(output).toContain("each parabola fits log losses within a factor of 8 of its budget's best N");
  expect(output).not.toContain('off-centre');
});

test('a minimum near the end of its window is called off-centre', () => {
  const { output } = fit(table([0.8, 1, 1.5, 3, 6]), '--law', 'isoflop');
  expect(output).toMatch(/centring 0\.11 \(off-centre, which biases N_opt\)\n/);
});

test('a window that was widened says how far', () => {
  const { output } = fit(table([1 / 100, 1 / 10, 1, 10]), '--law', 'isoflop');
  expect(output).toMatch(/: 4 runs \(N = .* to .*, a window widened to a factor of 100\), N_opt/);
});

import { expect, test } from 'vitest';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import type { AnalysisRequest } from '../../../src/laws/analysis/request.ts';
import type { SampledLaw } from '../../../src/laws/analysis/sampled-law.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { analysedRun, requestFor } from '../../harness/laws/analysed-run.ts';
import { LAWS, worldNoise } from '../../harness/laws/law-worlds.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';
import { fullTest } from '../../harness/tier.ts';

/** Widths of the default sweep, in the order in which they train; d = 8 is drawn and not fitted. */
const WIDTHS = [8, 12, 16, 24, 32, 48, 64, 96];
/** Rings appear with the third fitted model. */
const FIRST = 4;
/** Seeds differ by 0.013 nats, widths by 1 % of the loss. */
const SEEDS = 0.013;
const BETWEEN = 0.01;

/** The rings of the default sweep, each drawn before its width is trained. */
function ringsOf(sweeps: number, law: (x: number) => number, fitted = (width: number) => width > 8) {
  const noise = worldNoise(42);
  const seen = { rings: 0, held: 0, above: 0, below: 0 };
  const widths: number[] = [];
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const losses = new Map(
      WIDTHS.map((width) => [width, law(24 * width ** 2) * Math.exp(BETWEEN * noise()) + SEEDS * noise()]),
    );
    for (let done = FIRST; done < WIDTHS.length; done++) {
      const runs = WIDTHS.map((width, i) =>
        analysedRun(
          { width, fitted: fitted(width), queued: i >= done, tokens: 1024 },
          () => losses.get(width) ?? NaN,
        ),
      );
      const request: AnalysisRequest = {
        ...requestFor(runs, { laws: ['N'] }),
        options: { floor: 'auto', convention: 'non-embedding', loss: 'huber' },
      };
      const found = analyse(request).laws[0].law;
      if (isRefusal(found)) continue;
      const { low, high } = found.rings[0];
      const loss = losses.get(WIDTHS[done]) ?? NaN;
      seen.rings++;
      seen.held += low <= loss && loss <= high ? 1 : 0;
      seen.above += loss > high ? 1 : 0;
      seen.below += loss < low ? 1 : 0;
      widths.push(high / low - 1);
    }
  }
  return { ...seen, share: seen.held / seen.rings, widths: widths.sort((a, b) => a - b) };
}

test('rings of the default widths, drawn in order from three models on, hold', () => {
  const { share, rings, widths } = ringsOf(25, LAWS.large.law);
  expect(rings).toBe(100);
  expect(share).toBeGreaterThanOrEqual(0.86);
  expect(widths[Math.floor(0.9 * rings)]).toBeLessThan(0.5);
});

fullTest('rings of the default widths hold 90 to 98 % in 120 sweeps', () => {
  for (const law of [LAWS.large.law, LAWS.middling.law, LAWS.pure.law]) {
    const { share } = ringsOf(120, law);
    expect(share).toBeGreaterThanOrEqual(0.9);
    expect(share).toBeLessThanOrEqual(0.98);
  }
});

test('a law of few sizes holds out the largest by both forms, and says α with and without a floor', () => {
  const noise = worldNoise(1);
  const runs = WIDTHS.slice(0, 6).map((width) =>
    analysedRun({ width, tokens: 1024 }, (N) => LAWS.large.law(N) * Math.exp(0.004 * noise())),
  );
  const base = requestFor(runs, { laws: ['N'] });
  const lawBy = (floor: 'auto' | 'never') =>
    expectLaw(analyse({ ...base, options: { ...base.options, floor } }).laws[0].law);
  const [auto, never] = [lawBy('auto'), lawBy('never')];
  expect(auto.hasFloor).toBe(false);
  expect(auto.widths).toBe(6);
  expect(auto.average?.words).toContain('if there is one');
  expect(auto.exponentInterval).toEqual(auto.average?.exponent);
  expect(auto.exponentInterval.high).toBeGreaterThan(0.436);
  expect(never.average).toBeNull();
  expect(never.exponentInterval).toEqual(never.intervals.exponent);

  const [byBoth, byOne] = [auto, never].map(({ heldOut }) => errorOf(heldOut));
  expect(byBoth).toBeLessThan(byOne / 2);
  expect(auto.heldOut).toMatchObject({ models: 2, covered: 2 });
});

test('two seeds of each width stay two models, and count as one width', () => {
  const runs = [12, 16, 24, 32, 48].map((width) =>
    analysedRun(
      { width, lanes: 2, tokens: 1024 },
      (N, _, lane) => LAWS.pure.law(N) * (lane === 0 ? 1 : 1.01),
    ),
  );
  const law = expectLaw(analyse(requestFor(runs, { laws: ['N'] })).laws[0].law);
  expect([law.models.length, law.widths]).toEqual([10, 5]);
});

/** Mean of the errors of predictions of held-out sizes, as shares of the loss. */
function errorOf(heldOut: SampledLaw['heldOut']): number {
  if (heldOut === null || isRefusal(heldOut)) throw new Error('nothing was held out');
  const errors = heldOut.sizes.map(({ predicted, loss }) => Math.abs(Math.log(predicted / loss)));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

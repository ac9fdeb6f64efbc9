import { afterAll, beforeAll, expect, test } from 'vitest';
import { Site } from '../harness/page/site.ts';

/** The answers to three requests that the page sent to its analyst. */
interface Answers {
  /** The answer to an endless request that the next one replaced. */
  stale: null | object;
  /** How often the next one reported progress. */
  reports: number;
  exponent: number;
  /** Number of power laws in the last answer, from the same worker. */
  laws: number;
}

let site: Site;
beforeAll(async () => {
  site = await Site.open({ adapter: 'none' });
});
afterAll(() => site.close());

/** Runs in the page, which can import the project's modules. */
const SCRIPT = `(async () => {
  const { startAnalyst } = await import('/src/lab/analysis/start-analyst.ts');
  const run = (width, i) => ({
    id: String(width), series: '', tokens: 1e6, uniqueTokens: 1e6, compute: 1e6 * width ** 2, stepTokens: 1024,
    fitted: true, losses: Float32Array.of((1e6 / (24 * width ** 2)) ** 0.1),
    curve: { lanes: 1, steps: 4000, losses: Float32Array.from({ length: 4000 }, (_, step) => 3 / (step + 1) ** 0.1) },
    shape: { vocabulary: 32, context: 128, width, layers: 2, heads: 1, feedForward: 4 * width, positions: 'rotary', tiedHead: false },
  });
  const request = (widths, laws) => ({
    runs: widths.map(run), laws, fits: [], options: { floor: 'never', convention: 'non-embedding', loss: 'huber' },
  });
  const analyst = startAnalyst();
  let reports = 0;
  const endless = request([12, 16, 24, 32], Array(100_000).fill('N'));
  const endlessAnswer = analyst.analyse(endless, () => {});
  const next = analyst.analyse(request([12, 16, 24, 32], ['N']), () => { reports++; });
  const stale = await endlessAnswer;
  const { laws: [{ law }] } = await next;
  const again = await analyst.analyse(request([12, 16, 24], ['N', 'C']), () => {});
  return { stale, reports, exponent: law.exponent, laws: again.laws.length };
})()`;

test('the worker that fits answers, reports progress, and drops stale requests', async () => {
  const page = await site.visit();
  const { stale, reports, exponent, laws } = await page.evaluate<Answers>(SCRIPT);
  expect(stale).toBeNull();
  expect(reports).toBeGreaterThan(10);
  expect(exponent).toBeCloseTo(0.1, 4);
  expect(laws).toBe(2);
});

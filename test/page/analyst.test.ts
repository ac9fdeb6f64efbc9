import { afterAll, beforeAll, expect, test } from 'vitest';
import { Site } from '../harness/page/site.ts';

/** What the page made of three requests to its analyst. */
interface Answers {
  /** Of an unending request, whose place the next one took. */
  stale: null | object;
  /** How often the next one told how far it was. */
  told: number;
  exponent: number;
  /** Power laws that the last one, of the same process, came to. */
  laws: number;
}

let site: Site;
beforeAll(async () => {
  site = await Site.open({ adapter: 'none' });
});
afterAll(() => site.close());

/** Runs in the page, which serves the project's modules as they are. */
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
  let told = 0;
  const endless = request([12, 16, 24, 32], Array(100_000).fill('N'));
  const unwanted = analyst.analyse(endless, () => {});
  const next = analyst.analyse(request([12, 16, 24, 32], ['N']), () => { told++; });
  const stale = await unwanted;
  const { laws: [{ law }] } = await next;
  const again = await analyst.analyse(request([12, 16, 24], ['N', 'C']), () => {});
  return { stale, told, exponent: law.exponent, laws: again.laws.length };
})()`;

test('the worker that fits answers, tells how far it is, and gives up what is stale', async () => {
  const page = await site.visit();
  const { stale, told, exponent, laws } = await page.evaluate<Answers>(SCRIPT);
  expect(stale).toBeNull();
  expect(told).toBeGreaterThan(10);
  expect(exponent).toBeCloseTo(0.1, 4);
  expect(laws).toBe(2);
});

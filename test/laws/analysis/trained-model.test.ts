import { expect, test } from 'vitest';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { trainedModels } from '../../../src/laws/analysis/trained-model.ts';
import type { TrainedModel } from '../../../src/laws/analysis/trained-model.ts';
import { fitKaplanLaw } from '../../../src/laws/joint/kaplan-law.ts';
import type { RunPoint } from '../../../src/laws/regression/run-point.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { analysedRun, requestFor } from '../../harness/laws/analysed-run.ts';
import type { RunSpec } from '../../harness/laws/analysed-run.ts';
import { expectLaw } from '../../harness/laws/expect-law.ts';

const CORPORA = [16e3, 64e3, 256e3, 1024e3];

/** Runs on Kaplan's law, a little off it. */
function runsOf(specs: readonly RunSpec[]) {
  const normal = normals(11);
  return specs.map((spec) =>
    analysedRun(spec, (N, U) => ((3e7 / N) ** (0.08 / 0.11) + 4e7 / U) ** 0.11 * (1 + 0.005 * normal())),
  );
}

/** Intervals of the page's fit of L(N, U), and of the same fit with other names of shapes. */
function intervalsOf(specs: readonly RunSpec[], rename: (point: TrainedModel) => RunPoint) {
  const runs = runsOf(specs);
  const { constants } = expectLaw(analyse(requestFor(runs, { fits: ['grid'] })).grid ?? { refused: 'none' });
  const points = trainedModels(runs, 'non-embedding').map((model) =>
    rename({ ...model, tokens: model.uniqueTokens }),
  );
  const { intervals } = expectLaw(fitKaplanLaw(points));
  const { low, high } = constants.alpha_D;
  return { page: { low, high }, other: intervals.alpha_D };
}

function nameless({ parameters, tokens, loss }: TrainedModel): RunPoint {
  return { parameters, tokens, loss };
}

test('models of one shape share its name, and the only model of a shape has none', () => {
  const models = trainedModels(
    runsOf([{ width: 16, lanes: 2 }, { width: 24 }, { width: 24, tokens: 819_200 }, { width: 32 }]),
    'non-embedding',
  );
  const [first, second, third, fourth, alone] = models.map(({ shape }) => shape);
  expect(first).toBeDefined();
  expect(second).toBe(first);
  expect(third).toBeDefined();
  expect(fourth).toBe(third);
  expect(third).not.toBe(first);
  expect(alone).toBeUndefined();
});

test('a bootstrap of many models draws the models of one shape among themselves', () => {
  const specs = [12, 16, 24, 32, 48].flatMap((width) =>
    CORPORA.map((uniqueTokens) => ({ width, uniqueTokens, lanes: 4 })),
  );
  const { page, other } = intervalsOf(specs, nameless);
  expect(page).not.toEqual(other);
  expect(page.high).toBeGreaterThan(page.low);
  expect(intervalsOf(specs, (point) => point).other).toEqual(page);
});

test('if every model has its own shape, a bootstrap draws among all models, and no interval is empty', () => {
  const specs = Array.from({ length: 84 }, (_, i) => ({
    width: 8 + i,
    uniqueTokens: CORPORA[i % CORPORA.length],
  }));
  const { page, other } = intervalsOf(specs, nameless);
  expect(page).toEqual(other);
  expect(page.high / page.low).toBeGreaterThan(1.001);
});

test('shapes do not change the intervals of few models, because these come from fresh noise', () => {
  const specs = [12, 16, 32, 48].flatMap((width) => CORPORA.map((uniqueTokens) => ({ width, uniqueTokens })));
  const { page, other } = intervalsOf(specs, nameless);
  expect(page).toEqual(other);
});

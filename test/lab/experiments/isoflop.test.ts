// The budgets of IsoFLOP, and what early files and links mean by theirs.
import { describe, expect, test } from 'vitest';
import { pieceJson, readPieceJson } from '../../../src/lab/class/piece-json.ts';
import { costOf } from '../../../src/lab/estimate/cost.ts';
import { paceOf } from '../../../src/lab/estimate/pace.ts';
import { draftOfRuns } from '../../../src/lab/experiments/draft-of-runs.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { earlyDraft, ownDraft, readSelection } from '../../../src/lab/experiments/selection.ts';
import { readExperiment } from '../../../src/lab/files/experiment-file.ts';
import { experimentJson } from '../../../src/lab/files/experiment-json.ts';
import { linkOf, readLink } from '../../../src/lab/files/link.ts';
import { corpusOf } from '../../../src/lab/plan/corpora.ts';
import { planRuns, shapeOf, type PlannedRun } from '../../../src/lab/plan/plan-runs.ts';
import { countParameters, trainingFlops } from '../../../src/laws/counting/count-parameters.ts';
import { pilotLoss } from '../../harness/lab/simulated-sweeps.ts';
import { SOFTWARE } from '../../harness/lab/scripted-trainer.ts';
import { finishedRun } from '../../harness/lab/finished-run.ts';

const SIZES = ['full', 'quick'] as const;

/** Losses of N parameters after D tokens: the pilot's law, and Kaplan's form with constants that fit the same runs. */
const SURFACES = {
  'the pilot’s law': pilotLoss,
  'Kaplan’s form': (N: number, D: number) => ((88_530 / N) ** 0.562 + 3.1e6 / D) ** 0.3,
};

/** The runs of each budget. */
function byBudget(planned: readonly PlannedRun[]): PlannedRun[][] {
  const series = [...new Set(planned.map(({ settings }) => settings.series))];
  return series.map((name) => planned.filter(({ settings }) => settings.series === name));
}

/** The width, a multiple of 4, that loses least of all that a budget of this run's FLOPs pays for. */
function bestWidth({ flops, settings }: PlannedRun, lossOf: (N: number, D: number) => number): number {
  const { vocabulary } = corpusOf(settings.corpus, settings.context);
  const lossAt = (width: number) => {
    const shape = shapeOf({ ...settings, width }, vocabulary);
    return lossOf(countParameters(shape).nonEmbedding, flops / trainingFlops(shape, 1));
  };
  const widths = Array.from({ length: 30 }, (_, i) => 4 * (i + 1));
  return widths.reduce((best, width) => (lossAt(width) < lossAt(best) ? width : best));
}

describe.each(SIZES)('%s', (size) => {
  const planned = planRuns(presetRuns('isoflop', size), 's');

  test.each(Object.entries(SURFACES))(
    'on %s each budget has its best width well inside its range',
    (_, lossOf) => {
      for (const runs of byBudget(planned)) {
        const widths = runs.map(({ plan }) => plan.shape.width).toSorted((a, b) => a - b);
        const best = bestWidth(runs[0], lossOf);
        expect(widths.filter((width) => width < best).length).toBeGreaterThanOrEqual(1);
        expect(widths.filter((width) => width > best).length).toBeGreaterThanOrEqual(2);
      }
    },
  );

  test('every model trains beyond its warm-up', () => {
    for (const { plan } of planned) expect(plan.steps).toBeGreaterThanOrEqual(size === 'quick' ? 250 : 225);
  });
});

test('three small budgets take under 20 minutes on two cores at the assumed speed', () => {
  const draft = { ...ownDraft('isoflop', 'quick'), budgets: 'small', tokens: '780,288' };
  const { runs } = readSelection({ experiment: 'isoflop', size: 'quick', draft });
  const planned = planRuns(runs, 's');
  expect(byBudget(planned)).toHaveLength(3);
  expect(costOf(planned, paceOf(SOFTWARE, [])).seconds).toBeLessThan(20 * 60);
});

/** Width and steps of each run, as the first versions planned them: the cheapest first. */
const EARLY = {
  full: '32:458 28:573 16:1401 20:990 12:2153 24:739 48:567 40:781 20:2475 16:3503 24:1847 32:1146 32:2749 24:4432 40:1875 20:5940 48:1362 64:813 64:2031 80:1349 36:5623 44:3969 28:8599 52:2953 56:6895 96:2563 48:9079 64:5417 80:3598 120:1684',
  quick:
    '16:350 8:952 12:538 24:185 20:248 28:275 20:475 12:1033 8:1829 16:673 36:337 16:1261 20:891 28:516 12:1938 40:531 20:1683 16:2382 32:779 24:1256',
};

describe.each(SIZES)('the %s runs of the first versions', (size) => {
  const early = { experiment: 'isoflop', size, draft: earlyDraft('isoflop', size) } as const;
  const { budgets: _, ...draft } = early.draft;
  const shapes = (planned: readonly PlannedRun[]) =>
    planned.map(({ plan }) => `${plan.shape.width}:${plan.steps}`).join(' ');

  test('are those that were trained then', () => {
    const planned = planRuns(readSelection(early).runs, 's');
    expect(shapes(planned)).toBe(EARLY[size]);
    for (const { plan } of planned) expect(plan.lanes).toHaveLength(1);
  });

  test('are what their links mean, and today’s links what they say', () => {
    const { corpus, kernels, lanes, seed, tokens } = draft;
    const fields = { experiment: 'isoflop', size, tokens, seed, lanes, kernels, corpus };
    expect(readLink(`#${new URLSearchParams(fields).toString()}`)).toEqual(early);
    expect(readLink(linkOf(early))).toEqual(early);
    expect(readLink(`#experiment=isoflop&size=${size}`)?.draft).toEqual(ownDraft('isoflop', size));
  });

  test('are what their files mean', () => {
    const json = JSON.stringify({ ...JSON.parse(experimentJson(early)), draft });
    expect(readExperiment(json)).toEqual(early);
    expect(readExperiment(experimentJson(early))).toEqual(early);
  });

  test('are found again from their results', () => {
    const runs = planRuns(readSelection(early).runs, 's').map((run) => finishedRun(run, () => 2));
    expect(draftOfRuns('isoflop', size, runs)).toEqual(early.draft);
  });

  test('are what a pupil’s results mean, which say only what differs from them', () => {
    const written = [early, { ...early, draft: ownDraft('isoflop', size) }].map((selection) => {
      const losses = Array.from({ length: Number(selection.draft.lanes) }, () => 2);
      const runs = [{ index: 3, evaluations: [{ step: 1, losses }], seconds: 1 }];
      const machine = { adapter: 'A', software: false, browser: 'B', system: 'C' };
      const pupil = { lesson: 'ab12cd34', pupil: 'k3j2h1g9', name: '', part: null, parts: 1, made: 9 };
      const json = pieceJson({ ...pupil, selection, machine, version: '0.1.0', runs, title: '' }, 'abcdefgh');
      expect(readPieceJson(json).piece.selection).toEqual(selection);
      return json;
    });
    expect(written.map((json) => json.includes('"budgets"'))).toEqual([false, true]);
  });
});

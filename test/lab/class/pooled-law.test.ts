import { expect, test } from 'vitest';
import { poolOf } from '../../../src/lab/class/pool.ts';
import { pieceOf, pieceText, readPiece } from '../../../src/lab/class/piece-text.ts';
import { ownDraft, readSelection, type Selection } from '../../../src/lab/experiments/selection.ts';
import { presetOf } from '../../../src/lab/experiments/presets.ts';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { finishedRun } from '../../harness/lab/finished-run.ts';
import { MACHINES } from '../../harness/lab/class/pupils.ts';

const OPTIONS = { floor: 'auto', convention: 'non-embedding', loss: 'huber' } as const;

/** The loss of a model whose seed is in its plan, whoever trains it. */
const world = (planned: Parameters<typeof finishedRun>[0], _: number, lane: number): number => {
  const seed = planned.plan.lanes[lane]?.initSeed ?? 0;
  return 1.4 + 25 * planned.parameters.nonEmbedding ** -0.35 + 0.004 * Math.sin(seed * 7.1 + planned.flops);
};

const selectionOf = (experiment: 'widths' | 'grid', widths: string, seed: number): Selection => ({
  experiment,
  size: 'quick',
  draft: { ...ownDraft(experiment, 'quick'), widths, seed: String(seed) },
});

const trained = (selection: Selection, id: string): Run[] =>
  planRuns(readSelection(selection).runs, id).map((planned) => finishedRun(planned, world));

/** The runs after they have gone home as text. */
async function sent(selection: Selection, place: number): Promise<readonly Run[]> {
  const machine = MACHINES[place % MACHINES.length];
  const runs = trained(selection, 'sweep1').map((run) => ({
    ...run,
    origin: machine === undefined ? null : { ...machine, date: 0, version: '0.1.0' },
  }));
  const piece = pieceOf({ begun: selection, runs, lesson: null }, Date.UTC(2026, 10, 30));
  if (isRefusal(piece)) throw new Error(piece.refused);
  const text = await pieceText(piece);
  return poolOf([{ text, piece: await readPiece(text) }]).runs;
}

/** The laws of some runs, with the names of runs left out. */
const lawsOf = (experiment: 'widths' | 'grid', runs: readonly Run[]) => {
  const { laws } = presetOf(experiment);
  const fits = experiment === 'grid' ? (['grid'] as const) : [];
  const analysis = analyse(analysisRequest(runs, { laws, fits }, OPTIONS));
  return JSON.parse(
    JSON.stringify(analysis, (key, value: unknown) => (key === 'id' || key === 'run' ? '' : value)),
  ) as object;
};

test.each(['widths', 'grid'] as const)(
  'the law of a class is the law of the same runs trained in one page (%s)',
  async (experiment) => {
    const parts = [
      selectionOf(experiment, '8, 16, 32', 1),
      selectionOf(experiment, '12, 24, 48', 2),
      selectionOf(experiment, '8, 12, 16, 24', 3),
    ];
    const byCost = (runs: readonly Run[]): Run[] => runs.toSorted((a, b) => a.flops - b.flops);
    const here = byCost(parts.flatMap((part, i) => trained(part, `sweep${i + 1}`)));
    const pooled = byCost((await Promise.all(parts.map(sent))).flat());
    expect(pooled).toHaveLength(here.length);
    expect(lawsOf(experiment, pooled)).toEqual(lawsOf(experiment, here));
  },
);

test('the law of seeds on several machines is the law of the same seeds side by side', async () => {
  const widths = '8, 12, 16, 24, 32, 48';
  const one = selectionOf('widths', widths, 1);
  const sideBySide = trained({ ...one, draft: { ...one.draft, lanes: '3' } }, 'sweep1');
  const pooled = (
    await Promise.all([1, 2, 3].map((seed) => sent(selectionOf('widths', widths, seed), seed)))
  ).flat();
  const exponent = (runs: readonly Run[]): number => {
    const [found] = analyse(analysisRequest(runs, { laws: ['N'], fits: [] }, OPTIONS)).laws;
    if (found === undefined || isRefusal(found.law)) throw new Error('no law');
    return found.law.exponent;
  };
  expect(exponent(pooled)).toBeCloseTo(exponent(sideBySide), 6);
});

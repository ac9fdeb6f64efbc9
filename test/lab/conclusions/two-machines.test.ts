import { expect, test } from 'vitest';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { conclusionOf, findingsOf } from '../../../src/lab/conclusions/conclude.ts';
import { EXPERIMENT_IDS, presetOf, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { finishedRuns, jitter, type World } from '../../harness/lab/finished-run.ts';
import { inTier } from '../../harness/tier.ts';

/** E + A / N^α + B / D^β, and a little noise that differs between machines. */
const on =
  (machine: number): World =>
  (run, step, lane) =>
    1.5 +
    5 / run.parameters.nonEmbedding ** 0.12 +
    3 / (step * run.plan.batch * run.plan.shape.context) ** 0.2 +
    jitter(run, lane, 0.002) +
    machine * (0.0004 + 0.0002 * lane);

function concluded(id: ExperimentId, runs: readonly Run[]) {
  const preset = presetOf(id);
  const options = { floor: preset.floor, convention: 'non-embedding', loss: 'huber' } as const;
  const sorted = runs.toSorted((a, b) => a.flops - b.flops);
  const analysis = analyse(analysisRequest(sorted, preset, options));
  return conclusionOf(findingsOf(id, { runs: sorted, analysis, ranks: null }));
}

const trained = EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs');
const DAILY: readonly ExperimentId[] = ['widths', 'dynamics', 'depth'];

test.each(inTier(trained, DAILY))('%s concludes the same from two machines as from one', (id) => {
  const one = finishedRuns(id, 'quick', on(0));
  const other = finishedRuns(id, 'quick', on(1)).map((run): Run => ({
    ...run,
    plan: { ...run.plan, id: `other/${run.plan.id}` },
  }));
  const [alone, both] = [concluded(id, one), concluded(id, [...one, ...other])];
  const claims = ({ findings }: typeof both) =>
    new Set(findings.map(({ claim, holds }) => `${claim} ${holds}`));
  expect(claims(both)).toEqual(claims(alone));
  expect(both.findings.map(({ words }) => words).join(' ')).not.toMatch(/NaN|Infinity/);
});

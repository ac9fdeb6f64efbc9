import { expect, test } from 'vitest';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { conclude } from '../../../src/lab/conclusions/conclude.ts';
import { EXPERIMENT_IDS, presetOf, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { finishedRuns, jitter, type World } from '../../harness/lab/finished-run.ts';
import { inTier } from '../../harness/tier.ts';

const world: World = (run, step, lane) =>
  1.5 + 5 / run.parameters.nonEmbedding ** 0.12 + 3 / step ** 0.2 + jitter(run, lane, 0.002);

function concluded(id: ExperimentId, runs: readonly Run[]) {
  const preset = presetOf(id);
  const options = { floor: preset.floor, convention: 'non-embedding', loss: 'huber' } as const;
  return conclude(id, { runs, analysis: analyse(analysisRequest(runs, preset, options)), ranks: null });
}

const trained = EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs');
const DAILY: readonly ExperimentId[] = ['widths', 'depth'];

test.each(inTier(trained, DAILY))('%s leaves out a run that diverged, and names it', (id) => {
  const runs = finishedRuns(id, 'quick', world);
  for (const bad of id === 'widths' ? [NaN, Infinity] : [NaN]) {
    const diverged = finishedRuns(id, 'quick', (run, step, lane) =>
      run.plan.id === runs[1]?.plan.id ? bad : world(run, step, lane),
    );
    const { findings, reproduced } = concluded(id, diverged);
    const words = findings.map((finding) => finding.words);
    expect(words.join(' ')).not.toMatch(/NaN|Infinity/);
    expect(words.at(-1)).toBe(`${runs[1]?.label} diverged: its loss is not a number, so no fit uses it.`);
    expect(reproduced).not.toBe('yes');
    const without = concluded(
      id,
      runs.filter((_, i) => i !== 1),
    );
    expect(findings.slice(0, -1)).toEqual(without.findings);
  }
});

test.each(inTier(trained, DAILY))('%s cannot tell if every run diverged', (id) => {
  const { findings } = concluded(
    id,
    finishedRuns(id, 'quick', () => NaN),
  );
  expect(findings.map((finding) => finding.words).join(' ')).not.toMatch(/NaN|Infinity/);
  expect(findings.every(({ holds }) => holds !== true)).toBe(true);
});

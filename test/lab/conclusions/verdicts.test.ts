import { describe, expect, test } from 'vitest';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { conclude, type Verdict } from '../../../src/lab/conclusions/conclude.ts';
import { draftedStep } from '../../../src/lab/experiments/next-step.ts';
import { EXPERIMENT_IDS, presetOf, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import { ownDraft, readSelection } from '../../../src/lab/experiments/selection.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { finishedRun, finishedRuns, jitter, type World } from '../../harness/lab/finished-run.ts';

const OPTIONS = { floor: 'auto', convention: 'non-embedding', loss: 'huber' } as const;
const TRAINED = EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs');

/** Losses that no size, length or shape changes. */
const flat: World = (run, _, lane) => 2 + jitter(run, lane, 0.01);

function verdictOn(id: ExperimentId, runs: readonly Run[], fits = presetOf(id).fits): Verdict {
  const preset = presetOf(id);
  const analysis = analyse(analysisRequest(runs, { laws: preset.laws, fits }, OPTIONS));
  return conclude(id, { runs, analysis, ranks: null });
}

/** The quick runs of an experiment with other tokens. */
function shortRuns(id: ExperimentId, tokens: number, world: World): Run[] {
  const { runs } = readSelection({
    experiment: id,
    size: 'quick',
    draft: { ...ownDraft(id, 'quick'), tokens: String(tokens) },
  });
  return planRuns(runs, 's', 'https://a.example/').map((planned) => finishedRun(planned, world));
}

test('59 steps are too brief for any verdict, and the next step makes runs of about 1,000', () => {
  const verdict = verdictOn('widths', shortRuns('widths', 59 * 1024, flat), []);
  expect(verdict).toMatchObject({ judged: false, reproduced: 'cannot tell', head: 'Trained too briefly' });
  expect(verdict.said).toMatch(/^59 steps each\./);
  const { next } = verdict;
  if (next === null) throw new Error('there is no next step');
  const drafted = draftedStep(next, { ...ownDraft('widths', 'quick'), tokens: String(59 * 1024) });
  expect(drafted).toEqual({ words: 'Train with 1.03M tokens', draft: { tokens: '1,030,000' } });
});

test('models that are no better than letter frequencies test nothing', () => {
  const blind: World = (run, _, lane) => 3.1 + jitter(run, lane, 0.01);
  const verdict = verdictOn('widths', finishedRuns('widths', 'quick', blind), []);
  expect(verdict.head).toBe('Trained too briefly');
  expect(verdict.said).toMatch(/^6 of 6 models are no better than letter frequencies/);
});

test('enough training that contradicts a result is said plainly', () => {
  const rising: World = (run) => 2 + run.plan.shape.width / 100;
  const verdict = verdictOn('widths', finishedRuns('widths', 'quick', rising));
  expect(verdict).toMatchObject({ judged: true, reproduced: 'no', head: 'Not seen here' });
  expect(verdict.next).not.toBeNull();
});

describe('a sweep that was stopped', () => {
  const stoppedAfter = (count: number) =>
    finishedRuns('widths', 'quick', (run) => 1 + 20 / run.parameters.nonEmbedding ** 0.4).map(
      (run, i): Run => (i < count ? run : { ...run, state: 'stopped' }),
    );

  test('has no verdict, and says what the finished models show so far', () => {
    const verdict = verdictOn('widths', stoppedAfter(4), []);
    expect(verdict).toMatchObject({
      judged: false,
      reproduced: 'cannot tell',
      head: 'Stopped after 4 of 6 models',
      said: 'From these 4:',
    });
    expect(verdict.findings.every(({ holds }) => holds !== null)).toBe(true);
  });

  test('says so if too few have finished', () => {
    const { findings, said } = verdictOn('widths', stoppedAfter(0), []);
    expect(findings).toEqual([]);
    expect(said).toBe('That is too few to say anything about the result.');
  });

  test('names models that failed', () => {
    const runs = stoppedAfter(6).map((run, i): Run => (i === 5 ? { ...run, state: 'failed' } : run));
    expect(verdictOn('widths', runs, [])).toMatchObject({
      head: 'Ended after 5 of 6 models',
      said: '1 model failed. From these 5:',
    });
  });
});

test.each(TRAINED)('%s has a next step that its form takes, whatever its runs show', (id) => {
  const verdict = verdictOn(id, finishedRuns(id, 'quick', flat), []);
  if (verdict.next === null) throw new Error('there is no next step');
  const drafted = draftedStep(verdict.next, ownDraft(id, 'quick'));
  const draft = { ...ownDraft(id, 'quick'), ...drafted?.draft };
  expect(drafted).not.toBeNull();
  expect(readSelection({ experiment: id, size: 'quick', draft }).refusals).toEqual({});
});

test.each(TRAINED)('the verdict on %s has no number without meaning', (id) => {
  const { findings, said } = verdictOn(id, finishedRuns(id, 'quick', flat), []);
  expect([said, ...findings.map(({ words }) => words)].join(' ')).not.toMatch(/NaN|Infinity|undefined/);
});

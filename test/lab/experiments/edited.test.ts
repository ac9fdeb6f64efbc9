import { describe, expect, test } from 'vitest';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { suggestTokens } from '../../../src/lab/estimate/suggest-tokens.ts';
import { paceOf } from '../../../src/lab/estimate/pace.ts';
import { conclusionOf, findingsOf } from '../../../src/lab/conclusions/conclude.ts';
import {
  EXPERIMENT_IDS,
  presetOf,
  presetRuns,
  type ExperimentId,
} from '../../../src/lab/experiments/presets.ts';
import {
  editableFields,
  ownDraft,
  readSelection,
  restoredSelection,
  storedSelection,
  type Selection,
} from '../../../src/lab/experiments/selection.ts';
import { readExperiment } from '../../../src/lab/files/experiment-file.ts';
import { experimentJson } from '../../../src/lab/files/experiment-json.ts';
import { linkOf, readLink } from '../../../src/lab/files/link.ts';
import { planRuns, type PlannedRun } from '../../../src/lab/plan/plan-runs.ts';
import { FULL_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { draftOf, type SweepDraft } from '../../../src/lab/plan/sweep-settings.ts';
import { initialState } from '../../../src/lab/state/state.ts';
import { proposal } from '../../../src/lab/state/proposal.ts';
import { suggestedFields, suggestion } from '../../../src/lab/state/suggestion.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { finishedRun, jitter, type World } from '../../harness/lab/finished-run.ts';
import { inTier } from '../../harness/tier.ts';
import { SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const BASE = 'https://somewhere.example/';
const LAPTOP = { ...SOFTWARE, software: false };

const trained = EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs');

/** The selection of an experiment in its quick size, with these changes to the fields that its form has. */
function edited(experiment: ExperimentId, change: Partial<SweepDraft>): Selection {
  const own = ownDraft(experiment, 'quick');
  const fields = editableFields(experiment).flatMap((field) =>
    change[field] === undefined ? [] : [[field, change[field]] as const],
  );
  return { experiment, size: 'quick', draft: { ...own, ...Object.fromEntries(fields) } };
}

const planned = (choice: Selection): PlannedRun[] => planRuns(readSelection(choice).runs, 's', BASE);

const world: World = (run, step, lane) =>
  1.2 + 3 / run.parameters.nonEmbedding ** 0.3 + 40 / (step + 20) ** 0.9 + jitter(run, lane, 0.004);

test.each(trained)('%s lets a person set its tokens, and explains each field', (id) => {
  expect(editableFields(id)).toEqual(expect.arrayContaining(['tokens', 'seed', 'kernels']));
  for (const hint of Object.values(presetOf(id).editable)) expect(hint).not.toBe('');
});

test.each(trained)('%s without edits has the runs of its preset', (id) => {
  for (const size of ['full', 'quick'] as const) {
    const choice = { experiment: id, size, draft: ownDraft(id, size) };
    expect(readSelection(choice)).toEqual({ runs: presetRuns(id, size), refusals: {} });
  }
});

test.each(trained)('%s with twice the tokens costs about twice as much', (id) => {
  const own = ownDraft(id, 'quick').tokens;
  const flops = (tokens: string) =>
    planned(edited(id, { tokens })).reduce((sum, run) => sum + run.flops * run.plan.lanes.length, 0);
  const double = (2 * Number(own.replaceAll(',', ''))).toLocaleString('en');
  expect(flops(double) / flops(own)).toBeGreaterThan(1.8);
  // More parts of a text fit into more tokens.
  expect(flops(double) / flops(own)).toBeLessThan(2.6);
});

describe.each(inTier<ExperimentId>(trained, ['widths', 'shape', 'isoflop']))('%s', (id) => {
  test.each<[string, Partial<SweepDraft>]>([
    ['one seed', { lanes: '1' }],
    ['two seeds', { lanes: '2' }],
    ['two widths', { widths: '16, 24' }],
    ['one width', { widths: '16' }],
    ['few tokens', { tokens: '250,000' }],
    ['all of these at once', { lanes: '1', widths: '16', tokens: '250,000', corpus: 'moby-dick' }],
    ['another text', { corpus: 'moby-dick' }],
    ['a source with nothing to learn', { corpus: 'uniform' }],
  ])('with %s ends with a conclusion in words', (_, change) => {
    const { floor, laws, fits } = presetOf(id);
    const runs = planned(edited(id, change)).map((run) => finishedRun(run, world));
    expect(runs.length).toBeGreaterThan(0);
    const options = { floor, convention: 'non-embedding', loss: 'huber' } as const;
    const analysis = analyse(analysisRequest(runs, { laws, fits }, options));
    const { findings } = conclusionOf(findingsOf(id, { runs, analysis, ranks: null }));
    expect(findings.length).toBeGreaterThan(0);
    for (const { words } of findings) expect(words).toMatch(/^(?!.*(NaN|Infinity|undefined|null)).+/);
    // Every run has its own id.
    expect(new Set(runs.map(({ plan }) => plan.id)).size).toBe(runs.length);
  });

  test('is the same after it is read back from a link or a file', () => {
    const choice = edited(id, { tokens: '512,000', lanes: '2', seed: '7', widths: '16, 24, 32' });
    expect(readExperiment(experimentJson(choice))).toEqual(choice);
    const linked = readLink(linkOf(choice));
    expect(linked).toEqual(choice);
  });

  test('shows a broken rule at a field that its form has', () => {
    const fields = editableFields(id);
    for (const change of [
      { tokens: '1000' },
      { seed: '-1' },
      { lanes: '17' },
      { widths: '13' },
      { lanes: '16' },
    ]) {
      const { refusals } = proposal(edited(id, change), 's', BASE);
      for (const field of Object.keys(refusals)) expect(fields).toContain(field);
    }
    expect(proposal(edited(id, { tokens: '1000' }), 's', BASE)).toMatchObject({
      refusals: { tokens: expect.stringContaining('at least 10 steps') as string },
      planned: [],
    });
  });
});

test.each(trained.filter((id) => presetOf(id).suggests === 'tokens'))(
  '%s gets tokens that fill about the given minutes, and a sentence if the minutes are too few',
  (id) => {
    const choice = edited(id, {});
    const found = suggestion(LAPTOP, choice, [], 2, BASE);
    if (found === null || isRefusal(found) || found.kind !== 'tokens') throw new Error('no suggestion');
    const draft = { ...choice.draft, ...suggestedFields(found) };
    const runs = planned({ ...choice, draft });
    expect(runs).toHaveLength(found.runs);
    expect(found.seconds).toBeLessThanOrEqual(120);
    expect(found.seconds).toBeGreaterThan(found.capped ? 0 : 100);
    expect(suggestion(LAPTOP, choice, [], 0.001, BASE)).toMatchObject({
      refused: expect.stringMatching(/^its shortest runs take about \d+ seconds$/) as string,
    });
    const week = suggestion(LAPTOP, choice, [], 10_080, BASE);
    if (week === null || isRefusal(week)) throw new Error('no suggestion');
    const most = planned({ ...choice, draft: { ...choice.draft, ...suggestedFields(week) } });
    const whole = most.filter(({ settings }) => settings.uniqueTokens === null);
    expect(
      Math.max(0, ...whole.map(({ tokens, uniqueTokens }) => tokens / uniqueTokens)),
    ).toBeLessThanOrEqual(1);
  },
);

test('settings that are refused at every number of tokens get no suggestion', () => {
  const refused = suggestTokens(5, () => ({ refused: 'no such text: x' }), paceOf(LAPTOP, []), BASE);
  expect(refused).toEqual({ refused: 'no such text: x' });
});

describe('a draft that was stored without the name of its experiment', () => {
  const draft = { ...draftOf(FULL_SWEEP), tokens: '123,904', widths: '20, 28' };

  test('belongs to the default experiment', () => {
    const stored = { experiment: 'widths', size: 'full', draft } as const;
    expect(restoredSelection(stored)).toEqual(stored);
    expect(storedSelection(stored)).toEqual(stored);
  });

  test.each(EXPERIMENT_IDS.filter((id) => id !== 'widths'))(
    'is ignored by %s, which has the settings of its preset',
    (id) => {
      const choice = restoredSelection({ experiment: id, size: 'quick', draft });
      expect(choice.draft).toEqual(ownDraft(id, 'quick'));
      expect(readSelection(choice).runs).toEqual(presetRuns(id, 'quick'));
    },
  );

  test('is read from older files', () => {
    const before = { format: 'loglog-experiment', version: 1, experiment: 'grid', size: 'quick', draft };
    expect(readExperiment(JSON.stringify(before)).draft).toEqual(ownDraft('grid', 'quick'));
  });
});

test('a link that sets a field that its experiment lacks is refused with the name of the field', () => {
  expect(() => readLink('#experiment=known-entropy&corpus=sotu')).toThrow(
    /sets what cannot be set in Known entropy: .*corpus/,
  );
  expect(() => readLink('#experiment=zipf&tokens=5')).toThrow(/cannot be set in Zipf/);
});

test('a link may leave fields out, which then have the values of the preset', () => {
  expect(readLink('#experiment=schedules&size=quick&lanes=2')?.draft).toEqual({
    ...ownDraft('schedules', 'quick'),
    lanes: '2',
  });
});

test('the page begins with the default experiment and the settings of its preset', () => {
  expect(initialState(BASE)).toMatchObject({ experiment: 'widths', draft: ownDraft('widths', 'full') });
});

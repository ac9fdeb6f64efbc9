import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ExperimentId } from '../../../src/lab/experiments/presets.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { FULL_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { sweepRuns } from '../../../src/lab/plan/sweep-runs.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import { queuedRun } from '../../../src/lab/runs/run.ts';
import { BrowserTabLock } from '../../../src/lab/session/tab-lock.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { ScriptedAnalyst } from '../../harness/lab/scripted-analyst.ts';
import { ScriptedBrowser } from '../../harness/lab/scripted-browser.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

const BASE = 'https://somewhere.example/';
const PATIENCE = { interval: 1, timeout: 30_000 };

let browser: ScriptedBrowser;
let disk: MemoryDisk;

beforeEach(() => {
  browser = new ScriptedBrowser();
  disk = new MemoryDisk(() => browser.holder);
});
afterEach(() => vi.unstubAllGlobals());

/** A visit to the page, after it shows the saved experiment. */
async function visit(tab: number): Promise<{ lab: Lab; trainer: ScriptedTrainer }> {
  browser.enter(tab);
  const trainer = new ScriptedTrainer();
  const own = {
    open: () => disk.open(tab),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: new BrowserTabLock(),
  };
  const lab = new Lab(trainer, new ScriptedAnalyst(), BASE, own);
  await lab.open();
  return { lab, trainer };
}

function leave(tab: number): void {
  disk.close(tab);
  browser.leave(tab);
}

test.each<ExperimentId>(['schedules', 'isoflop', 'known-entropy'])(
  '%s, edited, trains the edited runs and is restored unchanged',
  async (id) => {
    const { lab, trainer } = await visit(1);
    lab.choose(id, 'quick');
    const draft = { ...lab.state.draft, tokens: '300,000', lanes: '2', seed: '5' };
    lab.edit(draft);
    void lab.start();
    await vi.waitFor(() => expect(trainer.plans).toHaveLength(1), PATIENCE);
    expect(trainer.plan.lanes.map(({ initSeed }) => initSeed)).toEqual([5, 6]);
    const { runs } = lab.state;
    leave(1);
    const { lab: later } = await visit(2);
    expect(later.state).toMatchObject({ experiment: id, shown: id, size: 'quick', draft });
    expect(later.state.runs.map(({ plan }) => plan.id)).toEqual(runs.map(({ plan }) => plan.id));
    expect(later.state.planned.map(({ tokens }) => tokens)).toEqual(runs.map(({ tokens }) => tokens));
  },
);

test('an experiment saved with another experiment’s draft has its own runs and its own form', async () => {
  const runs = planRuns(sweepRuns(FULL_SWEEP), 'sweep1', BASE).map(queuedRun);
  const archive = await disk.open(1);
  await visit(1);
  await archive.begin(
    {
      number: 1,
      title: '',
      origin: 'trained',
      begun: 0,
      experiment: 'grid',
      size: 'quick',
      draft: { ...draftOf(FULL_SWEEP), widths: '20, 28', tokens: '123,904' },
      runs: runs.map(({ plan }) => plan.id),
      samples: [],
      ranks: null,
      pinned: false,
      removed: false,
    },
    runs,
  );
  leave(1);
  const { lab } = await visit(2);
  expect(lab.state).toMatchObject({ experiment: 'grid', draft: ownDraft('grid', 'quick'), refusals: {} });
  expect(lab.state.runs.map(({ plan }) => plan.id)).toEqual(runs.map(({ plan }) => plan.id));
  expect(lab.state.planned).toHaveLength(16);
});

import { expect, test } from 'vitest';
import { draftOfRuns } from '../../../src/lab/experiments/draft-of-runs.ts';
import { ownDraft, readSelection } from '../../../src/lab/experiments/selection.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun } from '../../../src/lab/runs/run.ts';

const runsOf = (widths: string) => {
  const draft = { ...ownDraft('architecture', 'quick'), widths };
  const { runs } = readSelection({ experiment: 'architecture', size: 'quick', draft });
  return planRuns(runs, 's').map(queuedRun);
};

test.each(['16, 24', '16, 32', '12'])(
  'of transformers %s and the LSTMs beside them, the form gets the widths of the transformers',
  (widths) => {
    const runs = runsOf(widths);
    expect(draftOfRuns('architecture', 'quick', runs).widths).toBe(widths);
    expect(draftOfRuns('architecture', 'quick', runs.toReversed()).widths).toBe(widths);
  },
);

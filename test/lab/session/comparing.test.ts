import { expect, test } from 'vitest';
import { exponentDifference, type MadeComparison } from '../../../src/lab/comparison/comparison.ts';
import { ownDraft, storedSelection } from '../../../src/lab/experiments/selection.ts';
import { historyJson } from '../../../src/lab/files/history-json.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import { Lab } from '../../../src/lab/lab.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { renumbered } from '../../../src/lab/storage/renumbered.ts';
import { isRefusal } from '../../../src/laws/refusal.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { finishedRuns, jitter, type World } from '../../harness/lab/finished-run.ts';
import { LONE_TAB } from '../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

/** Loss = (a / N)^exponent with a little noise. */
const power =
  (exponent: number): World =>
  (run, _, lane) =>
    3 * (2000 / run.parameters.nonEmbedding) ** exponent + jitter(run, lane, 0.002);

interface Written {
  readonly runs: readonly Run[];
  readonly title: string;
  readonly experiment: 'widths' | 'known-entropy';
}

/** A lab whose history has these experiments, numbered from 1. */
async function labWith(...experiments: Written[]): Promise<Lab> {
  const archive = new MemoryDisk(() => 1);
  const disk = {
    open: () => archive.open(1),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  };
  const lab = new Lab(
    new ScriptedTrainer(),
    new DirectAnalyst(),
    'https://somewhere.example/',
    disk,
    async (files) => readFiles(files),
  );
  await lab.open();
  const written = experiments.map(({ experiment, runs, title }, i) =>
    renumbered(
      {
        title,
        origin: 'trained',
        begun: Date.UTC(2026, 10, 29) + i,
        ...storedSelection({ experiment, size: 'quick', draft: ownDraft(experiment, 'quick') }),
        samples: [],
        ranks: null,
        pinned: false,
        removed: false,
      },
      runs,
      i + 1,
    ),
  );
  await lab.takeFiles([new File([historyJson(written.toReversed())], 'loglog-history.json')]);
  return lab;
}

const steep: Written = {
  experiment: 'widths',
  title: 'steep',
  runs: finishedRuns('widths', 'quick', power(0.2)),
};
const flat: Written = {
  experiment: 'widths',
  title: 'flat',
  runs: finishedRuns('widths', 'full', power(0.1)),
};

function madeOf(lab: Lab): MadeComparison {
  const { made } = lab.state.comparison;
  if (made === null || isRefusal(made)) throw new Error(made === null ? 'nothing was made' : made.refused);
  return made;
}

test('two experiments of the history are compared in one unit, each with its own law, and their exponents differ', async () => {
  const lab = await labWith(steep, flat);
  lab.chooseCompared(1, true);
  expect(lab.state.comparison.chosen).toEqual([1]);
  lab.chooseCompared(2, true);
  await lab.compare();
  const { experiments, of, unit } = madeOf(lab);
  expect([of, unit]).toEqual(['N', 'nats/character']);
  expect(experiments.map(({ name }) => name)).toEqual(['steep', 'flat']);
  const [first, second] = experiments;
  if (first === undefined || second === undefined) throw new Error('two are compared');
  const difference = exponentDifference(first, second);
  expect(difference?.value).toBeCloseTo(-0.1, 1);
  expect(difference?.high).toBeLessThan(0);
});

test('an experiment compared with itself shows no difference', async () => {
  const lab = await labWith(steep, {
    ...steep,
    title: 'again',
    runs: finishedRuns('widths', 'full', power(0.2)),
  });
  lab.chooseCompared(1, true);
  lab.chooseCompared(2, true);
  await lab.compare();
  const [first, second] = madeOf(lab).experiments;
  if (first === undefined || second === undefined) throw new Error('two are compared');
  const difference = exponentDifference(first, second);
  expect(difference?.low).toBeLessThan(0);
  expect(difference?.high).toBeGreaterThan(0);
});

test('alphabets that differ are not mixed if one is no text, and the page says why', async () => {
  const sources = finishedRuns('known-entropy', 'quick', power(0.1));
  const lab = await labWith(steep, { experiment: 'known-entropy', title: 'sources', runs: sources });
  lab.chooseCompared(1, true);
  lab.chooseCompared(2, true);
  await lab.compare();
  expect(lab.state.comparison.made).toEqual({
    refused:
      'The alphabets of these experiments differ, and sources does not read one text, so its losses cannot be said in bits per byte.',
  });
});

test('at most four experiments are chosen, one alone is not compared, and an end forgets the choice', async () => {
  const lab = await labWith(steep);
  lab.chooseCompared(1, true);
  await lab.compare();
  expect(lab.state.comparison.made).toBeNull();
  for (const number of [2, 3, 4, 5]) lab.chooseCompared(number, true);
  expect(lab.state.comparison.chosen).toEqual([2, 3, 4, 5]);
  lab.chooseCompared(3, false);
  expect(lab.state.comparison.chosen).toEqual([2, 4, 5]);
  lab.endComparison();
  expect(lab.state.comparison).toEqual({ chosen: [], making: false, made: null });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Lab } from '../../../../src/lab/lab.ts';
import { ScriptedAnalyst } from '../../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer, SOFTWARE } from '../../../harness/lab/scripted-trainer.ts';
import { ScriptedVisitor } from '../../../harness/lab/scripted-visitor.ts';

const GPU = { ...SOFTWARE, name: 'a GPU', software: false };

let trainer: ScriptedTrainer;
let lab: Lab;

beforeEach(() => {
  vi.useFakeTimers();
  trainer = new ScriptedTrainer(GPU);
  const visitor = new ScriptedVisitor();
  lab = new Lab(
    trainer,
    new ScriptedAnalyst(),
    'https://somewhere.example/',
    undefined,
    undefined,
    undefined,
    {
      visitor,
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
});

/** Opens the page at a link, and waits for longer than a countdown lasts. */
async function opened(fragment: string): Promise<void> {
  const opening = lab.open(() => void lab.visit(fragment, null));
  await vi.advanceTimersByTimeAsync(10_000);
  await opening;
}

test.each(['#benchmark', '#benchmark=LB1whatever'])(
  'the link %s shows the benchmark, and no sweep starts, counts down or prepares itself',
  async (link) => {
    lab.benchmark.show(link);
    await opened(link);
    expect(lab.state).toMatchObject({ benchmark: { link, measures: false }, countdown: null, phase: 'idle' });
    expect(lab.state.notice).toBeNull();
    expect([trainer.plans, trainer.prepared]).toEqual([[], []]);
  },
);

test('no sweep starts by itself after the benchmark was left', async () => {
  await opened('#benchmark');
  lab.benchmark.leave();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(lab.state).toMatchObject({ benchmark: null, phase: 'idle' });
});

test('while the benchmark measures nothing starts and nothing else is chosen; afterwards it is', async () => {
  await opened('#benchmark');
  expect(lab.benchmark.begin()).toBe(true);
  lab.choose('depth', 'quick');
  await lab.start();
  expect(lab.state).toMatchObject({ experiment: 'widths', phase: 'idle', benchmark: { measures: true } });
  lab.benchmark.end();
  lab.choose('depth', 'quick');
  expect(lab.state).toMatchObject({ experiment: 'depth', benchmark: null });
});

test('the benchmark does not begin while a sweep is under way, and not without its page', async () => {
  await opened('');
  expect(lab.benchmark.begin()).toBe(false);
  void lab.start();
  await vi.advanceTimersByTimeAsync(0);
  lab.benchmark.show();
  expect(lab.state.phase).toBe('running');
  expect(lab.benchmark.begin()).toBe(false);
  expect(lab.state.benchmark?.measures).toBe(false);
});

test('another link leaves the benchmark, also while it measures', async () => {
  await opened('#benchmark');
  lab.benchmark.begin();
  await lab.visit('#experiment=depth&size=quick', null);
  expect(lab.state).toMatchObject({ benchmark: null, experiment: 'depth' });
});

test('a pasted link to a result shows the benchmark', async () => {
  await opened('');
  await lab.takeText('https://elsewhere.example/loglog/#benchmark=LB1abc');
  expect(lab.state.benchmark).toEqual({ link: '#benchmark=LB1abc', measures: false });
});

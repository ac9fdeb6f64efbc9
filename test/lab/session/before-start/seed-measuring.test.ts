import { expect, test, vi } from 'vitest';
import type { LaneCost, RunPlan } from '../../../../src/engine/trainer.ts';
import { Lab } from '../../../../src/lab/lab.ts';
import { seedWords } from '../../../../src/page/setup/seed-words.ts';
import { ScriptedAnalyst } from '../../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer, SOFTWARE } from '../../../harness/lab/scripted-trainer.ts';

const GPU = { ...SOFTWARE, name: 'a GPU', software: false };

/** A trainer on which lanes cost what the test says, and its lab. */
function laboratory(cost: LaneCost | Promise<LaneCost>, adapter = GPU) {
  const trainer = new ScriptedTrainer(adapter);
  const asked: RunPlan[] = [];
  trainer.laneCost = async (plan) => {
    asked.push(plan);
    return cost;
  };
  return { trainer, asked, lab: new Lab(trainer, new ScriptedAnalyst(), 'https://somewhere.example/') };
}

const FOUR = { lanes: 4, more: 0.18 };

test('a GPU trains as many seeds as cost little there, measured on the largest run', async () => {
  const { asked, lab } = laboratory(FOUR);
  await lab.open();
  await vi.waitFor(() => expect(lab.state.draft.lanes).toBe('4'));
  expect(asked.map(({ shape }) => shape.width)).toEqual([96]);
  expect(lab.state.planned.map(({ plan }) => plan.lanes.length)).toEqual(Array.from({ length: 8 }, () => 4));
  expect(lab.state.runs.every(({ plan }) => plan.lanes.length === 4)).toBe(true);
  expect(lab.state.chosen).toBe(false);
  expect(seedWords(lab.state)).toBe('4 seeds: they cost 18 % more time than one here');
});

test('the page proposes the seeds again when it returns to what it proposes at first', async () => {
  const { asked, lab } = laboratory(FOUR);
  await lab.open();
  await vi.waitFor(() => expect(lab.state.draft.lanes).toBe('4'));
  lab.choose('data');
  await lab.visit('', null);
  expect(lab.state).toMatchObject({ experiment: 'widths', chosen: false });
  expect(lab.state.draft.lanes).toBe('4');
  expect(asked).toHaveLength(1);
});

test('words about seeds are gone when a person sets another number', async () => {
  const { lab } = laboratory(FOUR);
  await lab.open();
  await vi.waitFor(() => expect(lab.state.draft.lanes).toBe('4'));
  lab.edit({ ...lab.state.draft, lanes: '2' });
  expect(seedWords(lab.state)).toBeUndefined();
  expect(lab.state.draft.lanes).toBe('2');
});

test('one seed stays where a second costs too much, and nothing is said', async () => {
  const { asked, lab } = laboratory({ lanes: 1, more: 0 });
  await lab.open();
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  expect(lab.state.draft.lanes).toBe('1');
  expect(seedWords(lab.state)).toBeUndefined();
});

test('a software adapter is not asked, because every seed costs as much as the first', async () => {
  const { asked, lab } = laboratory(FOUR, SOFTWARE);
  await lab.open();
  expect(asked).toEqual([]);
  expect(lab.state.draft.lanes).toBe('1');
});

test.each([
  ['edits a field', (lab: Lab) => lab.edit({ ...lab.state.draft, tokens: '40,960' })],
  ['chooses a size', (lab: Lab) => lab.choose('widths', 'quick')],
  ['starts the sweep', (lab: Lab) => void lab.start()],
])('a person who %s meanwhile keeps one seed', async (_, act) => {
  let answer: (cost: LaneCost) => void = () => {};
  const { asked, lab } = laboratory(new Promise<LaneCost>((resolve) => (answer = resolve)));
  await lab.open();
  expect(asked).toHaveLength(1);
  act(lab);
  await vi.waitFor(() => expect(lab.state.chosen).toBe(true));
  answer(FOUR);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(lab.state.draft.lanes).toBe('1');
  expect(lab.state.runs.every(({ plan }) => plan.lanes.length === 1)).toBe(true);
});

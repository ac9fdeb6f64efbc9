import { expect, test } from 'vitest';
import { EXPERIMENT_IDS } from '../../../src/lab/experiments/presets.ts';
import { storyOf } from '../../../src/page/story/story-of.ts';
import { syntheticExperiment, untrained } from '../../harness/page/synthetic-experiment.ts';

const titles = (id: Parameters<typeof syntheticExperiment>[0]): string[] =>
  storyOf(untrained(syntheticExperiment(id))).map(({ title }) => title);

test('an experiment with a law that predicts has four steps, and others only those that make sense', () => {
  expect(titles('widths')).toEqual(['Trained', 'A line', 'A prediction', 'The check']);
  expect(titles('isoflop')).toEqual(['Trained', 'A law', 'The check']);
  expect(titles('images')).toContain('A law');
  expect(titles('dynamics')).toEqual(['Trained', 'The check']);
});

test('no step is reached before training, and each says what it waits for', () => {
  for (const step of storyOf(untrained(syntheticExperiment('widths')))) {
    expect(step.reached).toBe(false);
    expect(step.words.length).toBeGreaterThan(10);
  }
});

test('after a sweep the line has its straightness, and no figure is empty or endless', () => {
  const steps = storyOf(syntheticExperiment('widths'));
  expect(steps.find(({ title }) => title === 'A line')?.figure).toMatch(/^R² = 0\.9\d\d$/);
  for (const id of EXPERIMENT_IDS.filter((known) => !['zipf', 'imported'].includes(known))) {
    const told = storyOf(syntheticExperiment(id));
    for (const { figure, words } of told) expect(`${figure} ${words}`).not.toMatch(/NaN|Infinity|undefined/);
    expect(told.filter(({ figure, reached }) => reached && figure === '')).toEqual([]);
  }
}, 180_000);

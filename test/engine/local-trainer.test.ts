import { expect, test } from 'vitest';
import { LocalTrainer } from '../../src/engine/training/local-trainer.ts';
import type { RunPlan, TrainerEvent } from '../../src/engine/trainer.ts';
import { tinyPlan } from './tiny-plan.ts';

const trainer = new LocalTrainer();

async function train(plan: RunPlan, onEvent: (event: TrainerEvent) => void = () => {}): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = [];
  await trainer.listen((event) => {
    events.push(event);
    onEvent(event);
  });
  await trainer.train(plan);
  return events;
}

/** [steps, R] losses of a whole run. */
function lossesOf(events: readonly TrainerEvent[]): number[] {
  return events.flatMap((event) => (event.kind === 'progress' ? [...event.losses] : []));
}

function evaluationsOf(events: readonly TrainerEvent[]): { step: number; losses: number[]; positions: number[] }[] {
  return events.flatMap((event) =>
    event.kind === 'evaluated'
      ? [{ step: event.step, losses: [...event.losses], positions: [...event.positionLosses] }]
      : [],
  );
}

test('a plan trains from start to finish, and its loss falls', async () => {
  const events = await train(tinyPlan());
  console.log(JSON.stringify(events.map(e=>e.kind)), JSON.stringify(events.at(-1)));
  const kinds = events.map((event) => event.kind).filter((kind) => kind !== 'loading' && kind !== 'progress');
  expect(kinds).toEqual(['started', 'evaluated', 'evaluated', 'finished']);
  const losses = lossesOf(events);
  expect(losses).toHaveLength(40);
  expect(losses[0]).toBeCloseTo(Math.log(tinyPlan().shape.vocabulary), 4);
  const [half, whole] = evaluationsOf(events);
  expect(whole.losses[0]).toBeLessThan(half.losses[0]);
  console.log(half.losses, whole.losses);
  console.log((await trainer.sample({ length: 60, temperature: 0.8, seed: 1, lane: 0 })).text);
});

import type { LocalTrainer } from '../../../src/engine/training/local-trainer.ts';
import type { Checkpoint, RunPlan, TrainerEvent } from '../../../src/engine/trainer.ts';

/** Trains a plan to its end, and returns every event. @param onEvent hears each event when it comes */
export async function train(
  trainer: LocalTrainer,
  plan: RunPlan,
  from?: Checkpoint,
  onEvent: (event: TrainerEvent) => void = () => {},
  keepAt?: number,
): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = [];
  await trainer.listen((event) => {
    events.push(event);
    onEvent(event);
  });
  await trainer.train(plan, from, keepAt);
  return events;
}

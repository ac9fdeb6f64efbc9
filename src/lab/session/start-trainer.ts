import { proxy, wrap } from 'comlink';
import type { Trainer } from '../../engine/trainer.ts';

/**
 * Starts the worker that trains.
 * @param onCrash called when the worker itself has ended. After that no command settles.
 */
export function startTrainer(onCrash: (message: string) => void): Trainer {
  const worker = new Worker(new URL('../../../workers/trainer.worker.ts', import.meta.url), {
    type: 'module',
  });
  worker.addEventListener('error', (event) => onCrash(event.message || 'its script could not be loaded'));
  const remote = wrap<Trainer>(worker);
  return {
    probe: () => remote.probe(),
    listen: (listener) => remote.listen(proxy(listener)),
    train: (plan, from) => remote.train(plan, from),
    checkpoint: () => remote.checkpoint(),
    pause: () => remote.pause(),
    resume: () => remote.resume(),
    stop: () => remote.stop(),
    sample: (request) => remote.sample(request),
    modelParameters: (shape, tensors) => remote.modelParameters(shape, tensors),
    modelFiles: (plan, parameters, lane) => remote.modelFiles(plan, parameters, lane),
  };
}

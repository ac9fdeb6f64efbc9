import { proxy, transfer, wrap } from 'comlink';
import type { Trainer } from '../../engine/trainer.ts';
import { errorWords } from '../../laws/refusal.ts';

/**
 * Starts the worker that trains.
 * @param onCrash called when the worker itself has ended; no command settles after that
 */
export function startTrainer(onCrash: (message: string) => void): Trainer {
  const remote = wrap<Trainer>(startWorker(onCrash));
  return {
    probe: () => remote.probe(),
    memory: (plans) => remote.memory(plans),
    provide: (sha256, text) => remote.provide(sha256, transfer(text, [text.buffer])),
    listen: (listener) => remote.listen(proxy(listener)),
    prepare: (corpus) => remote.prepare(corpus),
    compile: (plan) => remote.compile(plan),
    needsTuning: (plan) => remote.needsTuning(plan),
    tune: (plan) => remote.tune(plan),
    lanesWithin: (plan, share) => remote.lanesWithin(plan, share),
    stepSeconds: (plans) => remote.stepSeconds(plans),
    train: (plan, from, keepAt) => remote.train(plan, from, keepAt),
    checkpoint: () => remote.checkpoint(),
    pause: () => remote.pause(),
    resume: () => remote.resume(),
    stop: () => remote.stop(),
    sample: (request, saved) => remote.sample(request, saved),
    modelParameters: (shape, tensors) => remote.modelParameters(shape, tensors),
    modelFiles: (plan, parameters, lane) => remote.modelFiles(plan, parameters, lane),
    trainingNumbers: (plan, from) => remote.trainingNumbers(plan, from),
  };
}

/** A browser may refuse to make the worker at all; then the returned port never answers. */
function startWorker(onCrash: (message: string) => void): Worker | MessagePort {
  try {
    const worker = new Worker(new URL('../../../workers/trainer.worker.ts', import.meta.url), {
      type: 'module',
    });
    worker.addEventListener('error', (event) => onCrash(event.message || 'its script could not be loaded'));
    worker.addEventListener('messageerror', () => onCrash('a message from it could not be read'));
    return worker;
  } catch (error) {
    setTimeout(() => onCrash(errorWords(error)));
    return new MessageChannel().port1;
  }
}

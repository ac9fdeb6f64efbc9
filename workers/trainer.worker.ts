import { expose, transfer } from 'comlink';
import { LocalTrainer } from '../src/engine/training/local-trainer.ts';
import { transferables } from '../src/engine/training/transferables.ts';
import type { TrainerEvent } from '../src/engine/trainer.ts';

/** Events cross to the page with their typed arrays transferred. */
class WorkerTrainer extends LocalTrainer {
  override listen(listener: (event: TrainerEvent) => void): Promise<void> {
    return super.listen((event) => listener(transfer(event, transferables(event))));
  }
}

expose(new WorkerTrainer());

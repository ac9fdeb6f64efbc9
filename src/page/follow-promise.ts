import { presetOf } from '../lab/experiments/presets.ts';
import type { Lab } from '../lab/lab.ts';

/** Over the runs of others the headline does not promise what the GPU will draw. */
export function followPromise(lab: Lab, promise: HTMLElement): void {
  const own = promise.textContent;
  const say = (): void => {
    const { experiment, measured } = lab.state;
    const isTable = measured !== null || presetOf(experiment).measures === 'table';
    const words = isTable ? 'This one is drawn through the runs of others.' : own;
    if (promise.textContent !== words) promise.textContent = words;
  };
  say();
  lab.subscribe(say);
}

import type { OnProgress } from './replicates.ts';

const PERCENT = 100;

/**
 * Several fits, one after the other, that report as one: in whole per cent, each once, all fits counting alike.
 *
 * @returns what the fit at a place of the order, counted from 0, is to call
 */
export function sharedProgress(fits: number, onProgress: OnProgress): (place: number) => OnProgress {
  let told = 0;
  return (place) => (done, total) => {
    const percent = Math.floor((PERCENT * (place + done / total)) / fits);
    if (percent <= told) return;
    told = percent;
    onProgress(percent, PERCENT);
  };
}

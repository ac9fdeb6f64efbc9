import type { OnProgress } from './replicates.ts';

const PERCENT = 100;

/**
 * Combines the progress of several fits, made one after the other, into one percentage. Fits have equal weight; each
 * percent is reported once.
 *
 * @returns the callback for the fit at a place of the order, counted from 0
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

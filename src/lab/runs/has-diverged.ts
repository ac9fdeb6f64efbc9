import { finalLosses, type Run } from './run.ts';

/** Whether the loss of a finished run, of any of its lanes, is not a number or infinite. */
export function hasDiverged(run: Run): boolean {
  return finalLosses(run)?.some((loss) => !Number.isFinite(loss)) ?? false;
}

/** Whether the loss of every lane of a finished run is not a number or infinite. */
export function haveAllDiverged(run: Run): boolean {
  return finalLosses(run)?.every((loss) => !Number.isFinite(loss)) ?? false;
}

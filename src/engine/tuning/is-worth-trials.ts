/** The largest part of a run's own time that trials of its kernels may take. */
const LARGEST_SHARE = 0.1;

/** Trials compile the plain kernels and at least one other set, and train with both. */
const COMPILATIONS = 3;

/** What the runs and trials on an adapter have shown so far. */
export interface TrialCosts {
  /** Milliseconds that the run is expected to take. */
  runMilliseconds: number;
  /** Milliseconds that the usual kernels took to compile. */
  compileMilliseconds: number;
  /** Milliseconds of the last trials; 0 if there were none. */
  lastMilliseconds: number;
}

/** Whether the trials for a run are likely to take less than a tenth of the run's own time. */
export function isWorthTrials({
  runMilliseconds,
  compileMilliseconds,
  lastMilliseconds,
}: TrialCosts): boolean {
  const likely = lastMilliseconds > 0 ? lastMilliseconds : COMPILATIONS * compileMilliseconds;
  return likely < LARGEST_SHARE * runMilliseconds;
}

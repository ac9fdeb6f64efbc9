import type { RunSize } from '../regression/form.ts';
import { meanLog } from '../stats/mean.ts';

/** Log N and log D of a run, counted from their means over all runs, which makes coefficients nearly independent. */
export class CentredLogs {
  readonly meanN: number;
  readonly meanD: number;

  constructor(points: readonly RunSize[]) {
    this.meanN = meanLog(points.map(({ parameters }) => parameters));
    this.meanD = meanLog(points.map(({ tokens }) => tokens));
  }

  N({ parameters }: RunSize): number {
    return Math.log(parameters) - this.meanN;
  }

  D({ tokens }: RunSize): number {
    return Math.log(tokens) - this.meanD;
  }
}

import { fTail } from '../../stats/f-tail.ts';
import type { LogSample } from '../log-sample.ts';
import type { PowerLaw } from '../power-law.ts';
import { modelLogs } from '../model-logs.ts';
import { widthsOf } from '../widths.ts';

/**
 * How widths leave a law, beside how seeds of one width differ: the F test of lack of fit. Copies of one seed from several
 * machines are one.
 */
export interface PureError {
  /** Standard deviation of log loss over seeds of one width. */
  seedDeviation: number;
  /** Standard deviation between widths that seeds do not explain; 0 if they explain all. */
  betweenDeviation: number;
  /** Variance of the widths about the law over that of the seeds. */
  ratio: number;
  /** The probability of such a ratio or a larger one if widths differ by their seeds alone. */
  chance: number;
}

/** The test of a law by its seeds; null without seeds, or without widths that are left over. */
export function pureError(
  { seeds, t }: LogSample,
  { points, predict, hasFloor }: PowerLaw,
): PureError | null {
  const { deviation, freedom, share } = seeds;
  const left = t.length - (hasFloor ? 3 : 2);
  if (deviation === null || deviation === 0 || left < 1) return null;
  const squares = widthsOf(points).reduce((sum, width) => {
    const off = width.reduce((total, { x, loss }) => total + Math.log(loss / predict(x)), 0) / width.length;
    return sum + modelLogs(width).length * off ** 2;
  }, 0);
  const ratio = squares / left / deviation ** 2;
  const between = Math.sqrt(Math.max(ratio - 1, 0) * share) * deviation;
  return {
    seedDeviation: deviation,
    betweenDeviation: between,
    ratio,
    chance: fTail(ratio, left, freedom),
  };
}

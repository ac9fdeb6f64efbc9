import { ImportRefused } from '../../lab/files/import-refused.ts';
import { meanLog } from '../../laws/stats/mean.ts';
import type { Summary } from '../result.ts';
import { SCORED } from '../standard/entries.ts';
import { STANDARD_HASH } from '../standard/standard-hash.ts';
import { scoreFrom } from '../stats/score.ts';
import { FIGURES } from './summary-fields.ts';

/** A score that follows from times of four digits differs from them by less, as a share. */
const MOST_ROUNDING = 2e-3;

/**
 * A summary from a link tells no samples, but its parts must agree.
 * @throws {ImportRefused} for a score that does not follow from its times, or that it cannot have
 */
export function refuseContradictions({ standard, quick, machine, score, voided, entries }: Summary): void {
  if (score === null) {
    if (quick || voided.length > 0) return;
    throw new ImportRefused(`${FIGURES} have no score and no reason for it.`);
  }
  if (quick) throw new ImportRefused(`${FIGURES} are of a quick benchmark, which has no score.`);
  if (machine.software) throw new ImportRefused(`${FIGURES} are of a software adapter, which has no score.`);
  if (voided.length > 0) throw new ImportRefused(`${FIGURES} have a score and a reason against it.`);
  if (standard !== STANDARD_HASH) return;
  const times = SCORED.map((name) => entries.find((entry) => entry.name === name)?.millisecondsPerStep.value);
  const follows = scoreFrom(Math.exp(meanLog(times.map((time) => time ?? NaN))));
  if (Math.abs(score.value / follows - 1) <= MOST_ROUNDING) return;
  const words = Number.isFinite(follows) ? `give ${follows.toPrecision(4)}` : 'are not all there';
  throw new ImportRefused(
    `${FIGURES} have the score ${score.value}, which does not follow from their times: these ${words}.`,
  );
}

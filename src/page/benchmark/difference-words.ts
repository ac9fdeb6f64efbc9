import { figure } from '../../charts/quantity.ts';
import {
  compareSummaries,
  type Comparable,
  type SpeedRatio,
} from '../../benchmark/stats/compare-summaries.ts';

/** How fast a machine is beside this one, in a sentence; or why that cannot be said. */
export function differenceWords(other: Comparable, own: Comparable | null): string {
  if (own === null) return 'Run the whole benchmark here to compare this machine with it.';
  const made = compareSummaries(other, own);
  if ('refused' in made) return made.refused;
  if (made.score !== null) return scoreSentence(made.score);
  const each = made.entries.map((entry) => `${entry.name} ${ratioWords(entry)}`);
  return `Times as fast as this machine, by model: ${each.join('; ')}.`;
}

function scoreSentence(score: SpeedRatio): string {
  const noise = score.withinNoise === true ? ' The difference is within noise.' : '';
  return `Its score is ${ratioWords({ ...score, withinNoise: null })} times that of this machine.${noise}`;
}

/** `1.34 (95 % interval 1.31 to 1.38)`, which may be within noise */
function ratioWords({ ratio: { high, low, value }, withinNoise }: SpeedRatio): string {
  if (low === null) return figure(value);
  const noise = withinNoise === true ? ', within noise' : '';
  return `${figure(value)} (95 % interval ${figure(low)} to ${figure(high)}${noise})`;
}

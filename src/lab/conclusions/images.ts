import type { FloorsAnalysis, HeldOutForms } from '../../laws/analysis/analyse-floors.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { Run } from '../runs/run.ts';
import { effectsOf, logSize } from './effects.ts';
import { notTested, orElse, withoutLaw, type Evidence, type Finding } from './finding.ts';
import { hasLearned, unlearnedWords } from './learned.ts';
import { FOUR_SEEDS, LONGER, ONE_MORE_WIDTH } from './next-steps.ts';

/** A constant of at least this share is most of the loss. */
const MOST = 0.9;

/** Henighan et al. 2020: on images the loss levels off soon. */
export function images({ analysis, runs }: Evidence): Finding[] {
  const [floors] = analysis.floors ?? [];
  return [orElse(LONGER, falls(runs)), orElse(FOUR_SEEDS, predicts(floors, runs)), isMost(floors, runs)];
}

type Floors = FloorsAnalysis | Refusal | undefined;

/** Whether the loss falls with N, by least squares over the means of sizes. */
function falls(runs: readonly Run[]): Finding {
  const claim = 'Larger models lose less.';
  const [slope] = effectsOf(runs, [logSize]) ?? [];
  if (slope === undefined) return notTested(claim, 'That needs three widths that have finished.');
  const words = `Twice the size changes the loss by ${percents(Math.LN2 * slope.value)} (${percents(Math.LN2 * slope.low)} to ${percents(Math.LN2 * slope.high)}).`;
  const unlearned = runs.filter((run) => run.state === 'finished' && !hasLearned(run));
  if (unlearned.length > 0) return notTested(claim, `${words} ${unlearnedWords(unlearned)}`);
  if (slope.high < 0) return { claim, holds: true, words };
  return slope.low > 0 ? { claim, holds: false, words } : notTested(claim, words);
}

/**
 * Whether the widest models are predicted better with a floor. It holds only if the interval of the floor excludes 0, and is
 * contradicted if even the ends of the losses' intervals lie nearer to the law without one.
 */
function predicts(floors: Floors, runs: readonly Run[]): Finding {
  const claim = 'A law with a constant predicts the two widest models better than one without.';
  const law = lawIn(floors, claim, runs);
  if ('claim' in law) return law;
  const { floor, heldOut, lead } = law;
  const words = `${heldOut.map(sizeWords).join('; ')}. With the constant the predictions miss by ${percents(Math.abs(lead.value))} ${lead.value < 0 ? 'more' : 'less'} on average (${percents(lead.low)} to ${percents(lead.high)}).`;
  if (lead.high < 0) return { claim, holds: false, words };
  if (lead.value <= 0) return notTested(claim, words);
  if (floor.low > 0) return { claim, holds: true, words };
  return notTested(
    claim,
    `${words} But the interval of the constant reaches down to 0: more seeds would tell.`,
  );
}

/** Whether the constant is most of the lowest loss. */
function isMost(floors: Floors, runs: readonly Run[]): Finding {
  const claim = `The constant is more than ${MOST} of the lowest loss.`;
  const law = lawIn(floors, claim, runs);
  if ('claim' in law) return orElse(FOUR_SEEDS, law);
  const { best, floor } = law;
  const share = (nats: number): string => (nats / best).toFixed(3);
  const words = `E = ${floor.value.toFixed(4)} (${floor.low.toFixed(4)} to ${floor.high.toFixed(4)}), which is ${share(floor.value)} (${share(floor.low)} to ${share(floor.high)}) of ${best.toFixed(4)}.`;
  if (floor.high < MOST * best) return { claim, holds: false, words };
  if (floor.low > MOST * best) return { claim, holds: true, words };
  return orElse(FOUR_SEEDS, notTested(claim, `${words} More seeds would tell.`));
}

/** The law of the series, or the finding where there is none. */
function lawIn(floors: Floors, claim: string, runs: readonly Run[]): FloorsAnalysis | Finding {
  if (floors === undefined) return notTested(claim, 'No model has finished.');
  if (isRefusal(floors))
    return orElse(ONE_MORE_WIDTH, withoutLaw(claim, floors, { runs, quantities: [logSize], least: 0 }));
  return floors;
}

/** `N 98K: 0.7143, with a constant 0.7136, without 0.7053` */
function sizeWords({ loss, withFloor, without, x }: HeldOutForms): string {
  return `N = ${Math.round(x).toLocaleString('en')}: ${loss.toFixed(4)} nats, predicted ${withFloor.toFixed(4)} with a constant and ${without.toFixed(4)} without`;
}

/** A difference of logs in percent. */
function percents(log: number): string {
  return `${(100 * Math.expm1(log)).toFixed(2).replace('-', '−')} %`;
}

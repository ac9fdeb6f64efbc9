import type { Estimate } from '../../laws/stats/interval.ts';
import { lineAt, lineError, type Line, type LineError } from '../../laws/stats/line.ts';
import { studentQuantile } from '../../laws/stats/student.ts';
import { transfersOf, type LossPair, type Transfer } from '../analysis/transfer.ts';
import { textName } from '../plan/corpora.ts';
import { effectsOf, logSize } from './effects.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { hasLearned, unlearnedWords } from './learned.ts';
import { FOUR_SEEDS, LONGER } from './next-steps.ts';

/** Nats: a point farther from the line than this is not on it. Seeds of one width are 0.02 apart. */
const NEAR = 0.06;
/** Nats on the own text: above, a model has not learned what the finals share. */
const LEARNED = 2.2;
/** Fewer leave no residuals from which the line is known well enough. */
const LEAST_WIDTHS = 4;
const LEAST_POINTS = 4;
const TAIL = 0.025;

/** Kaplan et al. 2020, figure 8: the loss on another text follows from the loss on the own one. */
export function transfer({ runs }: Evidence): Finding[] {
  const transfers = transfersOf(runs.filter(({ fitted }) => fitted));
  if (transfers.length === 0) {
    return [
      notTested(
        'The loss on another text follows the loss on the own one.',
        'No run was evaluated on another text.',
      ),
    ];
  }
  return transfers.flatMap((of) => judged(of));
}

/** A line that is known well enough to be compared with. */
interface KnownLine {
  readonly line: Line;
  readonly error: LineError;
}

function judged(of: Transfer): Finding[] {
  const title = textName(of.text);
  const claims = {
    falls: `${title}: a model that is better on its own text is better here.`,
    meets: `${title}: one model in training follows the line through the ends of all, within ${NEAR} nats.`,
  };
  const known = knownLine(of);
  if (typeof known === 'string') {
    return Object.values(claims).map((claim) => orElse(LONGER, notTested(claim, known)));
  }
  return [orElse(FOUR_SEEDS, falls(claims.falls, known)), orElse(FOUR_SEEDS, meets(claims.meets, of, known))];
}

/** The line through the finals with its error, or why there is none. */
function knownLine({ finals, line }: Transfer): KnownLine | string {
  if (finals.length < LEAST_WIDTHS) {
    return `That needs ${LEAST_WIDTHS} widths, and models of ${finals.length} have finished.`;
  }
  const unlearned = finals.flatMap(({ run }) => (hasLearned(run) ? [] : [run]));
  if (unlearned.length > 0) return unlearnedWords(unlearned);
  const [bySize] =
    effectsOf(
      finals.map(({ run }) => run),
      [logSize],
    ) ?? [];
  if (bySize === undefined || bySize.high >= 0) {
    return 'Larger models do not surely end lower on their own text, so that there is no curve.';
  }
  const error =
    line &&
    lineError(
      line,
      finals.map(({ own }) => own),
      finals.map(({ other }) => other),
    );
  return line && error ? { line, error } : 'All models end at one loss.';
}

/** Whether the slope is surely above 0, with the slope of parallel lines beside it. */
function falls(claim: string, { error, line: { slope } }: KnownLine): Finding {
  const half = studentQuantile(1 - TAIL, error.freedom) * error.slope;
  const [value, low, high] = [slope, slope - half, slope + half].map(signed);
  const words = `A nat less on the own text is ${value} nats less here (95 %: ${low} to ${high}). Kaplan et al. draw parallel lines, which is a slope of 1 and a constant offset.`;
  if (slope - half > 0) return { claim, holds: true, words };
  if (slope + half < 0) return { claim, holds: false, words };
  return notTested(claim, words);
}

/** Whether every evaluation of the model in training, where the finals lie, is surely near the line. */
function meets(claim: string, { finals, path }: Transfer, known: KnownLine): Finding {
  const owns = finals.map(({ own }) => own);
  const [least, most] = [Math.min(...owns), Math.min(LEARNED, Math.max(...owns))];
  const points = (path?.points ?? []).filter(
    ({ own, step }) => own >= least && own <= most && step < (path?.run.plan.steps ?? 0),
  );
  if (points.length < LEAST_POINTS) {
    return notTested(
      claim,
      `That needs ${LEAST_POINTS} evaluations of one model between the best final loss and ${most.toFixed(2)} nats: there are ${points.length}.`,
    );
  }
  const { high, low, point, value } = farthest(points, known);
  const words = `${path?.run.label} is farthest off at ${point.own.toFixed(2)} nats on its own text: ${value.toFixed(3)} nats (95 %: ${low.toFixed(3)} to ${high.toFixed(3)}), of ${points.length} evaluations.`;
  if (high < NEAR) return { claim, holds: true, words };
  if (low > NEAR) return { claim, holds: false, words };
  return notTested(claim, `${words} That is too close to tell: more seeds would make the line surer.`);
}

/**
 * The largest distance of some points from the line. The interval is that of the line (Student's t): its low end allows for the
 * choice of the point (Bonferroni), and its high end need not, because all points are near if each one surely is (Berger 1982).
 */
function farthest<Point extends LossPair>(
  points: readonly Point[],
  { error, line }: KnownLine,
): Estimate & { readonly point: Point } {
  const [above, below] = [TAIL, TAIL / points.length].map((tail) => studentQuantile(1 - tail, error.freedom));
  const all = points.map((point) => {
    const value = Math.abs(point.other - lineAt(line, point.own));
    const deviation = error.at(point.own);
    return { point, value, low: value - below * deviation, high: value + above * deviation };
  });
  const worst = all.reduce((most, one) => (one.value > most.value ? one : most));
  return {
    ...worst,
    low: Math.max(0, ...all.map(({ low }) => low)),
    high: Math.max(...all.map(({ high }) => high)),
  };
}

function signed(value: number): string {
  return value.toFixed(2).replace('-', '−');
}

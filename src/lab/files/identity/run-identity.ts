import { corpusKey } from '../../plan/own-corpus.ts';
import { reachedLosses, type Run } from '../../runs/run.ts';
import { sameDigits } from './same-digits.ts';
import { remembered, settingsKey, sorted } from './settings-key.ts';

/**
 * Two runs are the same measurement if they have the same settings, the same machine and the same losses. Results of the
 * same settings from two machines, or with other losses, are two measurements. A file may leave out the machine, the text's
 * checksum, the curve, or (early tables) a part of the plan: what one of two runs does not say contradicts nothing.
 */
export function isSameRun(a: Run, b: Run): boolean {
  const whole = isWhole(a) && isWhole(b);
  const sameSettings = whole ? settingsKey(a) === settingsKey(b) : tableKey(a) === tableKey(b);
  const sameLosses = whole ? haveSameLosses : haveReachedTheSame;
  return sameSettings && agree(checksum(a), checksum(b)) && isSameMachine(a, b) && sameLosses(a, b);
}

/** Whether two runs of one experiment are the same run, although one of them may not have been trained yet. */
export function isSameInExperiment(a: Run, b: Run): boolean {
  return isSameRun(a, b) || ((isBare(a) || isBare(b)) && settingsKey(a) === settingsKey(b));
}

/** Whether two runs have the same settings and machine, though not the same losses. */
export function areRepeats(a: Run, b: Run): boolean {
  return settingsKey(a) === settingsKey(b) && isSameMachine(a, b);
}

/** Each measurement once, in the order of the first of each, with everything that the runs say about it. */
export function withoutRepeats(runs: readonly Run[]): Run[] {
  const places = new Map<string, number[]>();
  const kept: Run[] = [];
  for (const run of runs) {
    const key = tableKey(run);
    const found = places.get(key) ?? [];
    places.set(key, found);
    const place = found.find((at) => {
      const other = kept[at];
      return other !== undefined && isSameRun(other, run);
    });
    const other = place === undefined ? undefined : kept[place];
    if (place === undefined || other === undefined) found.push(kept.push(run) - 1);
    else kept[place] = together(other, run);
  }
  return kept;
}

/**
 * What two runs of the same measurement say: the losses and the plan of the one that says more. The first one gives the id and
 * whether the fits use it.
 */
export function together(first: Run, second: Run): Run {
  const [more, less] = saysMore(second, first) ? [second, first] : [first, second];
  const { id } = first.plan;
  const timed =
    more.speedVoid === '' && more.trainingSeconds === 0 && more.tokensPerSecond === 0 ? less : more;
  return {
    ...more,
    plan: { ...more.plan, id, corpus: checksum(more) === '' ? less.plan.corpus : more.plan.corpus },
    fitted: first.fitted,
    trainingSeconds: timed.trainingSeconds,
    tokensPerSecond: timed.tokensPerSecond,
    speedVoid: timed.speedVoid,
    tuning: more.tuning ?? less.tuning,
    prediction: first.prediction ?? second.prediction,
    origin: more.origin ?? less.origin,
    // A run of this browser stays one.
    imported: first.imported && second.imported && more.imported,
    beganFrom: more.beganFrom || less.beganFrom,
    note: first.note || second.note,
  };
}

/** Whether the second run says anything about the measurement that the first one does not. */
export function addsTo(first: Run, second: Run): boolean {
  const before = measureOf(first);
  const after = measureOf(together(first, second));
  return after.some((value, i) => value > (before[i] ?? 0));
}

function saysMore(a: Run, b: Run): boolean {
  const [left, right] = [measureOf(a), measureOf(b)];
  const place = left.findIndex((value, i) => value !== right[i]);
  return place >= 0 && (left[place] ?? 0) > (right[place] ?? 0);
}

/** How much a run says, the most important first. */
function measureOf(run: Run): number[] {
  const { curve, evaluations, imported, note, origin, prediction, state, step } = run;
  return [
    state === 'finished' ? 1 : 0,
    step,
    curve.steps,
    isWhole(run) ? 1 : 0,
    evaluations.length,
    evaluations.some(({ positionLosses }) => positionLosses !== undefined) ? 1 : 0,
    evaluations.some(({ contextLosses }) => contextLosses !== undefined) ? 1 : 0,
    // A spreadsheet rounds losses, so that they are shorter.
    evaluations.reduce(
      (sum, { losses }) => sum + losses.reduce((digits, loss) => digits + String(loss).length, 0),
      0,
    ),
    origin === null ? 0 : 1,
    prediction === null ? 0 : 1,
    checksum(run) === '' ? 0 : 1,
    imported?.unsaid === true ? 0 : 1,
    note === '' ? 0 : 1,
  ];
}

function isWhole({ imported }: Run): boolean {
  return imported?.whole !== false;
}

/** The part of the settings that every table says. Its label stands for the rest. */
const tableKey = remembered(({ plan, settings, uniqueTokens, label }) => {
  const { batch, lanes, shape, steps } = plan;
  const { context, width, layers } = shape;
  const { heads, feedForward } = shape.kind === 'lstm' ? { heads: 0, feedForward: 0 } : shape;
  const sizes = [width, layers, heads, feedForward, context, batch, steps];
  const seeds = lanes.map(({ initSeed, learningRate, orderSeed }) => [initSeed, orderSeed, learningRate]);
  return JSON.stringify(sorted([label, corpusKey(settings.corpus), sizes, seeds, uniqueTokens]));
});

/** The checksum of the text; empty for none. */
function checksum({ plan: { corpus } }: Run): string {
  return corpus.kind === 'generated' ? '' : (corpus.sha256 ?? '');
}

/** The machine of a run; empty if it was not recorded. */
function machineKey({ origin }: Run): string {
  if (origin === null) return '';
  const { adapter, browser, software, system } = origin;
  return JSON.stringify([adapter, software, browser, system]);
}

function isSameMachine(a: Run, b: Run): boolean {
  return agree(machineKey(a), machineKey(b));
}

/** Empty: not known. */
function agree(a: string, b: string): boolean {
  return a === '' || b === '' || a === b;
}

/**
 * Whether the losses that both runs know are the same. A run that was stopped is the same as one that went further, if it has
 * the same losses so far. Runs without a loss in common are the same only if neither has any.
 */
function haveSameLosses(a: Run, b: Run): boolean {
  const steps = Math.min(a.curve.steps, b.curve.steps);
  const rows = steps * a.curve.lanes;
  for (let i = 0; i < rows; i++) {
    if (!sameDigits(a.curve.losses[i] ?? NaN, b.curve.losses[i] ?? NaN)) return false;
  }
  const pairs = a.evaluations.flatMap((one) => {
    const other = b.evaluations.find(({ step }) => step === one.step);
    return other === undefined ? [] : [[one, other] as const];
  });
  if (!pairs.every(([one, other]) => areSame(one.losses, other.losses))) return false;
  return steps > 0 || pairs.length > 0 || (isBare(a) && isBare(b));
}

/** An early table gives only the losses that count: of a run that is stopped early, they are not the losses at its end. */
function haveReachedTheSame(a: Run, b: Run): boolean {
  const [left, right] = [reachedLosses(a), reachedLosses(b)];
  return left !== null && right !== null && areSame(left, right);
}

function areSame(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((loss, lane) => sameDigits(loss, b[lane] ?? NaN));
}

function isBare({ curve, evaluations }: Run): boolean {
  return curve.steps === 0 && evaluations.length === 0;
}

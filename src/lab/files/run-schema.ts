import * as v from 'valibot';
import type { Evaluation, Run } from '../runs/run.ts';
import { queuedRun } from '../runs/run.ts';
import { isCorpus, isOtherText, shortTextRefusal } from '../plan/corpora.ts';
import { countedRun } from '../plan/plan-runs.ts';
import {
  count,
  finite,
  isoTime,
  losses,
  note,
  positive,
  seconds,
  sha256,
  share,
  name,
  size,
  speed,
  trainingLosses,
  words,
} from './numbers.ts';

const SIDE = 4_096;
const STEPS = 1e9;
const LANES = 64;
/** Tokens of a text of somebody's own are bytes. */
const MOST_KINDS = 256;

const lane = v.strictObject({ initSeed: finite, orderSeed: finite, rate: positive });
/** The id of a text or of a source. */
export const corpus = v.pipe(v.string(), v.check(isCorpus, 'no such text'));
/** How many parts of a text a plan trains on. */
export const textParts = size(1e4);
/** How a transformer knows the order of its tokens. */
export const positions = v.picklist(['rotary', 'learned', 'both']);
/** Base of the angles of rotary positions. */
export const rotaryBase = v.pipe(finite, v.gtValue(1));
export const scheduleKind = v.picklist(['linear', 'cosine', 'constant', 'warmup-stable-decay']);

/** The id of a text of the catalogue on which models of another one are evaluated. */
const otherText = v.pipe(v.string(), v.check(isOtherText, 'no such text'));
const MOST_OTHERS = 20;

const settings = v.strictObject({
  corpus,
  network: v.exactOptional(v.literal('lstm')),
  width: size(SIDE),
  layers: size(SIDE),
  positions: v.exactOptional(v.picklist(['learned', 'both'])),
  rotaryBase: v.exactOptional(rotaryBase),
  heads: v.strictObject({ by: v.picklist(['size', 'count']), number: size(SIDE) }),
  feedForwardRatio: positive,
  context: size(SIDE),
  batch: size(SIDE),
  tokens: positive,
  uniqueTokens: v.nullable(positive),
  learningRate: positive,
  schedule: scheduleKind,
  lanes: v.pipe(v.array(lane), v.minLength(1), v.maxLength(LANES)),
  otherTexts: v.exactOptional(v.pipe(v.array(otherText), v.maxLength(MOST_OTHERS))),
  evaluation: v.strictObject({
    times: size(SIDE),
    windows: size(1e6),
    overlapping: v.exactOptional(v.literal(true)),
  }),
  stopping: v.picklist(['end', 'early']),
  kernels: v.picklist(['measured', 'usual', 'plain']),
  series: words,
  fitted: v.boolean(),
});

/** A source whose entropy is known. */
export const rule = v.variant('kind', [
  v.strictObject({
    kind: v.literal('zipf-markov'),
    vocabulary: size(SIDE),
    exponent: finite,
    order: size(8),
  }),
  v.strictObject({
    kind: v.literal('phrases'),
    words: size(SIDE),
    exponent: finite,
    depth: size(64),
    open: share,
    close: share,
  }),
  v.strictObject({ kind: v.literal('uniform'), vocabulary: size(SIDE) }),
  v.strictObject({ kind: v.literal('delay'), vocabulary: size(SIDE), lag: size(SIDE), copy: share }),
  v.strictObject({
    kind: v.literal('trap'),
    form: v.picklist(['memo', 'secret', 'distractor']),
    symbols: size(SIDE),
    memorised: size(1e6),
  }),
]);

const MOST_TESTS = 20;
const testSet = {
  name: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'must be small letters, digits and hyphens')),
  windows: size(1e6),
};

const textWindows = { id: otherText, windows: size(1e6) };

/** The sizes of every network. */
const sides = { vocabulary: size(SIDE), context: size(SIDE), width: size(SIDE), layers: size(SIDE) };

const plan = v.strictObject({
  id: v.pipe(v.string(), v.maxLength(200)),
  shape: v.variant('kind', [
    v.strictObject({ kind: v.literal('lstm'), ...sides }),
    v.strictObject({
      // Files leave out the kind of a transformer: see `resultOf`.
      kind: v.optional(v.literal('transformer'), 'transformer'),
      ...sides,
      heads: size(SIDE),
      feedForward: size(4 * SIDE),
      positions,
      rotaryBase: v.exactOptional(rotaryBase),
      tiedHead: v.boolean(),
    }),
  ]),
  batch: size(SIDE),
  steps: size(STEPS),
  lanes: v.pipe(
    v.array(
      v.strictObject({ initSeed: finite, orderSeed: finite, learningRate: positive, weightDecay: finite }),
    ),
    v.minLength(1),
    v.maxLength(LANES),
  ),
  schedule: v.strictObject({ kind: scheduleKind, warmup: share, cooldown: share }),
  optimizer: v.strictObject({
    beta1: share,
    beta2: share,
    epsilon: positive,
    clipNorm: finite,
    matrixRate: finite,
  }),
  corpus: v.variant('kind', [
    v.strictObject({
      kind: v.literal('text'),
      id: corpus,
      url: words,
      sha256: v.exactOptional(sha256),
      parts: v.exactOptional(textParts),
    }),
    v.strictObject({ kind: v.literal('generated'), rule, seed: finite, length: size(1e9) }),
    v.strictObject({
      kind: v.literal('own'),
      sha256,
      coding: v.picklist(['characters', 'bytes']),
      title: name,
      length: size(1e9),
      alphabet: v.exactOptional(v.pipe(v.string(), v.maxLength(2 * MOST_KINDS))),
    }),
  ]),
  trainingWindows: v.exactOptional(size(1e9)),
  evaluation: v.strictObject({
    windows: size(1e6),
    steps: v.pipe(v.array(count), v.maxLength(SIDE)),
    overlapping: v.exactOptional(v.strictObject({ windows: size(1e6), stride: size(SIDE) })),
    tests: v.exactOptional(v.pipe(v.array(v.strictObject(testSet)), v.maxLength(MOST_TESTS))),
    texts: v.exactOptional(v.pipe(v.array(v.strictObject(textWindows)), v.maxLength(MOST_OTHERS))),
  }),
  plain: v.exactOptional(v.boolean()),
  untuned: v.exactOptional(v.boolean()),
});

/** A number for which JSON writes null if it is infinite. */
const orInfinite = (infinite: number) =>
  v.pipe(
    v.nullable(v.number()),
    v.transform((value) => value ?? infinite),
  );

const origin = v.strictObject({
  adapter: name,
  software: v.boolean(),
  browser: name,
  system: name,
  date: v.nullable(isoTime),
  version: name,
});

const writtenRun = v.strictObject({
  label: words,
  state: v.picklist(['queued', 'loading', 'training', 'paused', 'lost', 'finished', 'stopped', 'failed']),
  failure: words,
  settings,
  plan,
  // Figures that follow from the plan are counted again, and the file's figures are ignored.
  parameters: v.looseObject({}),
  tokens: finite,
  uniqueTokens: positive,
  flops: finite,
  sixND: finite,
  step: count,
  trainingSeconds: v.nullable(seconds),
  tokensPerSecond: v.nullable(speed),
  speedVoid: v.exactOptional(name),
  tuning: v.nullable(
    v.strictObject({
      source: v.picklist(['measured', 'remembered', 'unmeasured', 'plain']),
      products: words,
      attention: words,
      rejected: v.pipe(v.array(words), v.maxLength(100)),
      milliseconds: finite,
    }),
  ),
  prediction: v.nullable(
    v.strictObject({ loss: finite, low: orInfinite(-Infinity), high: orInfinite(Infinity), points: count }),
  ),
  fitted: v.boolean(),
  evaluations: v.pipe(
    v.array(
      v.strictObject({
        step: count,
        losses,
        positionLosses: v.exactOptional(losses),
        contextLosses: v.exactOptional(losses),
        tests: v.exactOptional(
          v.pipe(
            v.array(v.strictObject({ ...testSet, right: v.array(count), losses })),
            v.maxLength(MOST_TESTS),
          ),
        ),
        texts: v.exactOptional(
          v.pipe(v.array(v.strictObject({ ...textWindows, losses })), v.maxLength(MOST_OTHERS)),
        ),
      }),
    ),
    v.maxLength(SIDE),
  ),
  curve: trainingLosses,
  // Early versions of the page left out the fields below.
  flopsPerSecond: v.exactOptional(v.nullable(v.pipe(finite, v.minValue(0)))),
  origin: v.exactOptional(v.nullable(origin)),
  imported: v.exactOptional(
    v.strictObject({ file: name, whole: v.boolean(), unsaid: v.exactOptional(v.literal(true)) }),
  ),
  beganFrom: v.exactOptional(sha256),
  note: v.exactOptional(note),
});

type Written = v.InferOutput<typeof writtenRun>;

/** A run as `resultsJson` writes it, with the rules between its fields. */
export const runSchema = v.pipe(
  writtenRun,
  v.check(({ plan: { lanes }, settings: asked }) => lanes.length === asked.lanes.length, 'lanes differ'),
  v.check(
    ({ plan: { shape }, settings: asked }) => shape.kind === (asked.network ?? 'transformer'),
    'the networks of settings and plan differ',
  ),
  v.check(({ step, plan: { steps } }) => step <= steps, 'step lies beyond the last step'),
  v.check(
    ({ state, step, plan: { steps } }) => state !== 'finished' || step === steps,
    'a finished run has done all steps of its plan',
  ),
  v.check(
    ({ settings: { corpus: id, context } }) => shortTextRefusal(id, context, 1) === null,
    'the text is too short',
  ),
  v.check(isWholeCurve, 'the curve is not a loss for each lane of each step'),
  v.check(areOfRun, 'an evaluation is not of its steps, lanes and positions'),
  v.check(areTests, 'the tests of an evaluation are not those of the plan, with an answer of each model'),
  v.check(areTexts, 'the losses on other texts are not of those of the plan, one for each model'),
  v.transform(runOf),
);

function isWholeCurve({ curve, plan: { lanes, steps } }: Written): boolean {
  return curve.length % lanes.length === 0 && curve.length / lanes.length <= steps;
}

function areOfRun({ evaluations, plan: { lanes, shape, steps } }: Written): boolean {
  return evaluations.every(
    ({ step, losses: reached, positionLosses, contextLosses }) =>
      step <= steps &&
      reached.length === lanes.length &&
      [positionLosses, contextLosses].every(
        (found) => found === undefined || found.length === lanes.length * shape.context,
      ),
  );
}

function areTests({ evaluations, plan: { evaluation, lanes } }: Written): boolean {
  const planned = (evaluation.tests ?? []).map(({ name: set, windows }) => `${set} ${windows}`).join();
  return evaluations.every(
    ({ tests }) =>
      tests === undefined ||
      (tests.map(({ name: set, windows }) => `${set} ${windows}`).join() === planned &&
        tests.every(
          ({ losses: reached, right, windows }) =>
            reached.length === lanes.length &&
            right.length === lanes.length &&
            right.every((answers) => answers <= windows),
        )),
  );
}

function areTexts({ evaluations, plan: { evaluation, lanes } }: Written): boolean {
  const planned = (evaluation.texts ?? []).map(({ id, windows }) => `${id} ${windows}`).join();
  return evaluations.every(
    ({ texts }) =>
      texts === undefined ||
      (texts.map(({ id, windows }) => `${id} ${windows}`).join() === planned &&
        texts.every(({ losses: reached }) => reached.length === lanes.length)),
  );
}

/** A run that had not ended becomes stopped, because without its models it cannot resume. */
function runOf(written: Written): Run {
  const { label, settings: asked, plan: planned, uniqueTokens, state, curve } = written;
  const ended = state === 'finished' || state === 'failed';
  const run = queuedRun(countedRun({ label, settings: asked, plan: planned, uniqueTokens }));
  return {
    ...run,
    state: ended ? state : 'stopped',
    failure: written.failure,
    step: written.step,
    trainingSeconds: written.trainingSeconds ?? 0,
    tokensPerSecond: written.tokensPerSecond ?? 0,
    speedVoid: written.speedVoid ?? '',
    tuning: written.tuning,
    prediction: written.prediction,
    fitted: written.fitted,
    evaluations: written.evaluations satisfies readonly Evaluation[],
    curve: { lanes: planned.lanes.length, steps: curve.length / planned.lanes.length, losses: curve },
    origin: written.origin ?? null,
    imported: written.imported ?? null,
    beganFrom: written.beganFrom ?? '',
    note: written.note ?? '',
  };
}

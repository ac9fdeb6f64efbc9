import type { CorpusSource, ModelShape, OtherText, TestSet, TuningReport } from '../../engine/trainer.ts';
import { corpusOf, shortTextRefusal, type TextParts } from '../plan/corpora.ts';
import { countedRun, plannedRun, type PlannedRun } from '../plan/plan-runs.ts';
import { RECIPE } from '../plan/recipe.ts';
import { namesPart } from '../plan/run-labels.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import { queuedRun, reachedLosses, type Prediction, type Run } from '../runs/run.ts';
import { readContent } from './corpus-content.ts';
import {
  readEvaluations,
  readSteps,
  readTests,
  readTexts,
  type LaneTest,
  type LaneText,
} from './evaluation-words.ts';
import { ImportRefused, shown } from './import-refused.ts';
import type { Row } from './results-row.ts';

/** A spreadsheet may round a number to six digits. */
const ROUNDING = 1e-5;

function nearly(given: number, exact: number): boolean {
  return Object.is(given, exact) || Math.abs(given - exact) <= ROUNDING * Math.abs(exact);
}

/**
 * A finished run from the rows of its lanes. The recipe replaces the part of the plan that an early table leaves out.
 * @param rows in the order of the lanes; all but the lanes' columns are equal
 * @throws {ImportRefused} if N, D, C or a loss contradicts the other columns
 */
export function runOfRows(rows: readonly [Row, ...Row[]]): Run {
  const [first] = rows;
  const short = shortTextRefusal(first.corpus, first.context, 1);
  if (short !== null) throw new ImportRefused(`${shown(short)}.`);
  const planned = plannedFrom(first, rows);
  refuseFigures(first, planned);
  const run: Run = {
    ...queuedRun(planned),
    state: 'finished',
    step: planned.plan.steps,
    trainingSeconds: first.training_seconds ?? 0,
    tokensPerSecond: first.tokens_per_second ?? 0,
    speedVoid: first.speed_void,
    evaluations: evaluationsOf(rows),
    tuning: tuningOf(first),
    prediction: predictionOf(first),
    fitted: first.in_fit,
    origin: originOf(first),
    imported: { file: first.source, whole: isWhole(first) },
    beganFrom: first.began_from ?? '',
    note: first.note,
  };
  refuseLosses(run, rows);
  return run;
}

function refuseFigures(row: Row, { flops, parameters, tokens }: PlannedRun): void {
  const counted = { N: parameters.nonEmbedding, D: tokens, C: flops };
  for (const name of ['N', 'D', 'C'] as const) {
    if (nearly(row[name], counted[name])) continue;
    throw new ImportRefused(
      `${name} of ${shown(row.run)} is ${counted[name]} by its shape and steps, not ${row[name]}.`,
    );
  }
}

/** A table has each loss twice if it has evaluations; both must say the same. */
function refuseLosses(run: Run, rows: readonly Row[]): void {
  const reached = reachedLosses(run) ?? [];
  for (const [lane, { loss }] of rows.entries()) {
    const said = reached[lane] ?? NaN;
    if (nearly(Math.fround(loss), said)) continue;
    throw new ImportRefused(
      `the loss of ${shown(run.label)}, lane ${lane}, is ${said} by its evaluations, not ${loss}.`,
    );
  }
}

function evaluationsOf(rows: readonly Row[]): Run['evaluations'] {
  const { run, steps } = rows[0] ?? { run: '', steps: 0 };
  const lanes = rows.map((row) =>
    row.evaluations.trim() === '' ? [{ step: steps, loss: row.loss }] : readEvaluations(row.evaluations),
  );
  const said = lanes[0]?.map(({ step }) => step) ?? [];
  const sorted = said.every((step, i) => step > (said[i - 1] ?? -1)) && said.at(-1) === steps;
  const same = lanes.every((lane) => lane.map(({ step }) => step).join() === said.join());
  if (!sorted || !same) {
    throw new ImportRefused(
      `the evaluations of ${shown(run)} must count up to its last step ${steps}, and be the same in all lanes: ${shown(said.join(' '))}.`,
    );
  }
  const tests = rows.map((row) => readTests(row.tests));
  const texts = rows.map((row) => readTexts(row.texts));
  return said.map((step, i) => ({
    step,
    losses: Float32Array.from(lanes, (lane) => lane[i]?.loss ?? NaN),
    ...scoresAt(step, run, tests),
    ...lossesAt(step, run, texts),
  }));
}

/** The scores of all lanes after some steps; nothing if the table has none. */
function scoresAt(
  step: number,
  run: string,
  lanes: readonly (readonly LaneTest[])[],
): Pick<Run['evaluations'][number], 'tests'> {
  const [first = [], ...others] = lanes.map((tests) => tests.filter((test) => test.step === step));
  if (first.length === 0 && others.every((tests) => tests.length === 0)) return {};
  const isSame = (tests: readonly LaneTest[]): boolean => setWords(tests) === setWords(first);
  if (!others.every(isSame)) {
    throw new ImportRefused(`the tests of ${shown(run)} must be the same in all lanes.`);
  }
  return {
    tests: first.map(({ name, windows }, i) => ({
      name,
      windows,
      right: [first, ...others].map((tests) => tests[i]?.right ?? 0),
      losses: Float32Array.from([first, ...others], (tests) => tests[i]?.loss ?? NaN),
    })),
  };
}

function setWords(tests: readonly LaneTest[]): string {
  return tests.map(({ name, windows }) => `${name}/${windows}`).join();
}

/** The losses of all lanes on other texts after some steps; nothing if the table has none. */
function lossesAt(
  step: number,
  run: string,
  lanes: readonly (readonly LaneText[])[],
): Pick<Run['evaluations'][number], 'texts'> {
  const told = lanes.map((texts) => texts.filter((text) => text.step === step));
  const [first = []] = told;
  const words = told.map((texts) => texts.map(({ id, windows }) => `${id}/${windows}`).join());
  if (!words.every((word) => word === words[0])) {
    throw new ImportRefused(`the other texts of ${shown(run)} must be the same in all lanes.`);
  }
  if (first.length === 0) return {};
  return {
    texts: first.map(({ id, windows }, i) => ({
      id,
      windows,
      losses: Float32Array.from(told, (texts) => texts[i]?.loss ?? NaN),
    })),
  };
}

/** The other texts of a plan, as the last step tells them. */
function textsOf({ run, steps, texts }: Row): OtherText[] {
  const read = readTexts(texts);
  const last = read.filter(({ step }) => step === steps);
  if (read.length > 0 && last.length === 0) {
    throw new ImportRefused(
      `the losses of ${shown(run)} on other texts must go on to its last step ${steps}.`,
    );
  }
  return last.map(({ id, windows }) => ({ id, windows }));
}

/** The sets of tests of a plan, as the last step tells them. */
function testsOf({ run, steps, tests }: Row): TestSet[] {
  const read = readTests(tests);
  const last = read.filter(({ step }) => step === steps);
  if (read.length > 0 && last.length === 0) {
    throw new ImportRefused(`the tests of ${shown(run)} must go on to its last step ${steps}.`);
  }
  return last.map(({ name, windows }) => ({ name, windows }));
}

/** Early tables name an attention for LSTMs, too. */
function tuningOf({ kernels_used: words, network }: Row): TuningReport | null {
  const attending = network === 'lstm' ? '(?:; attention (.*))?' : '; attention (.*)';
  const [, source, products = '', attention = ''] =
    new RegExp(`^(\\w+); products (.*?)${attending}$`, 's').exec(words) ?? [];
  const sources = ['measured', 'remembered', 'unmeasured', 'plain'] as const;
  const found = sources.find((name) => name === source);
  if (found !== undefined) return { source: found, products, attention, rejected: [], milliseconds: 0 };
  if (words === '') return null;
  throw new ImportRefused(
    `kernels are named as in "measured; products tiles; attention tiles": ${shown(words)}.`,
  );
}

function predictionOf(row: Row): Prediction | null {
  const { predicted_loss: loss, predicted_low: low, predicted_high: high, predicted_points: points } = row;
  if (loss === null) return null;
  return { loss, low: low ?? -Infinity, high: high ?? Infinity, points: points ?? 0 };
}

/** Null if the row does not say what kind of adapter trained it. */
function originOf({ adapter, adapter_kind: kind, browser, date, system, version }: Row): Run['origin'] {
  if (kind === null) return null;
  return { adapter, software: kind === 'software', browser, system, date, version };
}

/** Whether a row says the whole plan. */
function isWhole(row: Row): boolean {
  return row.schedule !== null && row.evaluation_steps !== '' && row.training_windows !== null;
}

/** The run of some rows. A table does not contain the address of its text. */
function plannedFrom(row: Row, rows: readonly Row[]): PlannedRun {
  const { width, layers, context, batch, steps } = row;
  const corpus = corpusOf(row.corpus, context, partsIn(row));
  const windows = windowsOf(row);
  const evaluated = readSteps(row.evaluation_steps);
  const tests = testsOf(row);
  const texts = textsOf(row);
  const base = row.learning_rate / (row.rate_multiple ?? 1);
  const settings: RunSettings = {
    ...RECIPE,
    corpus: row.corpus,
    ...networkOf(row),
    width,
    layers,
    context,
    batch,
    tokens: steps * batch * context,
    uniqueTokens: windows === null ? null : windows * context,
    learningRate: base,
    schedule: row.schedule ?? RECIPE.schedule,
    lanes: rows.map((lane) => ({
      initSeed: lane.init_seed,
      orderSeed: lane.order_seed,
      rate: lane.rate_multiple ?? lane.learning_rate / base,
    })),
    ...(texts.length > 0 && { otherTexts: texts.map(({ id }) => id) }),
    evaluation: {
      times: Math.max(1, evaluated.length),
      windows: row.evaluation_windows ?? RECIPE.evaluation.windows,
    },
    stopping: row.stopping ?? RECIPE.stopping,
    kernels: row.kernels ?? RECIPE.kernels,
    series: row.series,
    fitted: row.in_fit,
  };
  const shape = shapeOf(row, row.vocabulary ?? corpus.vocabulary);
  const { label, plan, uniqueTokens } = plannedRun(shape, settings, corpus, steps, {
    label: row.run,
    id: `table/${row.run}`,
  });
  const { schedule, optimizer, evaluation } = plan;
  return countedRun({
    label,
    settings,
    plan: {
      ...plan,
      // The rates come from the table, because rates computed from the settings could differ in the last bit.
      lanes: plan.lanes.map((lane, i) => ({
        ...lane,
        learningRate: rows[i]?.learning_rate ?? lane.learningRate,
        weightDecay: rows[i]?.weight_decay ?? lane.weightDecay,
      })),
      schedule: {
        ...schedule,
        warmup: exactly(row.warmup, schedule.warmup),
        cooldown: exactly(row.cooldown, schedule.cooldown),
      },
      optimizer: {
        beta1: row.beta1 ?? optimizer.beta1,
        beta2: row.beta2 ?? optimizer.beta2,
        epsilon: row.epsilon ?? optimizer.epsilon,
        clipNorm: row.clip_norm ?? optimizer.clipNorm,
        matrixRate: exactly(row.matrix_rate, optimizer.matrixRate),
      },
      corpus: withContent(plan.corpus, row),
      evaluation: {
        windows: row.evaluation_windows ?? evaluation.windows,
        steps: evaluated.length > 0 ? evaluated : evaluation.steps,
        ...(tests.length > 0 && { tests }),
        ...(texts.length > 0 && { texts }),
      },
    },
    uniqueTokens: nearly(row.U, uniqueTokens) ? uniqueTokens : row.U,
  });
}

/** The settings of a network: heads and feed-forward width of a transformer. */
function networkOf(row: Row): Partial<RunSettings> {
  if (row.network === 'lstm') return { network: 'lstm' };
  const { heads, feedForward } = transformerSizes(row);
  return {
    heads: { by: 'count', number: heads },
    feedForwardRatio: feedForward / row.width,
    ...(row.positions !== null && row.positions !== 'rotary' && { positions: row.positions }),
    ...baseOf(row),
  };
}

function shapeOf(row: Row, vocabulary: number): ModelShape {
  const { width, layers, context } = row;
  if (row.network === 'lstm') return { kind: 'lstm', vocabulary, context, width, layers };
  return {
    kind: 'transformer',
    vocabulary,
    context,
    width,
    layers,
    ...transformerSizes(row),
    positions: row.positions ?? 'rotary',
    ...baseOf(row),
    tiedHead: row.tied_head ?? false,
  };
}

function baseOf({ rotary_base: base }: Row): { rotaryBase?: number } {
  return base === null ? {} : { rotaryBase: base };
}

/** @throws {ImportRefused} if a row of a transformer leaves them out */
function transformerSizes({ heads, feed_forward: feedForward, run }: Row) {
  if (heads !== null && feedForward !== null) return { heads, feedForward };
  throw new ImportRefused(`${shown(run)} has no heads or no feed_forward, which a transformer needs.`);
}

/** The recipe's number if the table's is the same but for a spreadsheet's rounding. */
function exactly(given: number | null, recipe: number): number {
  return given === null || nearly(given, recipe) ? recipe : given;
}

/** The windows that a run trained on; null for all. Early tables give only U: a label says whether it was chosen. */
function windowsOf({ context, corpus, run, steps, batch, training_windows: windows, U }: Row): number | null {
  if (windows === 'all') return null;
  if (windows !== null) return windows;
  const all = Math.min(steps * batch * context, corpusOf(corpus, context, 'whole').uniqueTokens);
  if (nearly(U, all) && !namesPart(run)) return null;
  return Math.max(1, Math.round(U / context));
}

/** An early table does not say how much of the text a run trained on, because it was always the whole text. */
function partsIn({ corpus_parts: parts }: Row): TextParts {
  return parts ?? 'whole';
}

function withContent(corpus: CorpusSource, row: Row): CorpusSource {
  const content = readContent(row.corpus_content);
  if (corpus.kind === 'text') {
    const { sha256: _, ...text } = corpus;
    if (content === undefined) return text;
    if ('sha256' in content) return { ...text, sha256: content.sha256 };
  } else if (corpus.kind === 'own') {
    if (content === undefined || ('sha256' in content && content.sha256 === corpus.sha256)) return corpus;
  } else if (content === undefined) return corpus;
  else if (!('sha256' in content)) return { kind: 'generated', ...content };
  throw new ImportRefused(
    `the content of the corpus ${shown(row.corpus)} is of another kind: ${shown(row.corpus_content)}.`,
  );
}

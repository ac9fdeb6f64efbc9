import type { CorpusSource } from '../../engine/trainer.ts';
import type { ExperimentSize } from '../experiments/preset.ts';
import type { ExperimentId } from '../experiments/presets.ts';
import { flopsPerSecond, reachedLosses, type Evaluation, type Run } from '../runs/run.ts';
import {
  evaluationWords,
  stepWords,
  testWords,
  textWords,
  type LaneTest,
  type LaneText,
} from './evaluation-words.ts';
import { LOSS_UNIT } from './formats.ts';
import { COLUMNS, isOfPlan, type Column } from './result-columns.ts';
import { toCsv, type Cell } from './write-csv.ts';

/** The experiment of a table. Null: not known. */
export interface TableOf {
  readonly experiment: ExperimentId | null;
  readonly size: ExperimentSize | null;
}

const UNSAID: TableOf = { experiment: null, size: null };

/**
 * A row for each model of the finished runs. Losses are in nats per token. What is not known stays empty: a void time or
 * speed, and the part of a plan that an early table left out.
 */
export function resultsCsv(runs: readonly Run[], of: TableOf = UNSAID): string {
  return toCsv(
    COLUMNS,
    runs.flatMap((run) => {
      const cells = {
        ...firstCells(run),
        ...planCells(run),
        ...sourceCells(run),
        ...ofCells(run.imported?.unsaid === true ? UNSAID : of),
      };
      const whole = run.imported?.whole !== false;
      return Array.from(reachedLosses(run) ?? [], (loss, lane) => {
        const row: Record<Column, Cell> = { ...cells, ...laneCells(run, lane, loss) };
        return COLUMNS.map((name) => (whole || !isOfPlan(name) ? row[name] : ''));
      });
    }),
  );
}

function firstCells(run: Run) {
  const { label, parameters, plan, settings } = run;
  const { shape } = plan;
  return {
    run: label,
    N: parameters.nonEmbedding,
    D: run.tokens,
    C: run.flops,
    U: run.uniqueTokens,
    corpus: settings.corpus,
    width: shape.width,
    layers: shape.layers,
    heads: shape.kind === 'lstm' ? '' : shape.heads,
    feed_forward: shape.kind === 'lstm' ? '' : shape.feedForward,
    context: shape.context,
    batch: plan.batch,
    steps: plan.steps,
    parameters: parameters.total,
    training_seconds: run.speedVoid === '' ? run.trainingSeconds : '',
    in_fit: run.fitted ? 'yes' : 'no',
  } satisfies Partial<Record<Column, Cell>>;
}

function planCells({ plan }: Run) {
  const { shape, schedule, optimizer, evaluation } = plan;
  return {
    vocabulary: shape.vocabulary,
    positions: shape.kind === 'lstm' ? '' : shape.positions,
    tied_head: shape.kind === 'lstm' ? '' : shape.tiedHead ? 'yes' : 'no',
    schedule: schedule.kind,
    warmup: schedule.warmup,
    cooldown: schedule.cooldown,
    beta1: optimizer.beta1,
    beta2: optimizer.beta2,
    epsilon: optimizer.epsilon,
    clip_norm: optimizer.clipNorm,
    matrix_rate: optimizer.matrixRate,
    training_windows: plan.trainingWindows ?? 'all',
    evaluation_windows: evaluation.windows,
    evaluation_steps: stepWords(evaluation.steps),
    kernels: plan.plain === true ? 'plain' : plan.untuned === true ? 'usual' : 'measured',
  } satisfies Partial<Record<Column, Cell>>;
}

function sourceCells(run: Run) {
  const { beganFrom, imported, origin, plan, prediction, settings, speedVoid, tokensPerSecond } = run;
  const timed = speedVoid === '' && tokensPerSecond > 0;
  return {
    series: settings.series,
    stopping: settings.stopping,
    network: plan.shape.kind,
    rotary_base: plan.shape.kind === 'lstm' ? '' : (plan.shape.rotaryBase ?? ''),
    corpus_content: contentWords(plan.corpus),
    corpus_parts: plan.corpus.kind === 'text' ? (plan.corpus.parts ?? '') : '',
    began_from: beganFrom,
    loss_unit: LOSS_UNIT,
    predicted_loss: prediction?.loss ?? '',
    predicted_low: finiteOr(prediction?.low),
    predicted_high: finiteOr(prediction?.high),
    predicted_points: prediction?.points ?? '',
    tokens_per_second: timed ? tokensPerSecond : '',
    flops_per_second: timed ? flopsPerSecond(run) : '',
    speed_void: speedVoid,
    kernels_used: kernelWords(run),
    adapter: origin?.adapter ?? '',
    adapter_kind: origin === null ? '' : origin.software ? 'software' : 'GPU',
    browser: origin?.browser ?? '',
    system: origin?.system ?? '',
    date: dateWords(origin?.date ?? null),
    version: origin?.version ?? '',
    source: imported?.file ?? '',
    note: run.note,
  } satisfies Partial<Record<Column, Cell>>;
}

/** `measured; products tiles; attention heads`; an LSTM has no attention. */
function kernelWords({ plan, tuning }: Run): string {
  if (tuning === null) return '';
  const attending = plan.shape.kind === 'lstm' ? '' : `; attention ${tuning.attention}`;
  return `${tuning.source}; products ${tuning.products}${attending}`;
}

/** `sha256 3f…` or `uniform vocabulary=32 seed=1 length=10000000`; empty for a text whose checksum was not recorded. */
function contentWords(corpus: CorpusSource): string {
  if (corpus.kind !== 'generated') return corpus.sha256 === undefined ? '' : `sha256 ${corpus.sha256}`;
  const { kind, ...figures } = corpus.rule;
  const all = { ...figures, seed: corpus.seed, length: corpus.length };
  return [kind, ...Object.entries(all).map(([name, value]) => `${name}=${value}`)].join(' ');
}

function dateWords(date: number | null): string {
  return date === null ? '' : new Date(date).toISOString();
}

function finiteOr(value: number | undefined): Cell {
  return value !== undefined && Number.isFinite(value) ? value : '';
}

function ofCells({ experiment, size }: TableOf) {
  return { experiment: experiment ?? '', size: size ?? '' } satisfies Partial<Record<Column, Cell>>;
}

function laneCells(run: Run, lane: number, loss: number) {
  const { evaluations, plan, settings } = run;
  const { initSeed, learningRate, orderSeed, weightDecay } = plan.lanes[lane] ?? {
    initSeed: NaN,
    learningRate: NaN,
    orderSeed: NaN,
    weightDecay: NaN,
  };
  const reached = evaluations.map(({ step, losses }) => ({ step, loss: losses[lane] ?? NaN }));
  return {
    lane,
    loss,
    learning_rate: learningRate,
    init_seed: initSeed,
    order_seed: orderSeed,
    weight_decay: weightDecay,
    rate_multiple: settings.lanes[lane]?.rate ?? NaN,
    evaluations: evaluationWords(reached),
    tests: testWords(evaluations.flatMap((evaluation) => laneTests(evaluation, lane))),
    texts: textWords(evaluations.flatMap((evaluation) => laneTexts(evaluation, lane))),
  } satisfies Partial<Record<Column, Cell>>;
}

function laneTests({ step, tests = [] }: Evaluation, lane: number): LaneTest[] {
  return tests.map(({ name, windows, right, losses }) => ({
    step,
    name,
    windows,
    right: right[lane] ?? 0,
    loss: losses[lane] ?? NaN,
  }));
}

function laneTexts({ step, texts = [] }: Evaluation, lane: number): LaneText[] {
  return texts.map(({ id, windows, losses }) => ({ step, id, windows, loss: losses[lane] ?? NaN }));
}

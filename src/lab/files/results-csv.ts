import { reachedLosses, type Run } from '../runs/run.ts';
import { toCsv, type Cell } from './write-csv.ts';

/** `npm run fit` reads N, D, C, U and the loss by these names, unless its options give other names. */
export const COLUMNS = [
  'run',
  'lane',
  'N',
  'D',
  'C',
  'U',
  'loss',
  'corpus',
  'width',
  'layers',
  'heads',
  'feed_forward',
  'context',
  'batch',
  'steps',
  'learning_rate',
  'init_seed',
  'order_seed',
  'parameters',
  'training_seconds',
  'in_fit',
] as const;

/** Columns that differ between the lanes of a run. */
export const LANE_COLUMNS: readonly string[] = ['lane', 'loss', 'learning_rate', 'init_seed', 'order_seed'];

/** A row for each model of the finished runs. Losses are in nats per token. */
export function resultsCsv(runs: readonly Run[]): string {
  return toCsv(
    COLUMNS,
    runs.flatMap((run) => Array.from(reachedLosses(run) ?? [], (loss, lane) => rowOf(run, lane, loss))),
  );
}

function rowOf(run: Run, lane: number, loss: number): Cell[] {
  const { label, parameters, plan, settings } = run;
  const { shape, lanes } = plan;
  const row: Record<(typeof COLUMNS)[number], Cell> = {
    run: label,
    lane,
    N: parameters.nonEmbedding,
    D: run.tokens,
    C: run.flops,
    U: run.uniqueTokens,
    loss,
    corpus: settings.corpus,
    width: shape.width,
    layers: shape.layers,
    heads: shape.heads,
    feed_forward: shape.feedForward,
    context: shape.context,
    batch: plan.batch,
    steps: plan.steps,
    learning_rate: lanes[lane]?.learningRate ?? NaN,
    init_seed: lanes[lane]?.initSeed ?? NaN,
    order_seed: lanes[lane]?.orderSeed ?? NaN,
    parameters: parameters.total,
    // A void time is left out.
    training_seconds: run.speedVoid === '' ? run.trainingSeconds : '',
    in_fit: run.fitted ? 'yes' : 'no',
  };
  return COLUMNS.map((name) => row[name]);
}

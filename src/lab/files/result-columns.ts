/** The columns of every version. `npm run fit` reads N, D, C, U and the loss by these names. */
export const FIRST_COLUMNS = [
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

/** Columns of the plan that early versions left out. The recipe replaces what a table leaves out. */
const PLAN_COLUMNS = [
  'vocabulary',
  'positions',
  'tied_head',
  'schedule',
  'warmup',
  'cooldown',
  'weight_decay',
  'rate_multiple',
  'beta1',
  'beta2',
  'epsilon',
  'clip_norm',
  'matrix_rate',
  'training_windows',
  'evaluation_windows',
  'evaluation_steps',
  'kernels',
] as const;

/** Other columns that early versions left out. */
const MORE_COLUMNS = [
  'experiment',
  'size',
  'series',
  'stopping',
  'network',
  'rotary_base',
  'tests',
  'texts',
  'corpus_content',
  'corpus_parts',
  'began_from',
  'evaluations',
  'loss_unit',
  'predicted_loss',
  'predicted_low',
  'predicted_high',
  'predicted_points',
  'tokens_per_second',
  'flops_per_second',
  'speed_void',
  'kernels_used',
  'adapter',
  'adapter_kind',
  'browser',
  'system',
  'date',
  'version',
  'source',
  'note',
] as const;

/** Every column, in the order in which they are written. docs/FORMATS.md explains each. */
export const COLUMNS = [...FIRST_COLUMNS, ...PLAN_COLUMNS, ...MORE_COLUMNS] as const;

export type Column = (typeof COLUMNS)[number];

/** Columns that differ between the lanes of a run. */
export const LANE_COLUMNS: readonly Column[] = [
  'lane',
  'loss',
  'learning_rate',
  'init_seed',
  'order_seed',
  'weight_decay',
  'rate_multiple',
  'tests',
  'texts',
  'evaluations',
];

const OF_PLAN: ReadonlySet<string> = new Set(PLAN_COLUMNS);

export function isOfPlan(column: Column): boolean {
  return OF_PLAN.has(column);
}

/** Columns of words. What looks like a number in them is none, such as the series `1,024`. */
const OF_WORDS: ReadonlySet<string> = new Set<Column>([
  'run',
  'corpus',
  'evaluation_steps',
  'series',
  'corpus_content',
  'began_from',
  'evaluations',
  'tests',
  'texts',
  'speed_void',
  'kernels_used',
  'adapter',
  'browser',
  'system',
  'date',
  'version',
  'source',
  'note',
]);

export function isOfWords(column: string): boolean {
  return OF_WORDS.has(column);
}

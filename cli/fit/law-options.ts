/** The functions that a fit can minimise: Huber's loss or squares of log residuals, or squares of residuals in nats. */
export const ROBUST = ['huber', 'squares', 'plain-squares'] as const;
export const FLOORS = ['auto', 'never', 'always'] as const;
export const RESAMPLES = ['runs', 'noise'] as const;
export const METHODS = ['budgets', 'hull'] as const;
export const MISSING = ['refuse', 'leave-out'] as const;
export const DECIMALS = ['point', 'comma'] as const;

/** An option for `parseArgs`, with its description for the usage text. */
interface Option {
  type: 'string' | 'boolean';
  default?: string | boolean;
  /** The name of its value. */
  value?: string;
  means: string;
}

/** The options of every law. */
export const COMMON_OPTIONS = {
  law: { type: 'string', value: 'NAME', means: 'the law to fit' },
  n: { type: 'string', value: 'NAME', means: 'column of parameters' },
  d: { type: 'string', value: 'NAME', means: 'column of tokens; without one, D is C/(6·N)' },
  c: {
    type: 'string',
    value: 'NAME',
    means: 'column of FLOPs; without one, C is 6·N·D',
  },
  u: { type: 'string', value: 'NAME', means: 'column of unique tokens' },
  s: { type: 'string', value: 'NAME', means: 'column of steps' },
  batch: { type: 'string', value: 'NAME', means: 'column of tokens per step' },
  position: {
    type: 'string',
    value: 'NAME',
    means: 'column of positions in the context, counted from 1',
  },
  small: {
    type: 'string',
    value: 'NAME',
    means: 'column of squared gradient norms, averaged over small batches',
  },
  big: {
    type: 'string',
    value: 'NAME',
    means: 'column of squared gradient norms of a big batch',
  },
  loss: { type: 'string', value: 'NAME', means: 'column of nats per token' },
  missing: {
    type: 'string',
    default: 'refuse',
    value: MISSING.join('|'),
    means: 'refuses a table in which rows lack a number, or leaves these rows out',
  },
  decimal: {
    type: 'string',
    value: DECIMALS.join('|'),
    means: 'the character before decimals, if the table does not show it',
  },
  replicates: { type: 'string', default: '1000', value: 'COUNT', means: 'refits of the bootstrap' },
  seed: { type: 'string', default: '1', value: 'INTEGER', means: 'seed of the bootstrap' },
  json: { type: 'boolean', default: false, means: 'prints JSON, with covariance and residuals' },
  help: { type: 'boolean', default: false, means: 'prints this text' },
} as const satisfies Record<string, Option>;

/** The options that a law accepts only if its row of the table of laws lists them. */
export const LAW_OPTIONS = {
  robust: {
    type: 'string',
    value: ROBUST.join('|'),
    means: 'minimises a loss of log residuals, or plain squares of residuals in nats',
  },
  floor: { type: 'string', value: FLOORS.join('|'), means: 'whether the law has a floor' },
  resample: { type: 'string', value: RESAMPLES.join('|'), means: 'draws runs, or noise, in the bootstrap' },
  run: { type: 'string', value: 'NAME', means: 'column that names the training curve of a row' },
  shape: {
    type: 'string',
    value: 'NAME',
    means: 'column that names the shape of a run; the bootstrap draws runs among those of the same shape',
  },
  'critical-batch': {
    type: 'string',
    value: 'B_star,alpha_B',
    means: 'constants of B_crit(L), to compute S_min and C_min; if left out, S is S_min and C is C_min',
  },
  budget: { type: 'string', value: 'FLOPS', means: 'also prints how to spend this compute' },
  base: {
    type: 'string',
    value: 'E,A,B,alpha,beta',
    means: 'constants of the law without repetition; if left out, fitted to the rows without repetition',
  },
  method: {
    type: 'string',
    value: METHODS.join('|'),
    means: 'finds the best models by budget, or by the convex hull of the curves',
  },
  'all-budgets': {
    type: 'boolean',
    means: 'also uses the budgets at which the smallest or the largest model is best',
  },
  smoothing: { type: 'string', value: 'SHARE', means: "smooths over this share of a curve's points" },
  profile: {
    type: 'string',
    value: 'NAME',
    means: 'also prints the profile likelihood of a parameter; a power law has the profile of its floor',
  },
  'hold-out': {
    type: 'string',
    value: 'COUNT',
    means: 'fits the law without the largest runs, and predicts these runs',
  },
  'small-batch': { type: 'string', value: 'SIZE', means: 'size of the small batches, in examples or tokens' },
  'big-batch': { type: 'string', value: 'SIZE', means: 'size of the big batch, in the same unit' },
} as const satisfies Record<string, Option>;

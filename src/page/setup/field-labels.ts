import type { DraftField } from '../../lab/plan/sweep-settings.ts';

/** Every field in the form's order, with its label. */
export const FIELD_LABELS: Readonly<Record<DraftField, string>> = {
  widths: 'Widths d',
  layers: 'Layers L',
  headRule: 'Heads are set',
  heads: 'Heads H',
  context: 'Context T',
  batch: 'Batch B',
  budgets: 'Budgets C',
  tokens: 'Tokens D',
  learningRate: 'Rate',
  schedule: 'Schedule',
  positions: 'Positions',
  seed: 'Seed',
  lanes: 'Seeds R',
  kernels: 'Kernels',
  corpus: 'Text',
};

/** What a column of a table of runs can measure. `position`, `small` and `big` are for the laws that read them. */
export const RUN_QUANTITIES = ['N', 'D', 'C', 'U', 'S', 'batch', 'position', 'small', 'big', 'loss'] as const;
/** What a column of text can name. */
export const RUN_LABELS = ['run', 'series', 'shape'] as const;

/**
 * N parameters, D tokens, C FLOPs, U unique tokens, S steps, the batch size in tokens, the position in the context, the
 * squared gradient norms of small and of big batches, and the loss.
 */
export type RunQuantity = (typeof RUN_QUANTITIES)[number];
export type RunLabel = (typeof RUN_LABELS)[number];
export type RunColumn = RunQuantity | RunLabel;

/** The names of the columns that a table is read by. */
export type RunColumns = Readonly<Partial<Record<RunColumn, string>>>;

/** A row of a table of runs. */
export type RunRow = { readonly place: number } & Readonly<Partial<Record<RunQuantity, number>>> &
  Readonly<Partial<Record<RunLabel, string>>>;

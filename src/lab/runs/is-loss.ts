/** The least and the largest loss that a model has, in nats per token. */
export const LOSSES = [1e-6, 1e6] as const;

export function isLoss(value: unknown): value is number {
  return typeof value === 'number' && value >= LOSSES[0] && value <= LOSSES[1];
}

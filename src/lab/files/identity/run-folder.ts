import type { Run } from '../../runs/run.ts';

/** Hexadecimal digits of a run's identity. */
export const IDENTITY_DIGITS = 12;

/**
 * The name of a run's folder in a folder of runs: its label and its identity, so that two sweeps never share one by mistake.
 * @param digest SHA-256 of its `settingsKey`, in hexadecimal
 */
export function runFolder({ label }: Pick<Run, 'label'>, digest: string): string {
  const plain = label.replaceAll(/[^\p{L}\p{N}.]+/gu, '-').replaceAll(/^[-.]+|-+$/g, '');
  return `${plain}-${digest.slice(0, IDENTITY_DIGITS)}`;
}

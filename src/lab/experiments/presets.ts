import { isoflop } from './isoflop.ts';
import { knownEntropy } from './known-entropy.ts';
import type { ExperimentId, Preset } from './preset.ts';
import { widths } from './widths.ts';

/** Every experiment, the default first. */
export const PRESETS: readonly Preset[] = [widths, isoflop, knownEntropy];

/** @throws if no experiment has this id */
export function presetOf(id: ExperimentId): Preset {
  const preset = PRESETS.find((candidate) => candidate.id === id);
  if (preset === undefined) throw new Error(`There is no experiment "${id}".`);
  return preset;
}

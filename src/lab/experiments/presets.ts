import { batch } from './batch.ts';
import { calculator } from './calculator.ts';
import { data } from './data.ts';
import { depth } from './depth.ts';
import { dynamics } from './dynamics.ts';
import { grid } from './grid.ts';
import { isoflop } from './isoflop.ts';
import { knownEntropy } from './known-entropy.ts';
import type { ExperimentId, Preset } from './preset.ts';
import { schedules } from './schedules.ts';
import { shape } from './shape.ts';
import { widths } from './widths.ts';
import { zipf } from './zipf.ts';

/** Every experiment, the default first. */
export const PRESETS: readonly Preset[] = [
  widths,
  dynamics,
  data,
  grid,
  batch,
  isoflop,
  shape,
  depth,
  schedules,
  knownEntropy,
  zipf,
  calculator,
];

/** @throws if no experiment has this id */
export function presetOf(id: ExperimentId): Preset {
  const preset = PRESETS.find((candidate) => candidate.id === id);
  if (preset === undefined) throw new Error(`There is no experiment "${id}".`);
  return preset;
}

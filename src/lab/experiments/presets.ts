import { architecture } from './architecture.ts';
import { batch } from './batch.ts';
import { calculator } from './calculator.ts';
import { compound } from './compound.ts';
import { data } from './data.ts';
import { depth } from './depth.ts';
import { dynamics } from './dynamics.ts';
import { grid } from './grid.ts';
import { images } from './images.ts';
import { imported } from './imported.ts';
import { inverse } from './inverse.ts';
import { isoflop } from './isoflop.ts';
import { knownEntropy } from './known-entropy.ts';
import { learningRate } from './learning-rate.ts';
import { memory } from './memory.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { ExperimentSize, Preset, Stage } from './preset.ts';
import { schedules } from './schedules.ts';
import { shape } from './shape.ts';
import { transfer } from './transfer.ts';
import { widths } from './widths.ts';
import { zipf } from './zipf.ts';

/**
 * Every experiment by its id, in the order of the page's list. The ids must not change, because files and databases
 * contain them.
 */
export const PRESETS = {
  widths,
  dynamics,
  data,
  grid,
  batch,
  isoflop,
  shape,
  depth,
  schedules,
  'learning-rate': learningRate,
  'known-entropy': knownEntropy,
  architecture,
  memory,
  compound,
  inverse,
  transfer,
  images,
  zipf,
  calculator,
  imported,
} satisfies Record<string, Preset>;

export type ExperimentId = keyof typeof PRESETS;

type AnyPreset = (typeof PRESETS)[ExperimentId];

/** The name of a chart that at least one experiment shows. */
export type ViewName =
  AnyPreset['views'][number] | AnyPreset['stage']['hero'] | NonNullable<AnyPreset['stage']['beside']>;

/** The experiment that the page shows first. Runs and drafts that name no experiment belong to it. */
export const DEFAULT_EXPERIMENT: ExperimentId = 'widths';

export const EXPERIMENT_IDS: readonly ExperimentId[] = Object.keys(PRESETS).filter(isExperimentId);

export function isExperimentId(id: string): id is ExperimentId {
  return Object.hasOwn(PRESETS, id);
}

export function presetOf(id: ExperimentId): Preset {
  return PRESETS[id];
}

/** The runs of an experiment before any edit. */
export function presetRuns(id: ExperimentId, size: ExperimentSize): RunSettings[] {
  const preset = presetOf(id);
  return preset.runs(preset.settings[size], size);
}

/** The charts that an experiment shows first. */
export function stageOf(id: ExperimentId): Stage<ViewName> {
  return PRESETS[id].stage;
}

/** The other charts of an experiment, in their order. */
export function viewsOf(id: ExperimentId): readonly ViewName[] {
  return PRESETS[id].views;
}

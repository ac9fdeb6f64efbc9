import type { SweepDraft } from '../plan/sweep-settings.ts';
import type { ExperimentSize } from './preset.ts';
import type { ExperimentId } from './presets.ts';

/** What a person has chosen, before it is planned. */
export interface Selection {
  readonly experiment: ExperimentId;
  readonly size: ExperimentSize;
  /** Of the sweep over widths; other experiments have their runs as they are. */
  readonly draft: SweepDraft;
}

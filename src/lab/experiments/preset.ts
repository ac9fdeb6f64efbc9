import type { FitName, LawVariable } from '../../laws/analysis/request.ts';
import type { FloorChoice } from '../../laws/power-law/choose-floor.ts';
import type { Evidence, Finding } from './conclusion.ts';
import type { RunSettings } from '../plan/run-settings.ts';

export type ExperimentId =
  | 'widths'
  | 'dynamics'
  | 'data'
  | 'grid'
  | 'batch'
  | 'isoflop'
  | 'shape'
  | 'depth'
  | 'schedules'
  | 'known-entropy'
  | 'zipf'
  | 'calculator';

/** `quick` takes under five minutes on a laptop's GPU. */
export type ExperimentSize = 'full' | 'quick';

/** An experiment, as data: what is trained, what is fitted, and how its end is judged. */
export interface Preset {
  readonly id: ExperimentId;
  readonly title: string;
  /** The result it reproduces, in a sentence, with its source. */
  readonly result: string;
  /** What differs between runs. */
  readonly varies: string;
  /** `runs` are trained, words of a `text` counted, or `nothing` is done but arithmetic. */
  readonly measures: 'runs' | 'text' | 'nothing';
  /** Variables of the power laws of its series; the first is drawn, and predicts runs. */
  readonly laws: readonly LawVariable[];
  /** What is fitted beside these. */
  readonly fits: readonly FitName[];
  /** Whether these laws have a floor, until a person says otherwise. */
  readonly floor: FloorChoice;
  readonly runs: Readonly<Record<ExperimentSize, readonly RunSettings[]>>;
  /** What was seen of what the result claims, when its runs have ended. */
  conclude(evidence: Evidence): Finding[];
}

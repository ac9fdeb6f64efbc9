import type { Subject } from '../analysis/subject.ts';
import type { FitName, LawVariable } from '../../laws/analysis/request.ts';
import type { FloorChoice } from '../../laws/power-law/choose-floor.ts';
import type { Evidence, Finding } from './conclusion.ts';
import type { RunSettings } from '../plan/run-settings.ts';

/** `quick` takes under five minutes on a laptop's GPU. */
export type ExperimentSize = 'full' | 'quick';

/** An experiment, as data: what it trains, what it fits and shows, and how it judges its result. */
export interface Preset {
  readonly title: string;
  /** The result it reproduces, in a sentence, with its source. */
  readonly result: string;
  /** What differs between runs. */
  readonly varies: string;
  /** It trains `runs`, counts the words of a `text`, or does `nothing` but arithmetic. */
  readonly measures: 'runs' | 'text' | 'nothing';
  /** Variables of the power laws of its series. The first is drawn, and predicts runs. */
  readonly laws: readonly LawVariable[];
  /** What is fitted beside these laws. */
  readonly fits: readonly FitName[];
  /** Whether these laws have a floor, until a person chooses otherwise. */
  readonly floor: FloorChoice;
  /** Which law the experiment is about: the page states it, draws it and shows its residuals. */
  readonly subject: Subject;
  /** What its runs hold fixed, and so cannot tell. */
  readonly caveats: readonly string[];
  /** How to read the floor of its law; left out where the text is a natural one. */
  readonly floorCaveat?: string;
  /** Names of the charts it shows, in this order: rows of `CHARTS` in `src/page/views/experiment-charts.ts`. */
  readonly views: readonly string[];
  /** What the page calls one of its runs: `width` where runs differ in nothing else. */
  readonly unit: 'run' | 'width';
  /** Whether a person may set its runs in the form. */
  readonly editable: boolean;
  readonly runs: Readonly<Record<ExperimentSize, readonly RunSettings[]>>;
  /** Judges each claim of the result when the runs have ended. */
  conclude(evidence: Evidence): Finding[];
}

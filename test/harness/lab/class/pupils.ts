// Pupils of a class with results from a known law. Trains nothing, and makes pieces without the code that the page uses for it.
import type { Piece } from '../../../../src/lab/class/piece.ts';
import { pieceText } from '../../../../src/lab/class/piece-text.ts';
import type { ExperimentId } from '../../../../src/lab/experiments/presets.ts';
import type { ExperimentSize } from '../../../../src/lab/experiments/preset.ts';
import { ownDraft, readSelection } from '../../../../src/lab/experiments/selection.ts';
import { planRuns, type PlannedRun } from '../../../../src/lab/plan/plan-runs.ts';
import type { SweepDraft } from '../../../../src/lab/plan/sweep-settings.ts';
import type { Machine } from '../../../../src/lab/runs/run-origin.ts';

export const MACHINES: readonly Machine[] = [
  { adapter: 'intel gen-12lp', software: false, browser: 'Chrome 142', system: 'Windows' },
  { adapter: 'apple metal-3', software: false, browser: 'Safari 26.0', system: 'macOS' },
  { adapter: 'nvidia ampere', software: false, browser: 'Chrome 142', system: 'Linux' },
  { adapter: 'amd rdna-2', software: false, browser: 'Edge 142', system: 'Windows' },
  { adapter: 'qualcomm adreno-7xx', software: false, browser: 'Chrome 142', system: 'Android' },
  { adapter: 'arm valhall', software: false, browser: 'Chrome 142', system: 'ChromeOS' },
  { adapter: 'google swiftshader', software: true, browser: 'Chrome 142', system: 'Linux' },
];

/** When the first piece of a class is made, in seconds since 1970. */
export const BEGUN = Date.UTC(2026, 10, 30, 9) / 1000;

export interface PupilSays {
  readonly name?: string;
  /** Place in the class, from 0: gives the id, the part, the seeds and the machine. */
  readonly place: number;
  readonly id?: string;
  readonly lesson?: string;
  /** Title of the lesson. */
  readonly title?: string;
  readonly parts?: number;
  readonly experiment?: ExperimentId;
  readonly size?: ExperimentSize;
  readonly draft?: Partial<SweepDraft>;
  readonly machine?: Machine;
  /** Indexes of the runs that are finished; all of them if left out. */
  readonly finished?: readonly number[];
  /** Seconds after the first piece. */
  readonly after?: number;
  /** Added to every loss, as if it had been measured again. */
  readonly off?: number;
}

/** The loss of one model: a power law of N, with a spread between seeds and a smaller one between machines. */
export function lossOf({ parameters }: PlannedRun, seed: number, machine: Machine): number {
  const noise = Math.sin(seed * 12.9898 + parameters.nonEmbedding) * 0.01;
  const kind = MACHINES.findIndex(({ adapter }) => adapter === machine.adapter);
  return Math.fround(1.2 + 9 * parameters.nonEmbedding ** -0.2 + noise + kind * 0.001);
}

/** The results of a pupil. */
export function pieceOfPupil(says: PupilSays): Piece {
  const { place, experiment = 'widths', size = 'quick', parts = 30, off = 0 } = says;
  const machine = says.machine ?? MACHINES[place % MACHINES.length];
  if (machine === undefined) throw new Error('no machine');
  const selection = {
    experiment,
    size,
    draft: { ...ownDraft(experiment, size), seed: String(1 + place), ...says.draft },
  };
  const planned = planRuns(readSelection(selection).runs, 'test');
  const finished = says.finished ?? planned.map((_, i) => i);
  return {
    lesson: says.lesson ?? 'ab12cd34',
    pupil: says.id ?? `pupil${String(place).padStart(3, '0')}`,
    name: says.name ?? '',
    part: parts === 1 ? null : (place % parts) + 1,
    parts,
    made: BEGUN + (says.after ?? place),
    selection,
    machine,
    version: '0.1.0',
    runs: finished.map((index) => {
      const run = planned[index];
      if (run === undefined) throw new Error(`no run ${index}`);
      const losses = run.plan.lanes.map(({ initSeed }) => Math.fround(lossOf(run, initSeed, machine) + off));
      return { index, seconds: 10 + 3 * index + place, evaluations: [{ step: run.plan.steps, losses }] };
    }),
    title: says.title ?? '',
  };
}

export async function textOfPupil(says: PupilSays): Promise<string> {
  return pieceText(pieceOfPupil(says));
}

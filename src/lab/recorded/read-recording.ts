import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { Refusal } from '../../laws/refusal.ts';
import { readHistory } from '../files/history-file.ts';
import type { Run } from '../runs/run.ts';
import type { Sample } from '../runs/text-sample.ts';
import { renumbered } from '../storage/renumbered.ts';
import type { RecordedSweep, Recording } from './recordings.ts';

/** A recorded sweep with everything that the page shows of it. */
export interface RecordedResults {
  readonly recorded: RecordedSweep;
  readonly runs: readonly Run[];
  readonly samples: readonly Sample[];
  readonly ranks: RankFrequency | Refusal | null;
}

/** The experiments of a browser count from 1, so that no run of its own has the id of a recorded one. */
const NUMBER = 0;

/**
 * Reads the file of a recording, a history of one experiment. Its runs count as imported, so that nobody takes their models for
 * saved ones, or their speed for that of this machine.
 * @throws {ImportRefused}
 */
export function readRecording(recording: Recording, json: string): RecordedResults {
  const [only, ...others] = readHistory(json);
  if (only === undefined || others.length > 0) throw new Error('a recording holds one experiment');
  const { saved, runs } = renumbered(only.saved, only.runs, NUMBER);
  const { experiment, draft, samples, ranks } = saved;
  const imported = { file: 'the recorded sweep', whole: true };
  return {
    recorded: { ...recording, experiment, draft },
    runs: runs.map((run) => ({ ...run, imported })),
    samples,
    ranks,
  };
}

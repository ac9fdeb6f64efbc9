import type { RankFrequency } from '../../corpus/rank-frequency.ts';
import type { Refusal } from '../../laws/refusal.ts';
import type { Selection } from '../experiments/selection.ts';
import { readHistory } from '../files/history-file.ts';
import type { Run } from '../runs/run.ts';
import type { Sample } from '../runs/text-sample.ts';
import { renumbered } from '../storage/renumbered.ts';

/** What a recording shows. */
export interface RecordedResults extends Selection {
  readonly runs: readonly Run[];
  readonly samples: readonly Sample[];
  readonly ranks: RankFrequency | Refusal | null;
}

/** The experiments of a browser count from 1, so that no run of its own has the id of a recorded one. */
const NUMBER = 0;

/**
 * Reads a recording, a history file of one experiment. Its runs count as imported, so that nobody takes their models for
 * saved ones, or their speed for that of this machine.
 * @throws {ImportRefused}
 */
export function readRecording(json: string): RecordedResults {
  const [only, ...others] = readHistory(json);
  if (only === undefined || others.length > 0) throw new Error('a recording holds one experiment');
  const { saved, runs } = renumbered(only.saved, only.runs, NUMBER);
  const { experiment, size, draft, samples, ranks } = saved;
  const imported = { file: 'the recorded sweep', whole: true };
  return { experiment, size, draft, samples, ranks, runs: runs.map((run) => ({ ...run, imported })) };
}

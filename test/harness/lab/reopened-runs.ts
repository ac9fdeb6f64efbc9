import { readFiles } from '../../../src/lab/files/read-files.ts';
import type { Run } from '../../../src/lab/runs/run.ts';

/** The runs that a file of results gives back. @throws if it is refused, or is no file of results */
export function reopenedRuns(name: string, text: string): readonly Run[] {
  const read = readFiles([{ name, bytes: new TextEncoder().encode(text) }]);
  if ('refused' in read) throw new Error(read.refused);
  if (read.kind !== 'results') throw new Error(`read as ${read.kind}`);
  return read.results[0]?.runs ?? [];
}

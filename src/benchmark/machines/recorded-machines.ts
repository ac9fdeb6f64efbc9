import { H200 } from './h200.ts';
import type { RecordedFile, RecordedMachine } from './recorded-machine.ts';

const FILES = import.meta.glob<RecordedFile>('./recorded/*.json', { import: 'default', eager: true });

/** The machines that come with the page. `npm run record:machine` adds one. */
export const RECORDED_MACHINES: readonly RecordedMachine[] = [
  H200,
  ...Object.values(FILES).map(({ source, summary }) => ({
    machine: summary.machine,
    result: summary,
    source,
  })),
];

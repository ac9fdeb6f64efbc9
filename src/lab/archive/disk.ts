import { Archive } from './archive.ts';
import { Seat } from './seat.ts';

/** Where experiments are kept, and the right to write there. */
export interface Disk {
  /** Rejects where the browser keeps nothing. */
  open(): Promise<Archive>;
  seat: Pick<Seat, 'take' | 'announce' | 'watch'>;
}

/** This browser's. */
export function browserDisk(): Disk {
  return { open: () => Archive.open(), seat: new Seat() };
}

/** The exit codes of `loglog`, from `sysexits.h` of BSD where it has one. A scheduler decides by them what to do. */
export const EXIT = {
  done: 0,
  /** What was asked for can never be done: trying again is of no use. */
  usage: 64,
  /** A file that was named is not there. */
  noInput: 66,
  /** No adapter. Another machine may have one. */
  noAdapter: 69,
  /** The adapter or the engine failed in a way that says nothing about the run. */
  fault: 70,
  /** A file cannot be written. */
  disk: 74,
  /** Not all is done, and trying again goes on from there. */
  again: 75,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command with one sentence for people and a code for schedulers. */
export class Ended extends Error {
  constructor(
    readonly code: ExitCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Codes of errors of the file system that mean that there is no room, or no right, to write. */
const DISK = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EISDIR']);

/** The end that an error of the file system means; the error itself if it is another one. */
export function diskEnd(error: unknown, folder: string): unknown {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (!(error instanceof Error) || typeof code !== 'string' || !DISK.has(code)) return error;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  const what = isFull ? `The disk of ${folder} is full` : `${folder} cannot be written`;
  const words = `${what} (${error.message}). What was saved before is whole: make room and start again.`;
  return new Ended(EXIT.disk, words, { cause: error });
}

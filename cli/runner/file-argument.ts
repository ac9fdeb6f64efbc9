import { Ended, EXIT } from './exit.ts';

/** The one file that a command is given. @throws {Ended} for none or several */
export function fileOf([file, ...more]: readonly string[], command: string): string {
  if (file !== undefined && more.length === 0) return file;
  const given = file === undefined ? 'none was given' : `${more.length + 1} were given`;
  throw new Ended(
    EXIT.usage,
    `loglog ${command} reads one experiment file, as the page saves it, and ${given}.`,
  );
}

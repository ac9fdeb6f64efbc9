import { MOST_TEXT_BYTES } from '../../../corpus/own-text/coding.ts';

/** A file that has not been loaded. */
export type ReadableFile = Pick<File, 'name' | 'size' | 'arrayBuffer' | 'slice'>;

/** Why files are not loaded as one text; empty if they may be. */
export function refuseFileSizes(files: readonly ReadableFile[]): string {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size <= MOST_TEXT_BYTES) return '';
  const [most, has] = [MOST_TEXT_BYTES, size].map((bytes) => bytes.toLocaleString('en'));
  return `A text may have at most ${most} bytes in all, and ${files.length === 1 ? 'this file has' : 'these files have'} ${has}.`;
}

/** How much of a file shows what it is. */
const START_BYTES = 64_000;
/** Lines that show whether a text is a table. */
const LINES = 20;

/**
 * Whether files are a text to train on: all are named `.txt`, and none is a table of runs or JSON by its first lines.
 */
export async function areText(files: readonly ReadableFile[]): Promise<boolean> {
  if (files.length === 0 || !files.every(({ name }) => /\.(txt|text)$/i.test(name))) return false;
  const starts = await Promise.all(
    files.map(async (file) => new TextDecoder().decode(await file.slice(0, START_BYTES).arrayBuffer())),
  );
  return !starts.some((start) => isJson(start) || isTable(start));
}

function isJson(start: string): boolean {
  return /^\s*(\{\s*"|\[\s*[[{"\d])/.test(start);
}

/** Whether every one of the first lines has the same number of cells, with a number in each line below the header. */
function isTable(start: string): boolean {
  const lines = start
    .split(/\r\n|[\r\n]/)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES);
  // The last line may be cut off.
  const whole = start.length < START_BYTES ? lines : lines.slice(0, -1);
  return [',', ';', '\t', '|'].some((delimiter) => {
    const rows = whole.map((line) => line.split(delimiter));
    const columns = rows[0]?.length ?? 0;
    return (
      columns > 1 &&
      rows.length > 1 &&
      rows.every((row) => row.length === columns) &&
      rows.slice(1).every((row) => row.some(isNumber))
    );
  });
}

function isNumber(cell: string): boolean {
  return /^\s*["']?[+-]?\d/.test(cell) && !Number.isNaN(parseFloat(cell.replaceAll(/["'\s]/g, '')));
}

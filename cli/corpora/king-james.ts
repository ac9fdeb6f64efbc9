import { spawnSync } from 'node:child_process';

/** `Ge1:1 In the beginning …`; one label lacks its verse. */
const VERSE = /^(\d?[A-Za-z]+\d+):\d* (.+)$/;

/** Bytes before the size of a window. */
const HEADER = 0x54;
/** What begins a file of Unix `compress` with codes of up to 16 bits. */
const MAGIC = Buffer.from([0x1f, 0x9d, 0x90]);

/**
 * The lines of `bible.data` as the Bible Retrieval System packs them: after a header the size of a window, the number of
 * windows and the place of each (big-endian), then each window as Unix `compress` packs it, without its magic.
 */
export function unpackBible(data: Buffer): string[] {
  const [size, count] = [data.readUInt32BE(HEADER), data.readUInt32BE(HEADER + 4)];
  const places = Array.from({ length: count + 1 }, (_, i) => data.readUInt32BE(HEADER + 8 + 4 * i));
  const windows = places.slice(0, -1).map((place, i) => {
    const input = Buffer.concat([MAGIC, data.subarray(place, places[i + 1])]);
    const { status, stdout } = spawnSync('gzip', ['-dc'], { input });
    const isWhole = stdout.length === size || i === count - 1;
    if (status !== 0 || !isWhole) throw new Error(`gzip cannot unpack window ${i} of the Bible.`);
    return stdout;
  });
  return Buffer.concat(windows).toString('latin1').split('\n');
}

/**
 * The chapters of lines with a verse each: its verses in one paragraph, without their labels.
 *
 * @param lines the first is a title
 */
export function chaptersOf([, ...lines]: readonly string[]): string[] {
  const chapters: { name: string; verses: string[] }[] = [];
  for (const line of lines.filter((words) => words !== '')) {
    const [, name = '', verse = ''] = VERSE.exec(line) ?? [];
    if (name === '') throw new Error(`No verse: ${JSON.stringify(line)}`);
    if (chapters.at(-1)?.name !== name) chapters.push({ name, verses: [] });
    chapters.at(-1)?.verses.push(verse.trim());
  }
  return chapters.map(({ verses }) => verses.join(' '));
}

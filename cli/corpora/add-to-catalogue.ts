import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { ROOT } from '../../scripts/set-up.mjs';
import type { CorpusEntry } from '../../src/corpus/catalogue.ts';
import { packText } from './pack-text.ts';

const CATALOGUE = 'src/corpus/catalogue.json';
const ORIGINS = 'src/corpus/origins.json';
const PART_SUMS = 'src/corpus/part-sums.json';

const Entries = v.array(v.looseObject({ id: v.string() }));
const ById = v.record(v.string(), v.unknown());

/** Where a corpus is from. */
export interface Origin {
  source: string;
  licence: string;
}

/** Packs a corpus in the place of an earlier one of its id, and lists it and its parts. Other corpora stay as they are. */
export async function addToCatalogue(
  { licence, source, ...entry }: CorpusEntry & Origin,
  content: Buffer,
): Promise<void> {
  const folder = join(ROOT, 'public/corpora');
  rmSync(join(folder, entry.id), { recursive: true, force: true });
  const { heldOut, training } = await packText(folder, entry, content);
  const entries = v.parse(Entries, readJson(CATALOGUE));
  const place = entries.findIndex(({ id }) => id === entry.id);
  writeJson(CATALOGUE, place < 0 ? [...entries, entry] : entries.with(place, { ...entry }));
  writeJson(ORIGINS, { ...v.parse(ById, readJson(ORIGINS)), [entry.id]: { source, licence } });
  writeJson(PART_SUMS, { ...v.parse(ById, readJson(PART_SUMS)), [entry.id]: { training, heldOut } });
  const packed = [...training, ...heldOut].reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  console.log(
    `${entry.id}: ${content.length} bytes, ${packed} packed in ${training.length} training parts and ${heldOut.length} held out`,
  );
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}

/** @param file from the root of the repository */
export function writeJson(file: string, value: unknown): void {
  writeFileSync(join(ROOT, file), `${JSON.stringify(value, null, 2)}\n`);
}

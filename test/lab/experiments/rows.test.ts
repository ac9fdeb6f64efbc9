import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../../src/corpus/catalogue.ts';
import { partFiles } from '../../../src/corpus/part-files.ts';
import { KNOWN_SOURCES } from '../../../src/corpus/known-sources.ts';
import { PRESETS } from '../../../src/lab/experiments/presets.ts';
import { readResults } from '../../../src/lab/files/results-file.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { CORPUS_TITLES } from '../../../src/lab/plan/corpora.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { RECIPE } from '../../../src/lab/plan/recipe.ts';
import { queuedRun } from '../../../src/lab/runs/run.ts';

const root = (path: string) => new URL(`../../../${path}`, import.meta.url);
const files = (folder: string) => readdirSync(root(folder));
const read = (path: string) => readFileSync(root(path), 'utf8');

/** Files of `src/lab/experiments` that export a preset, each with the name of the export. */
const presetFiles = files('src/lab/experiments').flatMap((file) => {
  const name = /export const (\w+) = \{[^]*\} satisfies Preset;/.exec(
    read(`src/lab/experiments/${file}`),
  )?.[1];
  return name === undefined ? [] : [{ file, name }];
});

test('every file with a preset has a row in PRESETS', async () => {
  const rows: unknown[] = Object.values(PRESETS);
  const missing: string[] = [];
  for (const { file, name } of presetFiles) {
    const module = (await import(root(`src/lab/experiments/${file}`).href)) as Record<string, unknown>;
    if (!rows.includes(module[name])) missing.push(`${name} of src/lab/experiments/${file}`);
  }
  expect(missing).toEqual([]);
  expect(presetFiles).toHaveLength(rows.length);
});

test('every chart has a row in CHARTS', () => {
  const table = read('src/page/views/charts.ts');
  const charts = files('src/page/views').filter((file) => file.endsWith('-chart.ts'));
  const missing = charts.filter((file) => {
    const tag = file.replace(/\.ts$/, '');
    return (
      !(table.includes(`import './${file}';`) || table.includes(`import('./${file}')`)) ||
      !table.includes(`<${tag} `)
    );
  });
  expect(missing).toEqual([]);
  expect(charts.length).toBeGreaterThan(0);
});

test('every packed file is a part of a text in the catalogue', () => {
  const parts = catalogue.flatMap((entry) => {
    const { training, heldOut } = partFiles(entry);
    return [...training, ...heldOut].map(({ file }) => file);
  });
  const packed = catalogue.flatMap(({ id }) => files(`public/corpora/${id}`).map((file) => `${id}/${file}`));
  expect(packed.toSorted()).toEqual(parts.toSorted());
  expect(files('public/corpora').toSorted()).toEqual(catalogue.map(({ id }) => id).toSorted());
});

test('every kind of source has a row in KNOWN_SOURCES', () => {
  const kinds = [...read('src/corpus/source-rule.ts').matchAll(/case '([^']+)':/g)].map(([, kind]) => kind);
  const rows = new Set<string | undefined>(KNOWN_SOURCES.map(({ rule }) => rule.kind));
  expect(kinds.filter((kind) => !rows.has(kind))).toEqual([]);
  expect(kinds.length).toBeGreaterThan(0);
});

test.each(Object.keys(CORPUS_TITLES))('results on the corpus %s are read back from their file', (corpus) => {
  const { items } = catalogue.find(({ id }) => id === corpus) ?? {};
  const context = items === undefined ? RECIPE.context : items.length - 1;
  const runs = planRuns([{ ...RECIPE, corpus, context }], 'sweep1', 'https://somewhere.example/').map(
    queuedRun,
  );
  const { runs: back } = readResults(resultsJson('widths', runs));
  expect(back.map(({ plan }) => plan.corpus)).toEqual(runs.map(({ plan }) => plan.corpus));
});

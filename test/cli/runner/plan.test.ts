import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Ended, EXIT } from '../../../cli/runner/exit.ts';
import { plan } from '../../../cli/runner/plan.ts';
import { readSweep } from '../../../cli/runner/read-sweep.ts';
import { ownDraft, type Selection } from '../../../src/lab/experiments/selection.ts';
import { experimentJson } from '../../../src/lab/files/experiment-json.ts';
import { linkOf } from '../../../src/lab/files/link.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'plan-'));
afterAll(() => rmSync(folder, { recursive: true }));

const QUICK: Selection = { experiment: 'widths', size: 'quick', draft: ownDraft('widths', 'quick') };

function saved(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

interface Rows {
  runs: { run: string; parameters: number; tokens: number; flops: number; bytes: number; share: number }[];
  shares: { share: number; flops: number }[];
}

test('the plan of a saved experiment has the runs of the page, with N, D and C, each in one share', () => {
  const file = saved('quick.json', experimentJson(QUICK));
  const { runs, shares } = JSON.parse(plan([file, '--of', '3', '--json'])) as Rows;
  const own = planRuns(presetRuns('widths', 'quick'), 'page');
  expect(runs.map(({ parameters, tokens, flops }) => [parameters, tokens, flops])).toEqual(
    own.map(({ parameters, tokens, flops }) => [parameters.nonEmbedding, tokens, flops]),
  );
  expect(shares.map(({ share }) => share)).toEqual([0, 1, 2]);
  expect(shares.reduce((sum, { flops }) => sum + flops, 0)).toBe(
    runs.reduce((sum, { flops }) => sum + flops, 0),
  );
  expect(new Set(runs.map(({ run }) => run)).size).toBe(runs.length);
  for (const { bytes } of runs) expect(bytes).toBeGreaterThan(0);
});

test('a link, a file that holds one, and the saved experiment are the same runs', () => {
  const link = `https://example.org/page/${linkOf(QUICK)}`;
  const names = [saved('same.json', experimentJson(QUICK)), link, saved('link.txt', `${link}\n`)].map(
    (source) => readSweep(source).runs.map(({ name }) => name),
  );
  expect(names[1]).toEqual(names[0]);
  expect(names[2]).toEqual(names[0]);
});

test('a run keeps its name if another run joins the sweep, and gets another one with another seed', () => {
  const namesOf = (draft: Partial<Selection['draft']>) =>
    readSweep(linkOf({ ...QUICK, draft: { ...QUICK.draft, ...draft } })).runs.map(({ name }) => name);
  expect(namesOf({ widths: '16, 24, 32' })).toEqual(expect.arrayContaining(namesOf({ widths: '16, 32' })));
  expect(namesOf({ seed: '2' })).not.toEqual(expect.arrayContaining(namesOf({}).slice(0, 1)));
});

test.each([
  ['not JSON', '{', EXIT.usage, /the experiment is not JSON/i],
  [
    'a setting that breaks a rule',
    experimentJson({ ...QUICK, draft: { ...QUICK.draft, widths: '5000' } }),
    EXIT.usage,
    /widths: a width must be .*5000/,
  ],
  [
    'an experiment that trains nothing',
    experimentJson({ experiment: 'zipf', size: 'full', draft: ownDraft('zipf', 'full') }),
    EXIT.usage,
    /zipf trains no models/,
  ],
])('%s is refused with the rule', (name, text, code, rule) => {
  const file = saved(`${name}.json`, text);
  let end: unknown;
  try {
    plan([file]);
  } catch (error) {
    end = error;
  }
  expect(end).toBeInstanceOf(Ended);
  expect(end).toMatchObject({ code, message: expect.stringMatching(rule) as string });
});

test('a file that is not there, none and two are each one sentence', () => {
  expect(() => plan([join(folder, 'none.json')])).toThrow(/none.json cannot be read: /);
  expect(() => plan([])).toThrow('reads one experiment file, as the page saves it, and none was given.');
  expect(() => plan(['a', 'b'])).toThrow('and 2 were given.');
});

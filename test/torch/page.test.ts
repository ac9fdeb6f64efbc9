// Runs that a person trained on the page go to PyTorch by the button of the page.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../../cli/runner/exit.ts';
import { readEnded } from '../../cli/runner/run-files.ts';
import type { Run } from '../../src/lab/runs/run.ts';
import { largestGap, lossesOf } from '../harness/runner/loss-gaps.ts';
import { fillSettings, openTab, PATIENCE, Site } from '../harness/page/site.ts';

const { TORCH_PYTHON: PYTHON = 'python3' } = process.env;

/** Largest difference of a loss, as a share of it. */
const CLOSE = 2e-4;
const STEPS = 300;
const SETTINGS = { widths: '16, 24', layers: '1', context: '32', batch: '4', tokens: '38400' };

const folder = mkdtempSync(join(tmpdir(), 'page-to-torch-'));
const at = (...names: string[]) => join(folder, ...names);

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

function ended(program: string, ...args: string[]): string {
  const { status, stderr, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== EXIT.done) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

/** Trains one width to its end and a second one for some steps, and saves what the page gives for PyTorch. */
async function savedByPage(): Promise<void> {
  const page = await site.visit();
  await fillSettings(page, SETTINGS);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const second = `document.querySelector('loglog-app').lab.state.runs[1]`;
  await expect.poll(() => page.evaluate<number>(`${second}.step`), PATIENCE).toBeGreaterThan(20);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect.poll(() => page.evaluate(`${second}.state`), PATIENCE).toBe('stopped');
  await openTab(page, 'Runs');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('results-links').getByRole('button', { name: 'Continue in PyTorch' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('loglog-widths-pytorch.zip');
  await download.saveAs(at('runs.zip'));
  await page.close();
  ended(PYTHON, '-m', 'zipfile', '-e', at('runs.zip'), folder);
}

async function resultIn(...names: string[]): Promise<Run> {
  const found = await readEnded(at(...names));
  if (found === undefined) throw new Error(`${names.join('/')} has no result`);
  return found.run;
}

test('PyTorch trains a stopped run to the end, where our engine ends, and an ended run beyond it', async () => {
  await savedByPage();
  const [first = '', second = ''] = readdirSync(folder).filter((name) => name.startsWith('d-'));
  expect((await resultIn(first)).origin?.adapter).toMatch(/swiftshader/i);
  const { step } = JSON.parse(readFileSync(at(second, 'torch', 'run.json'), 'utf8')) as { step: number };
  expect(step).toBeGreaterThan(20);
  expect(step).toBeLessThan(STEPS);

  const beyond = ended(PYTHON, at('continue.py'), at(first), '10', '0.001').trim().split('\n');
  expect(beyond).toHaveLength(11);
  expect(beyond[0]).toMatch(new RegExp(`^step ${STEPS + 1}: \\d\\.\\d+$`));
  const { evaluations } = await resultIn(first);
  const validation = Number(/^validation: (\S+)$/.exec(beyond[10] ?? '')?.[1]);
  expect(Math.abs(validation - (evaluations.at(-1)?.losses[0] ?? NaN))).toBeLessThan(0.05);
  expect(readdirSync(at(first, 'continued'))).toContain('model.pt');

  ended(PYTHON, at('sweep.py'), folder);
  const theirs = await resultIn(second);
  expect(theirs).toMatchObject({ state: 'finished', step: STEPS });

  // The same sweep in our engine, from its first step.
  writeFileSync(at('again.json'), readFileSync(at('experiment.json')));
  ended(
    process.execPath,
    'scripts/run.mjs',
    'cli/runner/loglog.ts',
    'sweep',
    at('again.json'),
    '--out',
    at('ours'),
  );
  const ours = await resultIn('ours', second);
  expect(ours.curve.steps).toBe(STEPS);
  expect(lossesOf(theirs)).toHaveLength(lossesOf(ours).length);
  expect(largestGap(lossesOf(theirs), lossesOf(ours))).toBeLessThan(CLOSE);
}, 600_000);

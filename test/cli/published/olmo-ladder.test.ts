import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { olmoLadder } from '../../../cli/published/olmo-ladder.ts';
import { fit } from '../../harness/scripts/fit-command.ts';

const LADDER = 'test/fixtures/runs/olmo.csv';
/** Which the authors predicted for the 13B run. */
const PUBLISHED = 2.34438731;

const folder = mkdtempSync(join(tmpdir(), 'olmo-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('16 small runs of the ladder predict the loss of the 13B run that its authors published', () => {
  copyFileSync(LADDER, join(folder, 'olmo_ladder_c4_17.csv'));
  const checks = olmoLadder(folder);
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
  expect(checks.find(({ what }) => what === 'its predicted loss')?.value).toBeCloseTo(PUBLISHED, 6);
});

test('`--hold-out 1` leaves the 13B run out and predicts it', () => {
  const { status, output } = fit(readFileSync(LADDER, 'utf8'), '--law', 'chinchilla', '--hold-out', '1');
  expect(status).toBe(0);
  expect(output).toMatch(/\n16 runs; objective .* reached from 24 of 24 starts/);
  expect(output).toMatch(/\nheld out, N = 1\.3202e\+10, D = 5\.0001e\+12: predicted 2\.3444 \(/);
});

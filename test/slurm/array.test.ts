import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../../cli/runner/exit.ts';
import { merge } from '../../cli/runner/merge.ts';
import { experimentJson } from '../../src/lab/files/experiment-json.ts';
import { readResults } from '../../src/lab/files/results-file.ts';
import { finalLosses } from '../../src/lab/runs/run.ts';
import { fitPowerLaw } from '../../src/laws/power-law/power-law.ts';
import { LocalSlurm } from '../harness/slurm/local-slurm.ts';
import { TINY } from '../harness/runner/tiny-sweep.ts';

const COMMAND = ['scripts/run.mjs', 'cli/runner/loglog.ts'];

/** Four runs of 500 steps, so that tasks are killed while they train. */
const SWEEP = { ...TINY, draft: { ...TINY.draft, widths: '8, 12, 16, 20', tokens: '64000', lanes: '1' } };

const slurm = new LocalSlurm();
const at = (...names: string[]) => join(slurm.folder, ...names);
beforeAll(() => slurm.start());
afterAll(() => slurm.end());

test('an array of four, of which one task is killed and one is asked to end, gives the law of one process', async () => {
  const file = at('experiment.json');
  writeFileSync(file, experimentJson(SWEEP));
  const options = ['--array=0-3', '--gres=none', '--cpus-per-task=1', `--output=${at('loglog-%a.log')}`];
  const job = slurm.submit({}, ...options, 'cluster/slurm.sbatch', file, at('runs'));

  await eventOf(0, 'progress');
  slurm.ask(`${job}_0`);
  await eventOf(1, 'progress');
  slurm.requeue(`${job}_1`);
  await slurm.finished();
  const straight = spawnSync(process.execPath, [...COMMAND, 'sweep', file, '--out', at('straight')], {
    encoding: 'utf8',
  });
  expect(straight.status).toBe(EXIT.done);

  // The task that was asked to end saved its state, was started again, and went on from there.
  const [first, second] = [0, 1].map((task) => eventsOf(task));
  const saved = first?.find(({ event }) => event === 'stopped')?.step;
  expect(saved).toBeGreaterThan(0);
  expect(first?.findLast(({ event }) => event === 'begun')).toMatchObject({ step: saved });
  expect(second?.filter(({ event }) => event === 'begun')).toHaveLength(2);

  const [array, whole] = [await merged('runs'), await merged('straight')];
  expect(array).toEqual(whole);
});

interface Event {
  event: string;
  step?: number;
}

/** Every event that a task has told, in all its attempts. */
function eventsOf(task: number): Event[] {
  const log = at(`loglog-${task}.log`);
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  return lines.flatMap((line) =>
    line.startsWith('{') && line.endsWith('}') ? [JSON.parse(line) as Event] : [],
  );
}

async function eventOf(task: number, name: string): Promise<void> {
  while (!eventsOf(task).some(({ event }) => event === name)) await wait(100);
}

/** The losses and the law of a merged folder, without what differs by the clock. */
async function merged(folder: string) {
  const out = at(`${folder}.json`);
  const { code, report } = await merge([at(folder), '--out', out]);
  expect(code).toBe(EXIT.done);
  expect(report.runs).toBe(readdirSync(at(folder)).length - 1);
  const { runs } = readResults(readFileSync(out, 'utf8'));
  const points = runs.map((run) => ({ x: run.parameters.nonEmbedding, loss: finalLosses(run)?.[0] ?? NaN }));
  const law = fitPowerLaw(points, { floor: false });
  if ('refused' in law) throw new Error(law.refused);
  const { scale, exponent, residuals } = law;
  return {
    law: { scale, exponent, residuals },
    losses: runs.map(({ label, curve, evaluations }) => ({ label, curve, evaluations })),
  };
}

import { beforeEach, expect, test } from 'vitest';
import { WorkerAnalyst } from '../../../src/lab/analysis/worker-analyst.ts';
import { NO_ANALYSIS } from '../../../src/laws/analysis/request.ts';
import type { AnalysisRequest } from '../../../src/laws/analysis/request.ts';
import type { OnProgress } from '../../../src/laws/stats/replicates.ts';
import type { Analysis } from '../../../src/laws/analysis/analyse.ts';

const REQUEST: AnalysisRequest = {
  runs: [],
  laws: [],
  fits: [],
  options: { floor: 'auto', convention: 'non-embedding', loss: 'huber' },
};
const OTHER: AnalysisRequest = { ...REQUEST, laws: ['N'] };

/** A process that does what a test says. */
interface Scripted {
  readonly requests: AnalysisRequest[];
  give: (analysis: Analysis) => void;
  fail: (error: Error) => void;
  tell: OnProgress;
  die: (message: string) => void;
  ended: boolean;
}

let processes: Scripted[];
let analyst: WorkerAnalyst;
let told: number[];
const onProgress: OnProgress = (done) => told.push(done);

beforeEach(() => {
  processes = [];
  told = [];
  analyst = new WorkerAnalyst((die) => {
    const process: Scripted = {
      requests: [],
      give: () => {},
      fail: () => {},
      tell: () => {},
      die,
      ended: false,
    };
    processes.push(process);
    return {
      analyse: (request, tell) =>
        new Promise((give, fail) => {
          process.requests.push(request);
          Object.assign(process, { give, fail, tell });
        }),
      end: () => {
        process.ended = true;
      },
    };
  });
});

const process = (index: number): Scripted => {
  const found = processes[index];
  if (found === undefined) throw new Error(`no process ${index}`);
  return found;
};

test('no process is started before it is needed, and one answers many requests', async () => {
  expect(processes).toHaveLength(0);
  for (const request of [REQUEST, OTHER]) {
    const answer = analyst.analyse(request, onProgress);
    process(0).give(NO_ANALYSIS);
    expect(await answer).toBe(NO_ANALYSIS);
  }
  expect(processes).toHaveLength(1);
  expect(process(0).requests).toEqual([REQUEST, OTHER]);
});

test('a process that is prepared answers the first request', async () => {
  analyst.prepare();
  analyst.prepare();
  expect(processes).toHaveLength(1);
  const answer = analyst.analyse(REQUEST, onProgress);
  process(0).give(NO_ANALYSIS);
  expect(await answer).toBe(NO_ANALYSIS);
  expect(processes).toHaveLength(1);
});

test('a later request ends the process of the earlier one, which returns null', async () => {
  const stale = analyst.analyse(REQUEST, onProgress);
  const answer = analyst.analyse(OTHER, onProgress);
  expect(await stale).toBeNull();
  expect(process(0).ended).toBe(true);
  process(0).tell(50, 100);
  process(0).give({ ...NO_ANALYSIS });
  process(1).tell(70, 100);
  process(1).give(NO_ANALYSIS);
  expect(await answer).toBe(NO_ANALYSIS);
  expect(told).toEqual([70]);
});

test('a cancelled request is answered with null; cancelling without one does nothing', async () => {
  const stale = analyst.analyse(REQUEST, onProgress);
  analyst.cancel();
  expect(await stale).toBeNull();
  expect(process(0).ended).toBe(true);
  analyst.cancel();
  expect(processes).toHaveLength(1);
});

test('a process that dies fails its request with the reason, and the next request starts another', async () => {
  const lost = analyst.analyse(REQUEST, onProgress);
  process(0).die('out of memory');
  await expect(lost).rejects.toThrow('The process that makes fits has ended: out of memory.');
  const answer = analyst.analyse(OTHER, onProgress);
  expect(process(1).requests).toEqual([OTHER]);
  process(0).die('once more');
  process(1).give(NO_ANALYSIS);
  expect(await answer).toBe(NO_ANALYSIS);
});

test('a process that dies between requests is replaced without an error', async () => {
  const first = analyst.analyse(REQUEST, onProgress);
  process(0).give(NO_ANALYSIS);
  await first;
  process(0).die('idle');
  const second = analyst.analyse(OTHER, onProgress);
  process(1).give(NO_ANALYSIS);
  expect(await second).toBe(NO_ANALYSIS);
});

test('an error in a fit fails the request and does not end the process', async () => {
  const lost = analyst.analyse(REQUEST, onProgress);
  process(0).fail(new Error('no such fit'));
  await expect(lost).rejects.toThrow('no such fit');
  void analyst.analyse(OTHER, onProgress);
  expect(processes).toHaveLength(1);
});

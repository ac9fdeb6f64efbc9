import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProbeResult } from '../../../src/engine/trainer.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { LONE_TAB } from '../../harness/lab/lone-tab.ts';
import { ScriptedAnalyst } from '../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer, SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const BASE = 'https://somewhere.example/';
const NONE: ProbeResult = { kind: 'none', cause: 'no-adapter', detail: '' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A trainer that answers each question with the next of these; it never answers a question after them. */
class AskedTrainer extends ScriptedTrainer {
  readonly #answers: (() => Promise<ProbeResult>)[];

  constructor(...answers: (() => Promise<ProbeResult>)[]) {
    super();
    this.#answers = answers;
  }

  override probe(): Promise<ProbeResult> {
    return this.#answers.shift()?.() ?? new Promise(() => {});
  }
}

const labOf = (...answers: (() => Promise<ProbeResult>)[]): Lab =>
  new Lab(new AskedTrainer(...answers), new ScriptedAnalyst(), BASE);

test('a trainer that never answers is said to be silent', async () => {
  const lab = labOf();
  void lab.open();
  await vi.runAllTimersAsync();
  expect(lab.state.adapter).toMatchObject({ kind: 'none', cause: 'no-answer' });
});

test('a trainer that rejects is quoted', async () => {
  const lab = labOf(async () => {
    throw new Error('it broke');
  });
  await lab.open();
  expect(lab.state.adapter).toEqual({ kind: 'none', cause: 'no-adapter', detail: 'it broke' });
});

test('an answer that comes too late is still used', async () => {
  const lab = labOf(
    () => new Promise((resolve) => setTimeout(() => resolve({ ...SOFTWARE, software: false }), 600_000)),
  );
  void lab.open();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(lab.state.adapter.kind).toBe('none');
  await vi.runAllTimersAsync();
  expect(lab.state.adapter.kind).toBe('adapter');
});

test('a browser that is asked again may have an adapter, and a software adapter gets the quick sweep', async () => {
  const lab = labOf(
    async () => NONE,
    async () => SOFTWARE,
  );
  await lab.open();
  expect(lab.state).toMatchObject({ adapter: NONE, size: 'full' });
  await lab.askAgain();
  expect(lab.state).toMatchObject({ adapter: SOFTWARE, size: 'quick' });
});

test('an earlier question that is answered late does not replace a later answer', async () => {
  const lab = labOf(
    () => new Promise((resolve) => setTimeout(() => resolve(NONE), 100_000)),
    async () => SOFTWARE,
  );
  void lab.open();
  await vi.advanceTimersByTimeAsync(70_000);
  await lab.askAgain();
  await vi.runAllTimersAsync();
  expect(lab.state.adapter).toEqual(SOFTWARE);
});

test('a disk that never opens does not keep the adapter from being asked', async () => {
  const silent = {
    open: () => new Promise<never>(() => {}),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  };
  const lab = new Lab(new AskedTrainer(async () => SOFTWARE), new ScriptedAnalyst(), BASE, silent);
  void lab.open();
  await vi.runAllTimersAsync();
  expect(lab.state.adapter).toEqual(SOFTWARE);
});

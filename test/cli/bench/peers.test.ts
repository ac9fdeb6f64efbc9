import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { compare, type PeersResult } from '../../../bench/peers/compare.ts';
import type { Peer } from '../../../bench/peers/peer.ts';
import { peerTask } from '../../../bench/peers/peer-task.ts';
import { peersTable } from '../../../cli/bench/peers-table.ts';
import { trainingJob } from '../../../src/benchmark/device/training-job.ts';
import { entryOf } from '../../../src/benchmark/standard/entries.ts';
import { STANDARD } from '../../../src/benchmark/standard/standard.ts';
import { countParameters } from '../../../src/laws/counting/count-parameters.ts';
import { softwareAdapter } from '../../harness/scripts/software-adapter.ts';

const SIZE = { kind: 'transformer', width: 32, layers: 2 } as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** A library whose steps take so many milliseconds, and whose loss stays at the last of these values. */
function fake({ parameters = 10, losses = [5, 4], milliseconds = 100 }): Peer {
  let step = 0;
  return {
    parameters,
    async train(steps) {
      step += steps;
      vi.advanceTimersByTime(steps * milliseconds);
      return losses[Math.min(step, losses.length) - 1];
    },
    destroy() {},
  };
}

describe('the task for other libraries', () => {
  const { shape } = entryOf('64/4');
  const task = peerTask(trainingJob(shape, { windows: STANDARD.batch }));

  test('has every parameter of the model and no other number', () => {
    const count = [...task.initial.values()].reduce((sum, { values }) => sum + values.length, 0);
    expect(count).toBe(countParameters(shape).total);
  });

  test('has tensors as large as their shapes', () => {
    for (const [name, { shape: size, values }] of task.initial) {
      expect(values.length, name).toBe(size.reduce((product, length) => product * length, 1));
    }
  });

  test('has each next token as the target', () => {
    const { context, vocabulary } = shape;
    expect(task.inputs.length).toBe(STANDARD.batch * context);
    expect(task.targets.subarray(0, context - 1)).toEqual(task.inputs.subarray(1, context));
    expect(Math.max(...task.inputs, ...task.targets)).toBeLessThan(vocabulary);
  });
});

describe('a comparison', () => {
  const besideLoglog = (peer: Peer) =>
    compare(SIZE, [
      ['Loglog', fake({})],
      ['jax-js', peer],
    ]);

  test('returns parameters, losses, and the ratio of the times', async () => {
    const comparison = await besideLoglog(fake({ losses: [5, 4.0001], milliseconds: 250 }));
    expect(comparison).toMatchObject({ ...SIZE, parameters: 10, losses: [5, 4] });
    expect(comparison.times).toMatchObject([
      { name: 'Loglog', millisecondsPerStep: 100, ratio: 1 },
      { name: 'jax-js', millisecondsPerStep: 250, ratio: 2.5 },
    ]);
  });

  test('gives slow libraries five turns', async () => {
    const { times } = await besideLoglog(fake({ milliseconds: 60_000 }));
    expect(times.map(({ rounds }) => rounds.length)).toEqual([5, 5]);
  });

  test('refuses a library that trains another model', async () => {
    await expect(besideLoglog(fake({ parameters: 11 }))).rejects.toThrow(
      'jax-js has 11 parameters, Loglog 10',
    );
    await expect(besideLoglog(fake({ losses: [5, 4.1] }))).rejects.toThrow(
      'the loss of step 2 is 4.1 in jax-js and 4 in Loglog',
    );
  });

  test('refuses a library that does not learn', async () => {
    await expect(besideLoglog(fake({ losses: [5, 5] }))).rejects.toThrow(
      'jax-js does not learn its batch: loss 5, then 5',
    );
  });
});

test('the table shows milliseconds per step of each library and its ratio to Loglog', () => {
  const times = (name: 'Loglog' | 'jax-js', millisecondsPerStep: number, ratio: number) => ({
    name,
    millisecondsPerStep,
    ratio,
    rounds: [],
  });
  const result: PeersResult = {
    adapter: softwareAdapter,
    comparisons: [
      {
        ...SIZE,
        parameters: 43_904,
        losses: [],
        times: [times('Loglog', 100, 1), times('jax-js', 344.4, 3.444)],
      },
    ],
  };
  expect(peersTable(result).split('\n')).toEqual([
    'google swiftshader (software: says nothing about a GPU)',
    ' d/L  parameters  Loglog ms/step  jax-js ms/step  ÷ Loglog',
    '32/2       43904           100.0           344.4      3.44',
  ]);
});

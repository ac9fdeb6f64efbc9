import { expect, test } from 'vitest';
import { learnCompletion, soon } from '../../../src/engine/gpu/completion.ts';
import { readBytes, testGpu } from '../../harness/engine/test-gpu.ts';

/** A queue that answers after `delay` milliseconds, or as soon as something is submitted. */
class FakeQueue {
  readonly device = { queue: this } as unknown as GPUDevice;
  submits = 0;
  private readonly waiting = new Set<() => void>();

  constructor(private readonly delay: number) {}

  submit(): void {
    this.submits += 1;
    for (const tell of this.waiting) tell();
  }

  onSubmittedWorkDone(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.add(resolve);
      setTimeout(resolve, this.delay);
    });
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

test('a queue that polls for finished work on a timer is nudged only while anybody waits', async () => {
  const queue = new FakeQueue(60);
  await learnCompletion(queue.device);
  expect(queue.submits).toBe(0);
  await soon(queue.device, new Promise<void>((resolve) => setTimeout(resolve, 50)));
  expect(queue.submits).toBeGreaterThan(1);
  await pause(20);
  const { submits } = queue;
  await pause(50);
  expect(queue.submits).toBe(submits);
  await soon(queue.device, queue.onSubmittedWorkDone());
  expect(queue.submits).toBeGreaterThan(submits);
});

test('a queue that reports at once is not nudged', async () => {
  const queue = new FakeQueue(0);
  await learnCompletion(queue.device);
  await soon(queue.device, pause(30));
  expect(queue.submits).toBe(0);
});

test('the failure of a completion reaches the caller and ends the nudging', async () => {
  const queue = new FakeQueue(60);
  await learnCompletion(queue.device);
  await expect(soon(queue.device, Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  await pause(20);
  const { submits } = queue;
  await pause(30);
  expect(queue.submits).toBe(submits);
});

test('work is done when its completion settles', async () => {
  const { device, memory } = await testGpu();
  const view = memory.upload('words', Uint32Array.of(1, 2, 3, 4));
  device.queue.writeBuffer(view.buffer, view.offset, Uint32Array.of(5, 6, 7, 8));
  await expect(soon(device, device.queue.onSubmittedWorkDone())).resolves.toBeUndefined();
  expect([...new Uint32Array(await readBytes(device, view))]).toEqual([5, 6, 7, 8]);
});

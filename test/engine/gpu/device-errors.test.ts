import { afterEach, expect, test, vi } from 'vitest';
import { findAdapter, openDevice } from '../../../src/engine/gpu/adapter.ts';
import { checked, watchDevice } from '../../../src/engine/gpu/device-errors.ts';
import { PlacedError } from '../../../src/engine/gpu/placed-error.ts';
import { LocalTrainer } from '../../../src/engine/training/local-trainer.ts';
import type { RunPlan, TrainerEvent } from '../../../src/engine/trainer.ts';
import { tinyPlan } from '../../harness/engine/tiny-plan.ts';

const found = await findAdapter();
if ('kind' in found) throw new Error(`no adapter to test on: ${found.cause} ${found.detail}`);
const device = await openDevice(found.adapter);
const trainer = new LocalTrainer();

afterEach(() => vi.restoreAllMocks());

/** The message of an error or a failure, and its place. */
interface Said {
  place: string;
  message: string;
}

/** Why a promise was rejected. */
async function refusal(promise: Promise<unknown>): Promise<Said> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PlacedError)) throw new Error(`not refused with a place: ${String(error)}`);
  return error;
}

/** The last event of a run that must fail. */
function failureOf(events: readonly TrainerEvent[]): Said {
  const last = events.at(-1);
  if (last?.kind !== 'failed') throw new Error(`it must fail: ${last?.kind}`);
  return last;
}

async function train(
  plan: RunPlan,
  onEvent: (event: TrainerEvent) => void = () => {},
): Promise<TrainerEvent[]> {
  const events: TrainerEvent[] = [];
  await trainer.listen((event) => {
    events.push(event);
    onEvent(event);
  });
  await trainer.train(plan);
  return events;
}

/** Makes an error outside every error scope. */
function useWrongly(on: GPUDevice): void {
  const buffer = on.createBuffer({ size: 16, usage: GPUBufferUsage.STORAGE });
  on.queue.writeBuffer(buffer, 0, new Float32Array(16));
}

test("an error outside every error scope rejects the watch with the browser's message", async () => {
  const watch = watchDevice(device);
  useWrongly(device);
  const { place, message } = await refusal(watch.failed);
  expect(place).toBe('device');
  expect(message).toMatch(/buffer/i);
  watch.end();
});

test('a watch that has ended ignores later errors', async () => {
  const watch = watchDevice(device);
  watch.end();
  const said = new Promise<void>((resolve) => {
    device.addEventListener('uncapturederror', () => resolve(), { once: true });
  });
  useWrongly(device);
  await said;
  expect(await Promise.race([watch.failed, Promise.resolve('going on')])).toBe('going on');
});

test('buffers that are too large for the device are refused when they are made', async () => {
  const size = device.limits.maxBufferSize + 4;
  const making = checked(device, async () => device.createBuffer({ size, usage: GPUBufferUsage.STORAGE }));
  const { place, message } = await refusal(making);
  expect(place).toBe('set-up');
  expect(message).toContain(String(size));
});

test('buffers that exceed the memory of the GPU are refused with place memory', async () => {
  const size = device.limits.maxBufferSize;
  const made: GPUBuffer[] = [];
  const fill = async (): Promise<void> => {
    // Nothing is written into them, because unused memory costs the machine nothing.
    for (let i = 0; i < 64; i++) {
      await checked(device, async () =>
        made.push(device.createBuffer({ size, usage: GPUBufferUsage.STORAGE })),
      );
    }
  };
  const { place, message } = await refusal(fill());
  expect(place).toBe('memory');
  expect(message).toContain('the GPU has no memory left for this model');
  for (const buffer of made) buffer.destroy();
});

test('a run whose device reports an error while it trains ends as failed, and the next one trains', async () => {
  const create = vi.spyOn(GPUDevice.prototype, 'createCommandEncoder');
  let broken = false;
  const events = await train(tinyPlan({ steps: 2_000 }), (event) => {
    if (event.kind !== 'progress' || broken) return;
    broken = true;
    const used = create.mock.contexts.at(-1);
    if (!(used instanceof GPUDevice)) throw new Error('no device was used');
    useWrongly(used);
  });
  const { place, message } = failureOf(events);
  expect(place).toBe('device');
  expect(message).toMatch(/buffer/i);
  expect((await train(tinyPlan())).at(-1)).toMatchObject({ kind: 'finished', complete: true });
});

test('a run whose buffers the GPU refuses ends as failed before its first step, and the next one trains', async () => {
  const create = GPUDevice.prototype.createBuffer;
  const spy = vi.spyOn(GPUDevice.prototype, 'createBuffer');
  spy.mockImplementation(function (this: GPUDevice, descriptor) {
    const beyond = descriptor.label?.startsWith('parameters') ?? false;
    return create.call(this, beyond ? { ...descriptor, size: this.limits.maxBufferSize + 4 } : descriptor);
  });
  const refused = await train(tinyPlan());
  expect(refused.map(({ kind }) => kind)).not.toContain('started');
  expect(failureOf(refused).place).toBe('set-up');
  spy.mockRestore();
  const next = await train(tinyPlan());
  expect(next.at(-1)).toMatchObject({ kind: 'finished', complete: true });
});

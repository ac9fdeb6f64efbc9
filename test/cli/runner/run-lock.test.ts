import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { EXIT } from '../../../cli/runner/exit.ts';
import { lockRun } from '../../../cli/runner/run-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every open file refuses to be written, until this is restored or the test ends. */
async function fillDisk(): Promise<{ mockRestore(): void }> {
  const handle = await open(folder);
  const files = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  const spy = vi.spyOn(files, 'write').mockRejectedValue(full);
  onTestFinished(() => spy.mockRestore());
  return spy;
}

test('a full disk leaves no lock, and the run can be taken when there is room again', async () => {
  const disk = await fillDisk();
  await expect(lockRun(folder)).rejects.toMatchObject({
    code: EXIT.disk,
    message: expect.stringContaining(`The disk of ${folder} is full`) as string,
  });
  expect(readdirSync(folder)).toEqual([]);
  disk.mockRestore();
  const lock = await lockRun(folder);
  if (lock.kind === 'held') throw new Error(`held by ${lock.by}`);
  expect(readdirSync(folder)).toEqual(['lock']);
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

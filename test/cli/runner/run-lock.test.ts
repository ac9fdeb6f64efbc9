import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type * as promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { EXIT } from '../../../cli/runner/exit.ts';
import { lockRun } from '../../../cli/runner/run-lock.ts';

const disk = vi.hoisted(() => ({ full: false }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof promises>();
  const open: typeof real.open = async (...args) => {
    const handle = await real.open(...args);
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    if (disk.full) vi.spyOn(handle, 'write').mockRejectedValue(full);
    return handle;
  };
  return { ...real, open };
});

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a full disk leaves no lock, and the run can be taken when there is room again', async () => {
  disk.full = true;
  await expect(lockRun(folder)).rejects.toMatchObject({
    code: EXIT.disk,
    message: expect.stringContaining(`The disk of ${folder} is full`) as string,
  });
  expect(readdirSync(folder)).toEqual([]);
  disk.full = false;
  const lock = await lockRun(folder);
  if (lock.kind === 'held') throw new Error(`held by ${lock.by}`);
  expect(readdirSync(folder)).toEqual(['lock']);
  await lock.release();
  expect(readdirSync(folder)).toEqual([]);
});

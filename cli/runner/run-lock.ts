import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { link, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { diskEnd } from './exit.ts';

/** The process that trains a run writes into its lock so often. */
const BEAT_MILLISECONDS = 10_000;

/** A lock of another machine that is not written for so long is of a process that ended. File servers may show a write a minute late. */
const SILENT_MILLISECONDS = 180_000;

const holder = v.object({
  host: v.string(),
  pid: v.number(),
  started: v.string(),
  token: v.string(),
});

/** The process that holds a lock. */
export type Holder = v.InferOutput<typeof holder>;

/** A run that this process alone trains. */
export interface RunLock {
  readonly kind: 'taken';
  /** Whether it is still this process's. */
  isOurs(): Promise<boolean>;
  release(): Promise<void>;
}

/** A run that another process trains. */
export interface Held {
  readonly kind: 'held';
  /** The process and its machine in words. */
  readonly by: string;
}

/**
 * Takes the lock of a run's folder. A lock of a process that ended is taken over: at once on the same machine, else after three
 * minutes without a sign of life.
 */
export async function lockRun(folder: string): Promise<RunLock | Held> {
  const file = join(folder, 'lock');
  const token = randomUUID();
  const self: Holder = { host: machine(), pid: process.pid, started: startOf(process.pid), token };
  for (;;) {
    const handle = await open(file, 'wx').catch((error: unknown) => {
      if (isCode(error, 'EEXIST')) return undefined;
      throw diskEnd(error, folder);
    });
    if (handle !== undefined) return taken(file, handle, self);
    const held = await readLock(file);
    if (held === 'gone') continue;
    if (await isAlive(file, held)) return { kind: 'held', by: wordsOf(held) };
    if (!(await setAside(file, held, token))) return { kind: 'held', by: 'another process' };
  }
}

async function taken(file: string, handle: FileHandle, self: Holder): Promise<RunLock> {
  const text = JSON.stringify(self);
  await handle.write(text, 0).catch(async (error: unknown) => {
    await handle.close();
    // An empty lock would keep others away.
    await rm(file, { force: true });
    throw diskEnd(error, dirname(file));
  });
  // Written through the open file, so that a lock that was taken over is not written. The server's clock dates it.
  const beat = setInterval(() => void handle.write(text, 0).catch(() => {}), BEAT_MILLISECONDS);
  beat.unref();
  const isOurs = async (): Promise<boolean> => {
    const now = await readLock(file);
    return typeof now === 'object' && now?.token === self.token;
  };
  return {
    kind: 'taken',
    isOurs,
    async release() {
      clearInterval(beat);
      if (await isOurs()) await rm(file, { force: true });
      await handle.close();
    },
  };
}

/** What a lock says; undefined if its process has not written it yet. */
async function readLock(file: string): Promise<Holder | undefined | 'gone'> {
  try {
    const read = v.safeParse(holder, JSON.parse(await readFile(file, 'utf8')));
    return read.success ? read.output : undefined;
  } catch (error) {
    return isCode(error, 'ENOENT') ? 'gone' : undefined;
  }
}

async function isAlive(file: string, held: Holder | undefined): Promise<boolean> {
  if (held?.host === machine()) return held.started !== '' && startOf(held.pid) === held.started;
  return (await silence(file)) < SILENT_MILLISECONDS;
}

/** Milliseconds since a lock was written, by the clock of the file's server. */
async function silence(file: string): Promise<number> {
  const probe = `${file}.${randomUUID()}.tmp`;
  try {
    await (await open(probe, 'wx')).close();
    const [now, written] = await Promise.all([stat(probe), stat(file)]);
    return now.mtimeMs - written.mtimeMs;
  } catch {
    return 0;
  } finally {
    await rm(probe, { force: true });
  }
}

/** Removes the lock of a process that ended. @returns false if another process has taken it meanwhile */
async function setAside(file: string, held: Holder | undefined, token: string): Promise<boolean> {
  const aside = `${file}.${token}.tmp`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return true;
    throw error;
  }
  const moved = await readLock(aside);
  const same = typeof moved !== 'object' || moved?.token === held?.token;
  if (!same) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
  return same;
}

/** This machine since it started, or this container: process numbers mean something only within it. */
function machine(): string {
  const parts = [hostname(), readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())];
  return [...parts, readOr(() => readlinkSync('/proc/self/ns/pid'))].join(' ');
}

/** When a process started, which tells it from a later one with the same number; empty if there is none. */
function startOf(pid: number): string {
  const fields = readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '');
  if (fields !== '') return fields.split(' ')[19] ?? '';
  try {
    process.kill(pid, 0);
    return 'running';
  } catch (error) {
    return isCode(error, 'EPERM') ? 'running' : '';
  }
}

function wordsOf(held: Holder | undefined): string {
  return held === undefined
    ? 'another process'
    : `process ${held.pid} on ${held.host.split(' ')[0] ?? held.host}`;
}

function readOr(text: () => string): string {
  try {
    return text();
  } catch {
    return '';
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

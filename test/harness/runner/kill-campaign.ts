// Ends processes of `loglog sweep` at seeded moments and reads what they left. Trains on the adapter of the environment.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { EXIT } from '../../../cli/runner/exit.ts';
import { readEnded } from '../../../cli/runner/run-files.ts';
import { experimentJson } from '../../../src/lab/files/experiment-json.ts';
import type { Selection } from '../../../src/lab/experiments/selection.ts';

/** A packed command, if the environment names its file. */
const { LOGLOG } = process.env;
const COMMAND = LOGLOG === undefined ? ['scripts/run.mjs', 'cli/runner/loglog.ts'] : [LOGLOG];

const SHARES = 2;

/** Lines of a process after which it may be ended, and the milliseconds after the last of them. */
const MOST_LINES = 9;
const MOST_MILLISECONDS = 400;

/** The result of the campaign. */
export interface KillReport {
  kills: Record<'SIGKILL' | 'SIGTERM', number>;
  /** Sweeps that were trained to their end and compared. */
  sweeps: number;
  resumed: number;
  /** Runs whose result was there and was another one later. */
  lost: string[];
  /** Runs with other losses than in one process. */
  differing: string[];
  /** Processes that ended with an unexpected code. */
  codes: string[];
}

interface Ending {
  code: number | null;
  /** That ended it; null if it ended by itself. */
  signal: NodeJS.Signals | null;
  lines: { event: string; step?: number }[];
  error: string;
}

export class KillCampaign {
  readonly report: KillReport = {
    kills: { SIGKILL: 0, SIGTERM: 0 },
    sweeps: 0,
    resumed: 0,
    lost: [],
    differing: [],
    codes: [],
  };
  readonly #folder = mkdtempSync(join(tmpdir(), 'kills-'));
  readonly #file = join(this.#folder, 'sweep.json');
  readonly #random;
  #straight: Record<string, string> = {};

  constructor(selection: Selection, seed: number) {
    this.#random = xoroshiro128plus(seed);
    writeFileSync(this.#file, experimentJson(selection));
  }

  /** Trains the sweep in one process, with which the others are compared. */
  async trainStraight(): Promise<string[]> {
    const { code, error } = await this.#sweep('straight', []);
    if (code !== EXIT.done) throw new Error(`the sweep ended with ${code}: ${error}`);
    this.#straight = await this.#losses('straight');
    return Object.keys(this.#straight);
  }

  /** Trains sweeps by shares until so many processes were ended, and the last sweep to its end. */
  async kill(times: number): Promise<void> {
    let left = times;
    do {
      const out = `sweep-${this.report.sweeps}`;
      const open = new Set(Array.from({ length: SHARES }, (_, i) => i));
      while (open.size > 0) {
        const share = [...open][this.#below(open.size)] ?? 0;
        const before = this.#results(out);
        const killed = left > 0 ? (['SIGKILL', 'SIGTERM'] as const)[this.#below(2)] : undefined;
        const ending = await this.#sweep(out, ['--index', String(share), '--of', String(SHARES)], killed);
        if (this.#judge(ending, killed) && killed) left--;
        this.#compareResults(out, before);
        if (ending.code === EXIT.done) open.delete(share);
      }
      await this.#compare(out);
      this.report.sweeps++;
    } while (left > 0);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  /** @returns whether the process was ended before it was done */
  #judge({ code, signal, lines, error }: Ending, killed: 'SIGKILL' | 'SIGTERM' | undefined): boolean {
    this.report.resumed += lines.filter(({ event, step = 0 }) => event === 'begun' && step > 0).length;
    if (code === EXIT.done) return false;
    // One that was asked to end may also end by the signal, if a driver compiles for too long.
    const isExpected =
      killed !== undefined && (signal === killed || (killed === 'SIGTERM' && code === EXIT.again));
    if (isExpected) this.report.kills[killed]++;
    else this.report.codes.push(`${killed}: ${code ?? signal} after ${lines.at(-1)?.event}: ${error}`);
    return true;
  }

  /** The bytes of every result that is there. */
  #results(out: string): Record<string, string> {
    const files = this.#names(out).map(
      (name) => [name, join(this.#folder, out, name, 'result.json')] as const,
    );
    return Object.fromEntries(
      files.flatMap(([name, file]) => (existsSync(file) ? [[name, readFileSync(file, 'utf8')]] : [])),
    );
  }

  #compareResults(out: string, before: Record<string, string>): void {
    const now = this.#results(out);
    this.report.lost.push(...Object.keys(before).filter((name) => now[name] !== before[name]));
  }

  async #compare(out: string): Promise<void> {
    const losses = await this.#losses(out);
    const names = new Set([...Object.keys(losses), ...Object.keys(this.#straight)]);
    for (const name of names)
      if (losses[name] !== this.#straight[name]) this.report.differing.push(`${out} ${name}`);
  }

  /** All losses of each run that ended: of steps, and of evaluations. */
  async #losses(out: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const name of this.#names(out)) {
      const run = (await readEnded(join(this.#folder, out, name)))?.run;
      if (run?.state !== 'finished') continue;
      const evaluations = run.evaluations.map(({ step, losses, positionLosses = [] }) => [
        step,
        [...losses],
        [...positionLosses],
      ]);
      found[name] = JSON.stringify([[...run.curve.losses], evaluations]);
    }
    return found;
  }

  #names(out: string): string[] {
    const folder = join(this.#folder, out);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { withFileTypes: true }).flatMap((one) =>
      one.isDirectory() ? [one.name] : [],
    );
  }

  /** One process. If it is to be ended, that happens some lines and milliseconds after its first run has begun. */
  async #sweep(out: string, args: string[], signal?: NodeJS.Signals): Promise<Ending> {
    const options = ['--out', join(this.#folder, out), '--save-every', '0.05', ...args];
    const child = spawn(process.execPath, [...COMMAND, 'sweep', this.#file, ...options]);
    const [lines, pause] = [this.#below(MOST_LINES), this.#below(MOST_MILLISECONDS)];
    let [text, error] = ['', ''];
    let isAimed = signal === undefined;
    child.stderr.setEncoding('utf8').on('data', (more: string) => (error += more));
    child.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const begun = text.indexOf('"begun"');
      if (isAimed || begun < 0 || text.slice(begun).split('\n').length <= lines) return;
      isAimed = true;
      void wait(pause).then(() => child.kill(signal));
    });
    const [code, endedBy] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
      child.on('close', (...ended) => resolve(ended)),
    );
    const told = text
      .split('\n')
      .flatMap((line) => (line.endsWith('}') ? [JSON.parse(line) as Ending['lines'][0]] : []));
    return { code, signal: endedBy, lines: told, error };
  }

  #below(count: number): number {
    return uniformInt(this.#random, 0, count - 1);
  }
}

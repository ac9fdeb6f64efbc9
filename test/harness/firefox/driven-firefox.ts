// An installed Firefox that a test drives by Marionette, Firefox's own protocol over TCP. Serves no page.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { userPreferences } from './preferences.ts';

/** How long Firefox may take for anything that it must do, because the machine may be busy. */
const PATIENCE_MILLISECONDS = 300_000;

/** A Firefox with a profile of its own and one page. */
export class DrivenFirefox {
  private constructor(
    private readonly process: ChildProcess,
    private readonly home: string,
    private readonly marionette: Marionette,
  ) {}

  static async start(path: string): Promise<DrivenFirefox> {
    const home = await mkdtemp(join(tmpdir(), 'firefox-'));
    // Firefox chooses a free port and writes it into its profile. A person who wants reduced motion starts nothing unasked.
    const preferences = { 'marionette.port': 0, 'ui.prefersReducedMotion': 1 };
    await writeFile(join(home, 'user.js'), userPreferences(preferences));
    const options = ['--headless', '--no-remote', '--marionette', '--profile', home, 'about:blank'];
    const child = spawn(path, options, { env: { ...process.env, HOME: home }, stdio: 'ignore' });
    const marionette = await Marionette.open(await portOf(home, child));
    await marionette.ask('WebDriver:NewSession', {});
    return new DrivenFirefox(child, home, marionette);
  }

  async open(address: string): Promise<void> {
    await this.marionette.ask('WebDriver:Navigate', { url: address });
  }

  async reload(): Promise<void> {
    await this.marionette.ask('WebDriver:Refresh', {});
  }

  /** What an expression gives on the page, as JSON. */
  async evaluate(expression: string): Promise<unknown> {
    const { value } = await this.marionette.ask('WebDriver:ExecuteScript', {
      script: `return (${expression});`,
      args: [],
      // Scripts of the sandbox see the page as its own scripts do.
      sandbox: null,
    });
    return value;
  }

  /** Waits until an expression is true on the page. @throws if it never is, with what the page then says */
  async until(expression: string): Promise<void> {
    const end = Date.now() + PATIENCE_MILLISECONDS;
    while ((await this.evaluate(expression)) !== true) {
      if (Date.now() > end) {
        const words = await this.evaluate('document.body.innerText.slice(0, 2000)');
        throw new Error(`it never was: ${expression}. The page says: ${String(words)}`);
      }
      await sleep(250);
    }
  }

  async close(): Promise<void> {
    this.marionette.close();
    if (this.process.exitCode === null && this.process.kill()) await once(this.process, 'exit');
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The port that Firefox listens at, once it has written it. */
async function portOf(home: string, child: ChildProcess): Promise<number> {
  for (;;) {
    const port = Number(await readFile(join(home, 'MarionetteActivePort'), 'utf8').catch(() => ''));
    if (port > 0) return port;
    if (child.exitCode !== null) throw new Error('Firefox ended at once');
    await sleep(100);
  }
}

/** Commands and answers are `length:JSON`, where the length is in bytes. */
class Marionette {
  private received = Buffer.alloc(0);
  private count = 0;
  private readonly waiting = new Map<number, (answer: readonly unknown[]) => void>();

  private constructor(private readonly socket: Socket) {
    socket.on('data', (data) => this.receive(Buffer.from(data)));
  }

  static async open(port: number): Promise<Marionette> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new Marionette(socket);
  }

  async ask(command: string, parameters: Readonly<Record<string, unknown>>): Promise<{ value?: unknown }> {
    const id = ++this.count;
    const text = JSON.stringify([0, id, command, parameters]);
    const answered = new Promise<readonly unknown[]>((resolve) => this.waiting.set(id, resolve));
    this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = await answered;
    if (error !== null) throw new Error(`${command}: ${JSON.stringify(error)}`);
    return result as { value?: unknown };
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(data: Buffer): void {
    this.received = Buffer.concat([this.received, data]);
    for (;;) {
      const colon = this.received.indexOf(':');
      const end = colon + 1 + Number(this.received.subarray(0, Math.max(0, colon)));
      if (colon < 0 || this.received.length < end) return;
      const message: unknown = JSON.parse(this.received.subarray(colon + 1, end).toString());
      this.received = this.received.subarray(end);
      // Firefox greets with an object, and answers with a list: 1, the command's number, an error, a result.
      if (Array.isArray(message)) this.waiting.get(Number(message[1]))?.(message as unknown[]);
    }
  }
}

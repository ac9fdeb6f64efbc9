import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineBrowserProvider } from '@vitest/browser';
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node';

const PREFERENCES = {
  'dom.webgpu.enabled': true,
  // A software adapter is on it.
  'gfx.webgpu.ignore-blocklist': true,
  // A test may keep its page busy for as long as it takes.
  'dom.max_script_run_time': 0,
  'dom.ipc.processHangMonitor': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  // Everything but loopback, which no proxy is asked for, ends at a port where nobody listens.
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
};

/**
 * Lets Vitest run in an installed Firefox as it is: Playwright drives only a Firefox of its own, and Vitest needs nothing
 * from a driver but that its page is opened.
 */
export function stockFirefox(path: string): BrowserProviderOption {
  return defineBrowserProvider({
    name: 'stock-firefox',
    supportedBrowser: ['firefox'],
    providerFactory: () => new StockFirefox(path),
  });
}

/** What asks a process to end. */
const ENDINGS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

class StockFirefox implements BrowserProvider {
  readonly name = 'stock-firefox';
  readonly supportsParallelism = false;
  private readonly home = mkdtempSync(join(tmpdir(), 'firefox-'));
  private process: ChildProcess | undefined;

  constructor(private readonly path: string) {}

  getCommandsContext(): Record<string, unknown> {
    return {};
  }

  async openPage(_session: string, url: string): Promise<void> {
    writeFileSync(join(this.home, 'user.js'), userPreferences());
    // What Firefox keeps beside its profile lies in the home folder.
    const env = { ...process.env, HOME: this.home };
    const options = ['--headless', '--no-remote', '--profile', this.home, url];
    this.process = spawn(this.path, options, { env, stdio: 'ignore' });
    for (const signal of ENDINGS) process.once(signal, this.endToo);
    await once(this.process, 'spawn');
  }

  async close(): Promise<void> {
    for (const signal of ENDINGS) process.off(signal, this.endToo);
    if (this.process?.exitCode === null && this.process.kill()) await once(this.process, 'exit');
    rmSync(this.home, { recursive: true, maxRetries: 5 });
  }

  /** Nobody closes the browser of a process that is told to end. */
  private readonly endToo = (signal: NodeJS.Signals): void => {
    this.process?.kill();
    process.kill(process.pid, signal);
  };
}

function userPreferences(): string {
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  return lines.join('');
}

// A Vitest provider that starts an installed Firefox. Sends it no commands and takes no screenshots.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineBrowserProvider } from '@vitest/browser';
import type { BrowserProvider, BrowserProviderOption } from 'vitest/node';
import { userPreferences } from './preferences.ts';

/**
 * Lets Vitest run in an unchanged installed Firefox. Playwright drives only its own Firefox, and Vitest needs nothing
 * from a driver except to open the page.
 */
export function stockFirefox(path: string): BrowserProviderOption {
  return defineBrowserProvider({
    name: 'stock-firefox',
    supportedBrowser: ['firefox'],
    providerFactory: () => new StockFirefox(path),
  });
}

/** The signals that ask a process to end. */
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
    // Firefox stores some files outside its profile, in the home folder.
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

  /** Closes the browser when a signal ends this process, because Vitest does not. */
  private readonly endToo = (signal: NodeJS.Signals): void => {
    this.process?.kill();
    process.kill(process.pid, signal);
  };
}

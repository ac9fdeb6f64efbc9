// The preferences of a Firefox that a test starts. Starts nothing.

const PREFERENCES = {
  'dom.webgpu.enabled': true,
  // Firefox blocks software adapters.
  'gfx.webgpu.ignore-blocklist': true,
  // A test may keep its page busy for any time.
  'dom.max_script_run_time': 0,
  'dom.ipc.processHangMonitor': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'datareporting.policy.dataSubmissionEnabled': false,
  // All requests but those to loopback go to a proxy port where nothing listens.
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': 9,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': 9,
};

/**
 * The text of a profile's `user.js`.
 *
 * @param more further preferences by their names
 */
export function userPreferences(more: Readonly<Record<string, boolean | number | string>> = {}): string {
  const lines = Object.entries({ ...PREFERENCES, ...more }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  return lines.join('');
}

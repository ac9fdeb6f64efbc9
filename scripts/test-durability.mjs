// npm run test:durability [-- filters and options of Vitest]: the page through reloads, other tabs, a full disk and a lost GPU.
import { findBrowser } from './machine/find-browser.mjs';
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { setUp } from './set-up.mjs';

await runScript(async () => {
  setUp();
  const { path } = await findBrowser();
  console.log(`Testing in ${path}`);
  const args = ['run', '--config', 'vitest.durability.config.ts', ...process.argv.slice(2)];
  const { code } = await runTool('vitest', args, { env: { ...process.env, CHROME_PATH: path } });
  return code;
});

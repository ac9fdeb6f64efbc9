// npm test [-- filters and options of Vitest]: every test, in Node and in a browser.
import { findBrowser } from './machine/find-browser.mjs';
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { setUp } from './set-up.mjs';

await runScript(async () => {
  setUp();
  const { path } = await findBrowser();
  console.log(`Testing in ${path}`);
  const env = { ...process.env, CHROME_PATH: path };
  const { code } = await runTool('vitest', ['run', ...process.argv.slice(2)], { env });
  return code;
});

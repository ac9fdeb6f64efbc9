// npm start: serves the page on this machine and prints its address.
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { setUp } from './set-up.mjs';

await runScript(async () => {
  setUp();
  const { code } = await runTool('vite', process.argv.slice(2));
  return code;
});

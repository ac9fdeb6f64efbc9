// npm run build: builds the static page in dist.
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { setUp } from './set-up.mjs';

await runScript(async () => {
  setUp();
  const { code } = await runTool('vite', ['build', ...process.argv.slice(2)]);
  return code;
});

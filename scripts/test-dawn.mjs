// npm run test:dawn [-- filters and options of Vitest]: the kernels and the engine in Node, through Dawn on lavapipe.
import { join } from 'node:path';
import { lavapipeEnvironment } from './machine/find-lavapipe.mjs';
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { ROOT, setUp } from './set-up.mjs';

await runScript(async () => {
  setUp();
  setUp(join(ROOT, 'dawn'));
  const env = lavapipeEnvironment();
  console.log(`Testing on ${env['VK_ICD_FILENAMES']}`);
  const args = ['run', '--config', 'vitest.dawn.config.ts', ...process.argv.slice(2)];
  const { code } = await runTool('vitest', args, { env });
  return code;
});

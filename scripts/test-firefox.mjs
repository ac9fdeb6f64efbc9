// npm run test:firefox [-- filters and options of Vitest]: the kernels in an installed Firefox, on
// lavapipe where Firefox reaches adapters through Vulkan.
import { findFirefox } from './machine/find-firefox.mjs';
import { lavapipeEnvironment } from './machine/find-lavapipe.mjs';
import { runScript } from './run-script.mjs';
import { runTool } from './run-tool.mjs';
import { setUp } from './set-up.mjs';

/** Vectors of four numbers: where no kernel asks for subgroups, they only make LLVM's work shorter, by a third. */
const NARROW = { LP_NATIVE_VECTOR_WIDTH: '128' };

await runScript(async () => {
  setUp();
  const path = findFirefox();
  console.log(`Testing in ${path}`);
  const adapter = process.platform === 'linux' ? { ...lavapipeEnvironment(), ...NARROW } : process.env;
  const args = ['run', '--config', 'vitest.firefox.config.ts', ...process.argv.slice(2)];
  const { code } = await runTool('vitest', args, { env: { ...adapter, FIREFOX_PATH: path } });
  return code;
});

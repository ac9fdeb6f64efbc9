// npm run pack: the command `loglog` as a package for npm, in dist-loglog/package, and its tarball beside it. The package needs
// nothing else; `sweep` and `bench` also need `webgpu`, which whoever wants them installs.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { leanTexts } from './lean-shaders.mjs';
import { runScript } from './run-script.mjs';
import { npm, ROOT, setUp } from './set-up.mjs';

const FOLDER = join(ROOT, 'dist-loglog', 'package');

await runScript(async () => {
  setUp();
  rmSync(FOLDER, { recursive: true, force: true });
  await bundle();
  writeFileSync(join(FOLDER, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  // Where a clone has them, too.
  cpSync(join(ROOT, 'public/corpora'), join(FOLDER, 'public/corpora'), { recursive: true });
  for (const file of ['LICENSE', 'docs/SCALE.md']) cpSync(join(ROOT, file), join(FOLDER, named(file)));
  const [command = '', ...args] = npm('pack', '--loglevel=error', '--pack-destination', join(FOLDER, '..'));
  const { status } = spawnSync(command, args, { cwd: FOLDER, stdio: 'inherit' });
  return status ?? 1;
});

/** Bundles the command with everything it imports but Dawn. */
async function bundle() {
  const { build } = await import('vite');
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [leanTexts()],
    ssr: { noExternal: true, external: ['webgpu'] },
    build: {
      ssr: 'cli/runner/loglog.ts',
      outDir: join(FOLDER, 'bin'),
      target: 'node20',
      minify: true,
      // Flat, so that every file finds the package's folder above its own.
      rolldownOptions: { output: { banner: '#!/usr/bin/env node', chunkFileNames: '[name]-[hash].js' } },
    },
  });
}

function manifest() {
  /** @type {{ version: string, license: string, engines: object }} */
  const { version, license, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  /** @type {{ dependencies: Record<string, string> }} */
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'dawn/package.json'), 'utf8'));
  return {
    name: 'loglog',
    version,
    description:
      'Trains the experiments of Loglog on other machines, joins their results, and fits scaling laws',
    license,
    type: 'module',
    engines,
    bin: { loglog: 'bin/loglog.js' },
    peerDependencies: dependencies,
    peerDependenciesMeta: { webgpu: { optional: true } },
  };
}

/** @param {string} file */
function named(file) {
  return file === 'docs/SCALE.md' ? 'README.md' : file;
}

// Runs the project's lint on sources in a temporary folder. Has no rules of its own.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../..', import.meta.url));

/** The lint's report on one file. */
export interface Report {
  file: string;
  /** `plugin(rule)` */
  code: string;
}

/** The project's lint reports on these sources, at these paths of an otherwise empty project. */
export function lint(sources: Record<string, string>, { typeAware = false } = {}): Report[] {
  const root = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    const config = readFileSync(join(project, '.oxlintrc.json'), 'utf8');
    write(root, '.oxlintrc.json', config.replace('"typeAware": true', `"typeAware": ${typeAware}`));
    write(root, 'tsconfig.json', '{ "compilerOptions": { "strict": true, "target": "ES2023" } }');
    for (const [file, source] of Object.entries(sources)) write(root, file, source);
    return oxlint(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function write(root: string, file: string, content: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

function oxlint(root: string): Report[] {
  const executable = join(project, 'node_modules/oxlint/bin/oxlint');
  const env = { ...process.env, OXLINT_TSGOLINT_PATH: join(project, 'node_modules/.bin/tsgolint') };
  const { stdout, stderr } = spawnSync(process.execPath, [executable, '--format', 'json'], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  try {
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
    return diagnostics.map(({ filename, code }) => ({ file: filename.replaceAll('\\', '/'), code }));
  } catch {
    throw new Error(`The lint did not run:\n${stdout}${stderr}`);
  }
}

// npm run build:single: writes the page as one file, loglog.html, which works from a disk. `--out FILE` names another file.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runScript } from '../run-script.mjs';
import { ROOT, setUp } from '../set-up.mjs';

await runScript(async () => {
  const { out } = parseArgs({
    options: { out: { type: 'string', default: join(ROOT, 'loglog.html') } },
  }).values;
  setUp();
  const { oneFile } = await import('./one-file.mjs');
  const html = await oneFile();
  writeFileSync(out, html);
  console.log(`${out}: ${Buffer.byteLength(html).toLocaleString('en')} bytes`);
  return 0;
});

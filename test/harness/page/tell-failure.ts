// Prints what the pages show when a test has failed, because a wait that ends in vain says only what it waited for.
import { afterEach } from 'vitest';
import { Site } from './site.ts';

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const site of Site.all) console.log((await site.told()).join('\n\n'));
});

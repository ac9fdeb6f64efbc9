import type { Page } from 'playwright';
import type { RecordingOptions } from './options.ts';

const POLL_MILLISECONDS = 2_000;

/** Code for the page is text, because the page itself imports its modules. */
const LAB = `document.querySelector('loglog-app')?.lab`;

/**
 * Trains an experiment on the page. @returns its history file
 * @throws if the page refuses a setting, has no adapter, or crashes
 */
export function trainedOn(page: Page, options: RecordingOptions): Promise<string> {
  const crashed = new Promise<never>((_, reject) =>
    page.on('crash', () => reject(new Error('the page has crashed'))),
  );
  return Promise.race([train(page, options), crashed]);
}

async function train(page: Page, { experiment, size, fields }: RecordingOptions): Promise<string> {
  while (await page.evaluate(`(${LAB}?.state.adapter.kind ?? 'asking') === 'asking'`)) {
    await page.waitForTimeout(POLL_MILLISECONDS);
  }
  await page.evaluate(`(() => {
    const lab = ${LAB};
    lab.choose(${JSON.stringify(experiment)}, ${JSON.stringify(size)});
    lab.edit({ ...lab.state.draft, ...${JSON.stringify(fields)} });
    const refused = Object.values(lab.state.refusals);
    if (lab.state.experiment !== ${JSON.stringify(experiment)}) throw new Error('no such experiment');
    if (lab.state.adapter.kind !== 'adapter') throw new Error('the browser has no adapter');
    if (refused.length > 0) throw new Error(refused.join('; '));
    void lab.start();
  })()`);
  await untilFitted(page);
  return page.evaluate<string>(`(async () => {
    const { historyJson } = await import('/src/lab/files/history-json.ts');
    const { newExperiment } = await import('/src/lab/session/new-experiment.ts');
    const { begun, number, ranks, runs, samples } = ${LAB}.state;
    const saved = { ...newExperiment(begun, 'trained'), number, ranks, samples, runs: runs.map(({ plan }) => plan.id) };
    return historyJson([{ saved, runs }]);
  })()`);
}

/** Settles when every run has ended and every law is fitted. Says each run that ends. */
async function untilFitted(page: Page): Promise<void> {
  let told = 0;
  for (;;) {
    await page.waitForTimeout(POLL_MILLISECONDS);
    const [ended, all, done] = await page.evaluate<[number, number, boolean]>(`(() => {
      const { analysis, phase, runs } = ${LAB}.state;
      const ended = runs.filter(({ state }) => ['finished', 'failed', 'stopped'].includes(state)).length;
      return [ended, runs.length, phase === 'ended' && analysis.pending === null];
    })()`);
    if (ended > told) console.log(`${ended} of ${all} runs have ended`);
    told = ended;
    if (done) return;
  }
}

// The states in which a page cannot do all it should, each made in a real browser. Sweeps are as small as can be.
import type { Page } from 'playwright';
import { OTHER_MACHINE, PATIENCE, type Site, type SiteOptions } from './site.ts';

/** One state: how to make it, and what the page must say and offer. */
export interface SpecialState {
  readonly name: string;
  readonly site?: SiteOptions;
  /** Opens the page and brings it into the state. */
  readonly make: (site: Site) => Promise<Page>;
  /** What has happened, in the page's words. */
  readonly says: RegExp;
  /** The next step, in its words. */
  readonly next: RegExp;
  /** What the panel says to do, if the next step is to open it. */
  readonly advice?: RegExp;
}

/** The settings of one small run that takes some seconds. */
const SMALL = '#experiment=widths&size=quick&widths=12%2C+16&context=16&batch=8&tokens=12800&kernels=usual';

/** A GPU that crashes often stays usable. */
const CRASHES = ['--disable-gpu-process-crash-limit', '--disable-domain-blocking-for-3d-apis'];

export const SPECIAL_STATES: readonly SpecialState[] = [
  {
    name: 'no WebGPU',
    make: (site) => site.meet({}, 'localhost', withoutWebGpu),
    says: /this browser has no WebGPU/,
    next: /What to do/,
    advice: /On Linux, .* usually needs two flags/,
  },
  {
    name: 'insecure context',
    make: (site) => site.meet({}, OTHER_MACHINE),
    says: /this address is not secure/,
    next: /What to do/,
    advice: /Open it over https, or at localhost/,
  },
  {
    name: 'no adapter',
    site: { adapter: 'none' },
    make: (site) => site.meet(),
    says: /the browser has WebGPU but offers no GPU/,
    next: /What to do/,
    advice: /On Linux, .* usually needs two flags/,
  },
  {
    name: 'software adapter',
    make: (site) => site.meet(),
    says: /No GPU here/,
    next: /6 widths take about/,
  },
  {
    name: 'lost GPU',
    site: { flags: CRASHES },
    make: async (site) => {
      const page = await started(site);
      await crashGpu(page);
      return page;
    },
    says: /The GPU was lost/,
    next: /training resumed by itself/,
  },
  {
    name: 'storage full',
    make: async (site) => started(site, withFullStorage),
    says: /this browser's storage is full/,
    next: /Delete old experiments in History, or save the results as a file/,
  },
  {
    name: 'other tab',
    make: async (site) => {
      const first = await site.meet({}, 'localhost', undefined, SMALL);
      await button(first, 'Start').waitFor();
      const opening = first.waitForEvent('popup');
      await first.evaluate(() => void window.open(location.href));
      return opening;
    },
    says: /open in another tab/,
    next: /Only one tab at a time can train and save/,
  },
  {
    name: 'stopped',
    make: async (site) => {
      const page = await started(site);
      await button(page, 'Stop').click();
      await button(page, 'Start again').waitFor(PATIENCE);
      return page;
    },
    says: /0 of 2 finished/,
    next: /Resume trains the rest/,
  },
  {
    name: 'failed run',
    make: async (site) => {
      const page = await site.meet({}, 'localhost', withPoisonedLosses, SMALL);
      await button(page, 'Start').click();
      await button(page, 'Start again').waitFor(PATIENCE);
      return page;
    },
    says: /the loss is NaN/,
    next: /try a lower learning rate/,
  },
  {
    name: 'text out of reach',
    make: async (site) => {
      const page = await site.meet({}, 'localhost', withoutText, SMALL);
      await button(page, 'Start').click();
      return page;
    },
    says: /The text could not be loaded/,
    next: /then press Resume/,
  },
];

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** A page on which the small sweep trains. */
async function started(site: Site, prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const page = await site.meet({}, 'localhost', prepare, SMALL);
  await button(page, 'Start').click();
  await page
    .getByText(/Width 12: training, step [1-9]/)
    .first()
    .waitFor(PATIENCE);
  return page;
}

/** Removes WebGPU in the trainer's worker, because no flag of the browser does. */
export function withoutWebGpu(page: Page): Promise<void> {
  return intoTrainer(page, 'delete Object.getPrototypeOf(navigator).gpu;');
}

/** Replaces every loss that is read from the GPU, as a model that diverges does. */
async function withPoisonedLosses(page: Page): Promise<void> {
  await intoTrainer(
    page,
    `const range = GPUBuffer.prototype.getMappedRange;
     GPUBuffer.prototype.getMappedRange = function (...given) {
       const bytes = range.apply(this, given);
       if (this.label.startsWith('losses')) new Float32Array(bytes).fill(NaN);
       return bytes;
     };`,
  );
}

/** Runs a script in the trainer's worker before its own. */
async function intoTrainer(page: Page, script: string): Promise<void> {
  await page.route(/trainer\.worker/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${script}\n${await response.text()}` });
  });
}

/** Refuses every write, as a full disk does. */
async function withFullStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });
}

async function withoutText(page: Page): Promise<void> {
  await page.route(/\/corpora\//, (route) => route.abort());
}

/** Crashes the GPU process, so that every device is lost. */
async function crashGpu(page: Page): Promise<void> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  // The process may end before it answers.
  await session?.send('Browser.crashGpuProcess').catch(() => {});
  await session?.detach();
}

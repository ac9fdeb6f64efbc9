import { afterAll, beforeAll, expect, test } from 'vitest';
import { BuiltSite } from '../harness/browser/built-site.ts';
import { CrashCampaign } from '../harness/durability/crash-campaign.ts';
import { MortalBrowser } from '../harness/browser/mortal-browser.ts';

/** `npm run test:crashes` sets larger numbers. */
const PAGE_CRASHES = Number(process.env['PAGE_CRASHES'] ?? 5);
const GPU_CRASHES = Number(process.env['GPU_CRASHES'] ?? 3);
const SEED = Number(process.env['CRASH_SEED'] ?? 20_261_126);

const CAMPAIGN_MILLISECONDS = 3_600_000;

let site: BuiltSite;
let browser: MortalBrowser;
let campaign: CrashCampaign;

beforeAll(async () => {
  site = await BuiltSite.open();
  browser = await MortalBrowser.make();
  campaign = new CrashCampaign(browser, site.address, SEED);
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test(
  'pages that crash at any moment lose no finished run and no checkpoint, and losses equal those of an undisturbed run',
  async () => {
    await campaign.trainStraight();
    await campaign.crashPages(PAGE_CRASHES);
    console.info(`seed ${SEED}`, campaign.report);
    expect(campaign.report).toMatchObject({ lost: [], torn: [], differing: [] });
    const { deaths, compared, finishedLookedFor, checkpointsRead } = campaign.report;
    expect(deaths['page crashed'] + deaths['tab closed'] + deaths['browser killed']).toBe(PAGE_CRASHES);
    expect(compared).toBeGreaterThan(0);
    expect(finishedLookedFor).toBeGreaterThan(0);
    expect(checkpointsRead).toBeGreaterThan(0);
  },
  CAMPAIGN_MILLISECONDS,
);

test(
  'a sweep that loses its GPU several times finishes with the losses of an undisturbed one',
  async () => {
    const { compared } = campaign.report;
    await campaign.crashGpus(GPU_CRASHES);
    console.info(`seed ${SEED}`, campaign.report);
    expect(campaign.report).toMatchObject({ gpuCrashes: GPU_CRASHES, lost: [], torn: [], differing: [] });
    expect(campaign.report.compared).toBe(compared + 8);
  },
  CAMPAIGN_MILLISECONDS,
);

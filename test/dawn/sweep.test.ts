// Shares of a sweep in processes of their own, some of which end at random moments. KILLS says how many, KILL_SEED which moments; LOGLOG
// names a packed command to test in their place.
import { expect, test } from 'vitest';
import { KillCampaign } from '../harness/runner/kill-campaign.ts';
import { TINY } from '../harness/runner/tiny-sweep.ts';

const KILLS = Number(process.env['KILLS'] ?? 3);
const SEED = Number(process.env['KILL_SEED'] ?? 20_261_130);

const CAMPAIGN_MILLISECONDS = 3_600_000;

/** Two runs of 200 steps, so that processes end in every part of a run. */
const SWEEP = { ...TINY, draft: { ...TINY.draft, widths: '8, 16', tokens: '25600' } };

test(
  'shares that end at any moment lose no finished run, and resume with the bits of a sweep in one process',
  async () => {
    const campaign = new KillCampaign(SWEEP, SEED);
    try {
      expect(await campaign.trainStraight()).toHaveLength(2);
      await campaign.kill(KILLS);
      console.info(`seed ${SEED}`, campaign.report);
      expect(campaign.report).toMatchObject({ lost: [], differing: [], codes: [] });
      const { kills, sweeps } = campaign.report;
      expect(kills.SIGKILL + kills.SIGTERM).toBe(KILLS);
      expect(sweeps).toBeGreaterThan(0);
    } finally {
      campaign.remove();
    }
  },
  CAMPAIGN_MILLISECONDS,
);

import { describe, expect, test } from 'vitest';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { conclude, type Conclusion } from '../../../src/lab/conclusions/conclude.ts';
import { presetOf } from '../../../src/lab/experiments/presets.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { normals } from '../../../src/laws/stats/normals.ts';
import { finishedRuns, type World } from '../../harness/lab/finished-run.ts';

/** The conclusion from quick runs whose loss is least at a rate that may depend on the width. */
function inWorld(bestAt: (width: number) => number, { noise = 0.004, curvature = 0.05, seed = 1 } = {}) {
  const normal = normals(seed);
  const drawn = new Map<string, number>();
  const world: World = ({ plan }, _, lane) => {
    const key = `${plan.id} ${lane}`;
    const error = drawn.get(key) ?? noise * normal();
    drawn.set(key, error);
    const rate = plan.lanes[lane]?.learningRate ?? NaN;
    return 1.4 + curvature * Math.log(rate / bestAt(plan.shape.width)) ** 2 + error;
  };
  return conclusionOf(world);
}

function conclusionOf(world: World): Conclusion {
  const preset = presetOf('learning-rate');
  const runs = finishedRuns('learning-rate', 'quick', world);
  const options = { floor: 'auto', convention: 'non-embedding', loss: 'huber' } as const;
  return conclude('learning-rate', {
    runs,
    analysis: analyse(analysisRequest(runs, preset, options)),
    ranks: null,
  });
}

const outcomes = ({ findings }: Conclusion) => findings.map(({ holds }) => holds);

describe('Learning rate', () => {
  test('is reproduced if the best rate is among those tried and does not move, nearly always', () => {
    const said = Array.from({ length: 40 }, (_, seed) => inWorld(() => 0.014, { seed: seed + 1 }).reproduced);
    expect(said.filter((word) => word === 'yes').length).toBeGreaterThanOrEqual(32);
    expect(said).not.toContain('no');
  });

  test('is not reproduced if the best rate falls as 1 / d², and says by how much', () => {
    const conclusion = inWorld((width) => 0.03 * (12 / width) ** 2);
    expect(outcomes(conclusion)).toEqual([true, true, false]);
    expect(conclusion.findings[2]?.words).toMatch(
      /^The wider model’s best rate is 0\.2\d \(0\.\d\d to 0\.\d\d\) times the narrower one’s\./,
    );
  });

  test('cannot tell of a best rate that moves by a factor near 2', () => {
    const conclusion = inWorld((width) => 0.02 * (12 / width), { noise: 0.006 });
    expect(outcomes(conclusion)[2]).not.toBe(true);
  });

  test('says on which side of the rates the best one lies', () => {
    const below = inWorld(() => 0.0003);
    expect(outcomes(below)).toEqual([false, false, null]);
    expect(below.findings[0]?.words).toMatch(/^It lies below all of 0\.002 to 0\.13: .* lower rates\.$/);
    expect(inWorld(() => 1.5).findings[0]?.words).toMatch(/^It lies above all of .* higher rates\.$/);
  });

  test('is hardly ever said to be reproduced by noise alone', () => {
    const said = Array.from(
      { length: 60 },
      (_, seed) => inWorld(() => 0.014, { curvature: 0, noise: 0.01, seed: seed + 1 }).reproduced,
    );
    expect(said.filter((word) => word === 'yes').length).toBeLessThanOrEqual(3);
  });

  test('counts models that diverge at high rates as a result, and names their rates', () => {
    const conclusion = conclusionOf(({ plan }, _, lane) => {
      const rate = plan.lanes[lane]?.learningRate ?? NaN;
      return rate > 0.1 ? NaN : 1.4 + 0.05 * Math.log(rate / 0.014) ** 2 + 0.001 * (lane % 2);
    });
    expect(outcomes(conclusion)).toEqual([true, true, true]);
    expect(conclusion.findings[0]?.words).toMatch(/Models diverged at 0\.13\.$/);
    expect(conclusion.findings.map(({ words }) => words).join(' ')).not.toMatch(/NaN|Infinity/);
  });
});

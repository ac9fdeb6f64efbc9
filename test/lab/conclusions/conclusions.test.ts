import { describe, expect, test } from 'vitest';
import { rankFrequency } from '../../../src/corpus/rank-frequency.ts';
import { analysisRequest, type WantedFits } from '../../../src/lab/analysis/analysis-request.ts';
import {
  conclude,
  conclusionOf,
  findingsOf,
  type Conclusion,
} from '../../../src/lab/conclusions/conclude.ts';
import type { Evidence } from '../../../src/lab/conclusions/finding.ts';
import { corpusOf } from '../../../src/lab/plan/corpora.ts';
import { presetOf, presetRuns, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import type { PlannedRun } from '../../../src/lab/plan/plan-runs.ts';
import { predict } from '../../../src/lab/analysis/prediction.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { analyse } from '../../../src/laws/analysis/analyse.ts';
import { NO_ANALYSIS } from '../../../src/laws/analysis/request.ts';
import type { Analysis } from '../../../src/laws/analysis/analyse.ts';
import { finishedRuns, jitter, type World } from '../../harness/lab/finished-run.ts';
import { pilot, simulatedRuns, verdictOf } from '../../harness/lab/simulated-sweeps.ts';

/** Every fit of an experiment. */
function analysisOf(id: ExperimentId, runs: readonly Run[], wanted: WantedFits = presetOf(id)): Analysis {
  const { floor } = presetOf(id);
  return analyse(analysisRequest(runs, wanted, { floor, convention: 'non-embedding', loss: 'huber' }));
}

/** The conclusion of an experiment from these runs. */
function concluded(id: ExperimentId, runs: readonly Run[]): Conclusion {
  return conclusionOf(findingsOf(id, { runs, analysis: analysisOf(id, runs), ranks: null }));
}

/** The conclusion of an experiment from its quick runs in a world. */
function inWorld(id: ExperimentId, world: World): Conclusion {
  return concluded(id, finishedRuns(id, 'quick', world));
}

/** Outcomes of the findings in order. */
const outcomes = ({ findings }: Conclusion) => findings.map(({ holds }) => holds);

const tokensAfter = ({ plan }: PlannedRun, step: number): number => step * plan.batch * plan.shape.context;

/** E + A / N^α + B / D^β. */
const surface =
  (E: number, A: number, alpha: number, B: number, beta: number): World =>
  (run, step, lane) =>
    E +
    A / run.parameters.nonEmbedding ** alpha +
    B / tokensAfter(run, step) ** beta +
    jitter(run, lane, 0.002);

describe('a conclusion', () => {
  const finding = (holds: boolean | null) => ({ claim: '', holds, words: '' });

  test('is no if any claim was not seen, and yes only if every claim was seen', () => {
    expect(conclusionOf([finding(true), finding(true)]).reproduced).toBe('yes');
    expect(conclusionOf([finding(true), finding(null)]).reproduced).toBe('cannot tell');
    expect(conclusionOf([finding(null), finding(false)]).reproduced).toBe('no');
    expect(conclusionOf([]).reproduced).toBe('cannot tell');
  });
});

const trained: ExperimentId[] = [
  'widths',
  'dynamics',
  'data',
  'grid',
  'batch',
  'isoflop',
  'shape',
  'depth',
  'schedules',
  'learning-rate',
  'known-entropy',
  'architecture',
  'memory',
  'compound',
  'inverse',
  'transfer',
  'images',
];

test.each(trained)('%s cannot tell anything before a run has finished', (id) => {
  const runs = finishedRuns(id, 'quick', () => 2).map((run): Run => ({ ...run, state: 'stopped' }));
  const { reproduced, findings } = concluded(id, runs);
  expect(reproduced).toBe('cannot tell');
  expect(findings.every(({ words }) => words !== '' && !words.includes('NaN'))).toBe(true);
  const verdict = conclude(id, { runs, analysis: analysisOf(id, runs), ranks: null });
  expect(verdict).toMatchObject({ judged: false, head: `Stopped after 0 of ${runs.length} models` });
});

describe('Widths', () => {
  const straight = surface(0, 5, 0.12, 3, 0.2);

  /** Predicts each run from the runs before it, like the lab. */
  function predicted(world: World): Run[] {
    const runs = finishedRuns('widths', 'quick', world);
    return runs.map((run, i) => {
      const known = runs.map((other, j): Run => (j < i ? other : { ...other, state: 'queued' }));
      return {
        ...run,
        prediction: predict(analysisOf('widths', known, { laws: ['N'], fits: [] }), run, 'N'),
      };
    });
  }

  test('are reproduced if the loss is a power law and its predictions hold', () => {
    const conclusion = concluded('widths', predicted(straight));
    expect(outcomes(conclusion)).toEqual([true, true, true, true]);
    expect(conclusion.findings[0]?.words).toMatch(/^R² = (1\.000|0\.99\d) over 5 models/);
  });

  test('are not reproduced if larger models are no better', () => {
    const { reproduced } = concluded(
      'widths',
      predicted((run, step, lane) => 3 / step ** 0.1 + jitter(run, lane, 0.05)),
    );
    expect(reproduced).toBe('no');
  });

  test('say how many tokens larger models saved', () => {
    const { findings } = concluded('widths', predicted(straight));
    expect(findings[1]?.words).toMatch(/^5 of 5 models reached .* the median one on \d+ % of them\.$/);
  });
});

describe('Dynamics', () => {
  const world: World = (run, step, lane) => 1.5 + 2.5 / (1 + (step / 40) ** 1.5) + jitter(run, lane, 0.01);

  test('give the spread over seeds of the weights, the spread over seeds of the order, and the knee', () => {
    const conclusion = inWorld('dynamics', world);
    expect(outcomes(conclusion)).toEqual([true, true, true]);
    expect(conclusion.findings[0]?.words).toMatch(
      /^8 seeds end at 1\.5\d\d with a standard deviation of 0\.0/,
    );
    const knee = Number(/step (\d+) \(/.exec(conclusion.findings[2]?.words ?? '')?.[1]);
    expect(knee).toBeGreaterThan(60);
    expect(knee).toBeLessThan(500);
  });

  test('have no knee if a power law with a floor explains the curve', () => {
    const conclusion = inWorld(
      'dynamics',
      (run, step, lane) => 1.2 + 3 * step ** -0.35 + jitter(run, lane, 0.01),
    );
    expect(outcomes(conclusion)).toEqual([true, true, false]);
    expect(conclusion.findings[2]?.words).toMatch(
      /^No knee: a power law with a floor does .* so that a smooth law explains the curve\.$/,
    );
  });

  test('cannot tell if all seeds end alike', () => {
    expect(outcomes(inWorld('dynamics', (_, step) => 1 + 1 / step))[0]).toBeNull();
  });
});

describe('Data', () => {
  /** The loss is least at the epoch where a corpus of U is used up. Then it rises, faster for a smaller corpus. */
  const limited: World = (run, step) => {
    const epochs = tokensAfter(run, step) / run.uniqueTokens;
    const least = (4e7 / run.uniqueTokens) ** 0.1;
    return epochs < 4 ? least * (1 + 0.1 * (4 - epochs) ** 2) : least * (1 + 0.01 * (epochs - 4));
  };

  test('are reproduced if the least loss is a power of U and small corpora are overfitted', () => {
    const runs = finishedRuns('data', 'full', limited);
    const long = runs.filter(({ uniqueTokens }) => uniqueTokens <= 512_000);
    const conclusion = concluded('data', [
      ...long,
      ...finishedRuns('data', 'full', (run) => (4e7 / run.uniqueTokens) ** 0.1).filter(
        ({ uniqueTokens }) => uniqueTokens > 512_000,
      ),
    ]);
    expect(outcomes(conclusion)).toEqual([true, true]);
    expect(conclusion.findings[0]?.words).toContain('L(U) = ');
    expect(conclusion.findings[1]?.words).toMatch(/^U = 16,000 is best after \d+\.\d epochs/);
  });

  test('are not reproduced if no corpus is overfitted', () => {
    const conclusion = inWorld('data', (run) => (4e7 / run.uniqueTokens) ** 0.1);
    expect(outcomes(conclusion)).toEqual([true, false]);
  });
});

describe('the N × D grid', () => {
  const kaplan: World = (run) =>
    ((3e7 / run.parameters.nonEmbedding) ** (0.08 / 0.11) + 4e7 / run.uniqueTokens) ** 0.11;

  test('is reproduced if losses follow Kaplan’s law, and finds its exponents', () => {
    const conclusion = inWorld('grid', kaplan);
    expect(outcomes(conclusion)).toEqual([true, true]);
    expect(conclusion.findings[0]?.words).toMatch(/^α_N = 0\.080, α_D = 0\.110 /);
  });

  test('is not reproduced if the loss that a small corpus adds does not depend on its size', () => {
    const { reproduced } = inWorld('grid', (run) => kaplan(run, 0, 0) + Math.abs(jitter(run, 0, 0.6)));
    expect(reproduced).not.toBe('yes');
  });
});

describe('Batch size', () => {
  /** S steps at batch B do as much as S / (1 + B_crit / B) steps at an infinite batch, with B_crit = critical(loss). */
  const hyperbolic =
    (growth: number): World =>
    ({ plan }, step) => {
      const tokens = plan.batch * plan.shape.context;
      let loss = 3;
      for (let i = 0; i < 60; i++) {
        const critical = 2000 * (2 / loss) ** growth;
        loss = 9 * (step / (1 + critical / tokens)) ** -0.25;
      }
      return Math.min(4.4, loss);
    };

  test('is reproduced if steps and tokens lie on a hyperbola that moves as the loss falls', () => {
    const conclusion = inWorld('batch', hyperbolic(3));
    expect(outcomes(conclusion)).toEqual([true, true, true, true]);
  });

  test('finds the critical batch size', () => {
    const { findings } = inWorld('batch', hyperbolic(0));
    const critical = findings
      .slice(0, 3)
      .map(({ words }) => Number(/B_crit = ([\d,]+)/.exec(words)?.[1]?.replace(',', '')));
    for (const tokens of critical) expect(Math.abs(Math.log(tokens / 2000))).toBeLessThan(0.1);
  });

  test('is not reproduced if the number of steps does not depend on the batch', () => {
    const { reproduced } = inWorld('batch', (_, step) => 9 * step ** -0.25);
    expect(reproduced).not.toBe('yes');
  });
});

describe('IsoFLOP', () => {
  test('is reproduced if each budget has a best size within its range', () => {
    const conclusion = inWorld('isoflop', surface(1, 10, 0.3, 4200, 0.7));
    expect(outcomes(conclusion)).toEqual([true, true, true]);
    const a = Number(/^a = (\d\.\d\d)/.exec(conclusion.findings[2]?.words ?? '')?.[1]);
    expect(a).toBeGreaterThan(0.6);
    expect(a).toBeLessThan(0.8);
  });

  test('cannot tell if the smallest model is best at every budget', () => {
    const { reproduced, findings } = inWorld('isoflop', surface(1, 1, 0.3, 4200, 0.3));
    expect(reproduced).toBe('cannot tell');
    expect(findings[0]?.words).toContain('minimum');
  });
});

describe('Shape', () => {
  test('is reproduced if only N matters, and says by how much each shape is worse', () => {
    const conclusion = inWorld('shape', surface(1, 10, 0.3, 100, 0.5));
    expect(outcomes(conclusion)).toEqual([true, true, true]);
    expect(conclusion.findings[0]?.words).toContain('+0.0 %');
  });

  test('is not reproduced if the number of heads matters', () => {
    const conclusion = inWorld(
      'shape',
      ({ settings: { heads } }) => 2 + (heads.by === 'count' && heads.number === 1 ? 0.3 : 0),
    );
    expect(outcomes(conclusion)).toEqual([true, true, false]);
  });

  test('says how many seeds would tell, from one of each or from seeds that differ much', () => {
    const one = presetRuns('shape', 'quick').map((run) => ({ ...run, lanes: run.lanes.slice(0, 1) }));
    const lone = verdictOf('shape', simulatedRuns('shape', { world: pilot, runs: one }, 1));
    expect(lone).toMatchObject({ reproduced: 'cannot tell', next: { change: 'lanes', to: 4 } });
    expect(lone.findings[0]?.words).toMatch(/ About 4 seeds of each would tell\.$/);
    const noisy = verdictOf('shape', simulatedRuns('shape', { world: pilot, seeds: 0.03 }, 1));
    expect(noisy.reproduced).toBe('cannot tell');
    expect(noisy.next).toMatchObject({ change: 'lanes' });
  });
});

describe('Depth', () => {
  const deep = surface(0, 8, 0.15, 1, 0.3);

  test('is reproduced if one layer is worse than two or more of the same N', () => {
    const world: World = (run, step, lane) =>
      deep(run, step, lane) * (run.plan.shape.layers === 1 ? 1.08 : 1);
    const conclusion = inWorld('depth', world);
    expect(outcomes(conclusion)).toEqual([true, true]);
    expect(conclusion.findings[1]?.words).toMatch(/^One layer changes the loss by 7\.\d % \(/);
  });

  test('is not reproduced if one layer is as good', () => {
    expect(outcomes(inWorld('depth', deep))).toEqual([true, false]);
  });

  test('is not reproduced if the embedding counts like any other parameter', () => {
    const world: World = ({ parameters, plan }) =>
      8 / parameters.total ** 0.15 + (plan.shape.layers === 1 ? 0.2 : 0);
    const { findings } = inWorld('depth', world);
    expect(findings[0]).toMatchObject({ holds: false });
    expect(findings[0]?.words).toContain('the count with them is better');
  });
});

describe('Schedules', () => {
  const world =
    (worst: number): World =>
    (run, _, lane) =>
      2 + (run.settings.schedule === 'constant' ? worst : 0) + jitter(run, lane, 0.01);

  test('are reproduced if their final losses are close, with their order and its noise', () => {
    const conclusion = inWorld('schedules', world(0.06));
    expect(outcomes(conclusion)).toEqual([true]);
    expect(conclusion.findings[0]?.words).toMatch(
      /^The best first: .* 0\.00\d, constant 2\.0\d\d ± 0\.00\d\. From best to worst: \d\.\d % \(\d\.\d to \d\.\d %\)/,
    );
  });

  test('are not reproduced if one final loss is far from the others', () => {
    expect(inWorld('schedules', world(0.2)).reproduced).toBe('no');
  });
});

describe('Known entropy', () => {
  const H = corpusOf('zipf-markov-small', 128).leastLoss?.low ?? NaN;
  const onSource =
    (floor: number): World =>
    (run, _, lane) =>
      run.settings.corpus === 'uniform'
        ? Math.log(32) + 0.001
        : floor + 30 / run.parameters.nonEmbedding ** 0.5 + jitter(run, lane + 1, 0.002);

  test('is reproduced if the fitted floor is H and the uniform source has nothing to learn', () => {
    const conclusion = inWorld('known-entropy', onSource(H));
    expect(conclusion.findings.map(({ claim }) => claim.split(':')[0])).toEqual([
      'Uniform source',
      'Zipf–Markov source, 256 contexts',
    ]);
    expect(outcomes(conclusion)).toEqual([true, true]);
    expect(conclusion.findings[1]?.words).toContain('H = 2.1720');
  });

  test('is not reproduced if models leave a part unlearned, and says so', () => {
    const { findings, reproduced } = inWorld('known-entropy', onSource(H + 0.1));
    expect(reproduced).toBe('no');
    expect(findings[1]?.words).toContain('have not learned is in the floor');
  });

  test('is not reproduced if a model is far from the entropy of the uniform source', () => {
    const world: World = (run, step, lane) =>
      run.settings.corpus === 'uniform' ? Math.log(32) + 0.1 : onSource(H)(run, step, lane);
    expect(outcomes(inWorld('known-entropy', world))).toEqual([false, true]);
  });
});

describe('experiments that train nothing', () => {
  test('Zipf is reproduced by words whose frequency falls as 1 / rank, and not by equally frequent words', () => {
    const word = (i: number): string => `${String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26))} `;
    const text = (exponent: number): string =>
      Array.from({ length: 400 }, (_, i) => word(i).repeat(Math.round(2e4 / (i + 1) ** exponent))).join('');
    const zipf = (ranks: Evidence['ranks']) =>
      conclusionOf(findingsOf('zipf', { runs: [], analysis: NO_ANALYSIS, ranks })).reproduced;
    expect(zipf(rankFrequency(text(1)))).toBe('yes');
    expect(zipf(rankFrequency(text(0.2)))).toBe('no');
    expect(zipf({ refused: 'it could not be fetched' })).toBe('cannot tell');
  });

  test('the Calculator reproduces rows of the table of GPT-3', () => {
    expect(concluded('calculator', []).reproduced).toBe('yes');
  });
});

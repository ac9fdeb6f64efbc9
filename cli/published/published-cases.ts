import { fitEnvelopeLaw } from '../../src/laws/compute-optimal/envelope-law.ts';
import { petaflopDays, sixND } from '../../src/laws/counting/count-parameters.ts';
import { fitChinchillaLaw } from '../../src/laws/joint/chinchilla-law.ts';
import {
  DataConstrainedForm,
  fitDataConstrainedLaw,
  MUENNIGHOFF_C4,
} from '../../src/laws/joint/data-constrained-law.ts';
import { fitGadreLaw } from '../../src/laws/joint/gadre-law.ts';
import { huber, HUBER_DELTA } from '../../src/laws/stats/huber.ts';
import { fitLine } from '../../src/laws/stats/line.ts';
import { accepted } from '../fit/law.ts';
import { olmoLadder } from './olmo-ladder.ts';
import { atMost, type Check, holdsPublished, near, rounded } from './published-check.ts';
import { gemstones, labelledRowsOf, numbersOf, rowsOf } from './published-tables.ts';

/** The fewest replicates that a fit accepts, because its intervals are not used. */
const FEW_REPLICATES = 39;

/** The published cases of the folder's README. */
export const CASES: readonly { title: string; checks: (folder: string) => Check[] }[] = [
  { title: "1  approach 3 on 234 of Chinchilla's runs", checks: chinchilla },
  { title: '2  approach 1 on the Gemstones, corners of the convex hull', checks: gemstonesHull },
  { title: '3  approach 3 on the Gemstones, every fifth checkpoint', checks: gemstonesSurface },
  { title: "4  Gadre's law of five runs on RedPajama, error of its loss on C4 in %", checks: gadre },
  { title: "5  decays on Muennighoff's 182 runs that repeat data", checks: muennighoff },
  { title: "6  exponents of N at nanochat's optima, by convention", checks: nanochat },
  { title: "7  GPT-3's table of compute, largest error of its rows in %", checks: gpt3 },
  { title: "8  OLMo's ladder, loss of the 13B run predicted from 16 small runs", checks: olmoLadder },
];

function chinchilla(folder: string): Check[] {
  const runs = rowsOf(folder, 'chinchilla_toolkit_234.csv', ['N', 'D', 'loss']).map(([N, D, loss]) => ({
    parameters: N,
    tokens: D,
    loss,
  }));
  const { objective, parameters } = accepted(fitChinchillaLaw(runs, { replicates: FEW_REPLICATES }));
  return [
    rounded('objective', objective, 0.00084009, 8),
    rounded('E', parameters.E, 1.7839, 4),
    rounded('α', parameters.alpha, 0.34263, 5),
    rounded('β', parameters.beta, 0.342, 5),
  ];
}

function gemstonesHull(folder: string): Check[] {
  const { exponents, optimum, frontier } = accepted(
    fitEnvelopeLaw(gemstones(folder), {
      method: 'hull',
      interior: false,
      smoothing: 0,
      replicates: FEW_REPLICATES,
    }),
  );
  const { parameters, tokens } = optimum(1);
  return [
    rounded('corners', frontier.length, 21, 0),
    rounded('exponent of N', exponents.a.value, 0.49938, 5),
    rounded('intercept of N', Math.log(parameters), -2.84511, 5),
    rounded('exponent of D', exponents.b.value, 0.48099, 5),
    rounded('intercept of D', Math.log(tokens), 1.89632, 5),
  ];
}

function gemstonesSurface(folder: string): Check[] {
  const fifths = gemstones(folder).filter(({ checkpoint }) => checkpoint % 5 === 0);
  const { objective, parameters } = accepted(fitChinchillaLaw(fifths, { replicates: FEW_REPLICATES }));
  return [
    rounded('objective', objective, 0.0019816, 7),
    near('E', parameters.E, 2.1431, 2e-4),
    near('α', parameters.alpha, 0.29287, 5e-5),
    near('β', parameters.beta, 0.71287, 2e-4),
  ];
}

function gadre(folder: string): Check[] {
  const runs = labelledRowsOf(folder, 'gadre_models.csv', ['N', 'D', 'loss_c4_val'], 'name');
  const run = (name: string) => {
    const [N, D, loss] = numbersOf(runs, `rpj-${name}`);
    return { parameters: N, tokens: D, loss };
  };
  const small = ['d=96_l=8_h=4', 'd=512_l=8_h=4', 'd=576_l=24_h=8', 'd=1024_l=24_h=8'];
  const five = [...small.map((name) => run(`${name}-1.0`)), run('d=96_l=8_h=4-16.0')];
  const law = accepted(fitGadreLaw(five, { criterion: 'plain-squares', replicates: FEW_REPLICATES }));
  const miss = (name: string) => 100 * Math.abs(law.predict(run(name)) / run(name).loss - 1);
  return [
    near('1.4 billion parameters, M = 640', miss('open_lm_1b-32.0'), 0.7103, 1e-4),
    near('6.9 billion parameters, M = 20', miss('open_lm_7b-1.0'), 0.732, 1e-4),
  ];
}

function muennighoff(folder: string): Check[] {
  const columns = ['N', 'D_tokens', 'U_unique_tokens', 'val_loss_c4'];
  const runs = rowsOf(folder, 'muennighoff_data_constrained_182.csv', columns).map(([N, D, U, loss]) => ({
    parameters: N,
    tokens: D,
    uniqueTokens: U,
    loss,
  }));
  const form = new DataConstrainedForm(MUENNIGHOFF_C4);
  const theta = [15.3878, 5.3097].map(Math.log);
  const objective = runs.reduce(
    (sum, run) => sum + huber(Math.log(run.loss) - form.logLoss(run, theta), HUBER_DELTA),
    0,
  );
  const law = accepted(fitDataConstrainedLaw(runs, MUENNIGHOFF_C4, { replicates: FEW_REPLICATES }));
  return [
    rounded('objective at R_D* = 15.3878, R_N* = 5.3097', objective, 0.01582594, 8),
    rounded('objective at the optimum found', law.objective, 0.01580466, 8),
    rounded('R_D* at that optimum', law.parameters.R_D, 95.4, 1),
    rounded('R_N* at that optimum', law.parameters.R_N, 1.7, 1),
    holdsPublished('R_D*, in its 95 % profile', 15.3878, law.profile('R_D')),
    holdsPublished('R_N*, in its 95 % profile', 5.3097, law.profile('R_N')),
  ];
}

function nanochat(folder: string): Check[] {
  const rows = labelledRowsOf(folder, 'nanochat_isoflop_optima.csv', ['flops', 'eff_params'], 'convention');
  const exponent = (convention: string) => {
    const own = rows.filter(({ label }) => label === convention).map(({ numbers }) => numbers.map(Math.log));
    return fitLine(
      own.map(([flops]) => flops),
      own.map(([, parameters]) => parameters),
    ).slope;
  };
  return [
    rounded('blocks and head', exponent('kaplan_plus_lm_head'), 0.524, 3),
    rounded('all parameters', exponent('chinchilla_all_params'), 0.366, 3),
    rounded('blocks', exponent('transformer_only'), 0.681, 3),
  ];
}

function gpt3(folder: string): Check[] {
  const columns = ['params_M', 'tokens_B', 'flops', 'pf_days'];
  const rows = labelledRowsOf(folder, 'gpt3_compute_table.csv', columns, 'model').map(
    ({ label, numbers: [millions, billions, flops, days] }) => ({
      isT5: label.startsWith('T5'),
      ratio: sixND(millions * 1e6, billions * 1e9) / flops,
      days: petaflopDays(flops) / days,
    }),
  );
  const furthest = (ratios: readonly number[]) =>
    100 * Math.max(...ratios.map((ratio) => Math.abs(ratio - 1)));
  const [decoders, T5] = [false, true].map((wanted) =>
    rows.filter(({ isT5 }) => isT5 === wanted).map(({ ratio }) => ratio),
  );
  return [
    atMost('6·N·D of BERT, RoBERTa and GPT-3', furthest(decoders), 0.3, 1),
    atMost(
      '6·N·D of T5, encoder and decoder, from twice the listed',
      furthest(T5.map((ratio) => ratio / 2)),
      0.3,
      1,
    ),
    atMost('PF-days', furthest(rows.map(({ days }) => days)), 0.4, 1),
  ];
}

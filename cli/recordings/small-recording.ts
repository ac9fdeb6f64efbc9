import * as v from 'valibot';

/** Digits of each loss that was evaluated, and of each training loss, which differs from step to step by far more. */
const DIGITS = 6;
const CURVE_DIGITS = 4;

/** The experiments of a browser count from 1, so that no run of its own has the id of a recorded one. */
export const RECORDED_NUMBER = 0;

const lossesTo = (digits: number) =>
  v.pipe(
    v.array(v.nullable(v.number())),
    v.transform((values) => values.map((value) => value && Number(value.toPrecision(digits)))),
  );
const losses = lossesTo(DIGITS);

/** The id of a run: `sweep7/d32`. */
const id = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/^sweep\d+/, `sweep${RECORDED_NUMBER}`)),
);

/** The parts of a history file that a recording changes. */
const history = v.looseObject({
  experiments: v.tuple([
    v.looseObject({
      samples: v.array(v.looseObject({ run: id })),
      runs: v.pipe(
        v.array(
          v.looseObject({
            state: v.string(),
            plan: v.looseObject({ id, corpus: v.looseObject({ url: v.optional(v.string()) }) }),
            curve: lossesTo(CURVE_DIGITS),
            evaluations: v.array(
              v.looseObject({
                losses,
                positionLosses: v.optional(losses),
                contextLosses: v.optional(losses),
              }),
            ),
          }),
        ),
        v.minLength(1),
      ),
    }),
  ]),
});

type History = v.InferOutput<typeof history>;

/**
 * A history file of one finished experiment, small enough to come with the page: losses are rounded, and the address of the
 * machine that recorded it is left out. Its runs have ids of their own.
 *
 * @param shared whether other programs used the machine: then it has no times and speeds
 * @throws if a run has not finished
 */
export function smallRecording(json: string, shared: boolean): string {
  const { experiments, ...file } = v.parse(history, JSON.parse(json));
  const [{ runs, ...experiment }] = experiments;
  const unfinished = runs.filter(({ state }) => state !== 'finished').length;
  if (unfinished > 0) throw new Error(`${unfinished} of ${runs.length} runs have not finished`);
  const small = runs.map((run) => ({ ...withoutHost(run), ...(shared && UNTIMED) }));
  return JSON.stringify({ ...file, experiments: [{ ...experiment, runs: small }] });
}

const UNTIMED = { trainingSeconds: null, tokensPerSecond: null, flopsPerSecond: null };

function withoutHost<Of extends History['experiments'][0]['runs'][number]>(run: Of): Of {
  const { corpus } = run.plan;
  if (corpus.url === undefined) return run;
  // The address in an earlier recording has no host.
  const url = new URL(corpus.url, 'https://somewhere.example/').pathname.slice(1);
  return { ...run, plan: { ...run.plan, corpus: { ...corpus, url } } };
}

// Expressions that give, evaluated on a page, what it shows. They touch nothing.

/** The state that the page shows; undefined before there is a page. */
export const STATE = `document.querySelector('loglog-app')?.lab.state`;

/** Whether a sweep has ended and every fit is made. */
export const HAS_ENDED = `${STATE}?.phase === 'ended' && ${STATE}.analysis.pending === null &&
  ${STATE}.analysis.whole !== null`;

/** Every run's width, state, losses and curve, and the laws, as JSON. Numbers are whole to the last bit. */
export const RESULTS = `JSON.stringify([
  ${STATE}.runs.map(({ plan, state, evaluations, curve }) => [
    plan.shape.width,
    state,
    evaluations.map(({ step, losses }) => [step, [...losses]]),
    [...curve.losses.slice(0, curve.steps * curve.lanes)],
  ]),
  ${STATE}.analysis.laws,
])`;

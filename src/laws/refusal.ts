/** A fit that cannot be made, and why. */
export interface Refusal {
  /** One sentence that names the rule and the value. */
  refused: string;
  /** Set if the fit was made and shows no law: the data were enough to ask, and the answer is not this law. */
  unshown?: true;
}

/** Tells a refusal from a result. */
export function isRefusal(result: object): result is Refusal {
  return 'refused' in result;
}

/** The message of an error, or of anything else that was thrown; words also if it says nothing. */
export function errorWords(error: unknown): string {
  const said = error instanceof Error ? error.message || error.name : error;
  return typeof said === 'string' && said.trim() !== '' ? said : 'no reason was given';
}

/** A file or link breaks a rule. The message is one sentence with the rule and the value. */
export class ImportRefused extends Error {}

const SHOWN_CHARACTERS = 60;
const RULE_CHARACTERS = 250;

/** A value as a refusal quotes it: short, and without invisible characters. */
export function shown(value: unknown): string {
  return visible(String(value), SHOWN_CHARACTERS);
}

/** A rule of the form, which quotes the value that breaks it, as a refusal says it. */
export function shownRule(rule: string): string {
  return visible(rule, RULE_CHARACTERS);
}

function visible(text: string, most: number): string {
  const seen = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '�');
  return seen.length > most ? `${seen.slice(0, most)}…` : seen;
}

/** @throws {ImportRefused} for more bytes than a limit */
export function refuseBytes(what: string, bytes: number, most: number): void {
  if (bytes <= most) return;
  const [has, limit] = [bytes, most].map((value) => value.toLocaleString('en'));
  throw new ImportRefused(`${what} may have at most ${limit} bytes, and has ${has}.`);
}

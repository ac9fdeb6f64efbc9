/** A file or link breaks a rule. The message is one sentence with the rule and the value. */
export class ImportRefused extends Error {}

const SHOWN_CHARACTERS = 60;

/** A value as a refusal quotes it: short, and without invisible characters. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value);
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '�');
  return visible.length > SHOWN_CHARACTERS ? `${visible.slice(0, SHOWN_CHARACTERS)}…` : visible;
}

/** @throws {ImportRefused} for more bytes than a limit */
export function refuseBytes(what: string, bytes: number, most: number): void {
  if (bytes <= most) return;
  const [has, limit] = [bytes, most].map((value) => value.toLocaleString('en'));
  throw new ImportRefused(`${what} may have at most ${limit} bytes, and has ${has}.`);
}

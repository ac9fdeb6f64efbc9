/** What comes in breaks a rule; its message is one sentence with the rule and the value. */
export class ImportRefused extends Error {}

const SHOWN_CHARACTERS = 60;

/** A value as a refusal quotes it: short, and without what would not be seen. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value);
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '�');
  return visible.length > SHOWN_CHARACTERS ? `${visible.slice(0, SHOWN_CHARACTERS)}…` : visible;
}

/** Refuses more bytes than a limit. */
export function refuseBytes(what: string, bytes: number, most: number): void {
  if (bytes <= most) return;
  const [has, may] = [bytes, most].map((value) => value.toLocaleString('en'));
  throw new ImportRefused(`${what} may have ${may} bytes at most, and has ${has}.`);
}

import * as v from 'valibot';
import { ImportRefused, shown } from './import-refused.ts';

/**
 * A value that a schema accepts.
 * @param what names it in a refusal
 */
export function checked<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  what: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new ImportRefused(`${what}${place === null ? '' : `, ${shown(place)}`}: ${rule(issue)}.`);
}

const RULE_CHARACTERS = 200;

/** The rule that is broken, and the value. */
function rule({ expected, received, message }: v.BaseIssue<unknown>): string {
  const value = shown(received);
  if (expected === 'never') return `${value} is refused, as nothing of that name is known`;
  if (received === 'undefined') return `${shown(expected)} is missing`;
  if (expected !== null) return `must be ${expected.slice(0, RULE_CHARACTERS)}, not ${value}`;
  if (message.startsWith('Invalid')) return message.toLowerCase().replace(received.toLowerCase(), value);
  return received === 'Object' ? message : `${message}: ${value}`;
}

import * as v from 'valibot';
import { ImportRefused, shown } from './import-refused.ts';

/**
 * Checks a value against a schema.
 * @param what names the value in a refusal
 * @throws {ImportRefused}
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

/** The broken rule and the value that breaks it. */
function rule({ expected, received, message }: v.BaseIssue<unknown>): string {
  const value = shown(received);
  if (expected === 'never') return `${value} is refused, because this name is unknown`;
  if (received === 'undefined') return `${shown(expected)} is missing`;
  if (expected !== null) return `must be ${expected.slice(0, RULE_CHARACTERS)}, not ${value}`;
  if (message.startsWith('Invalid')) return message.toLowerCase().replace(received.toLowerCase(), value);
  return received === 'Object' ? message : `${message}: ${value}`;
}

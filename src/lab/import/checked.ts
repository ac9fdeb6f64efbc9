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
  throw new ImportRefused(
    `${what}${place === null ? '' : `, ${shown(place)}`}: ${shown(lowered(issue.message))}.`,
  );
}

/** Within a sentence: `invalid type: Expected …`. */
function lowered(message: string): string {
  return `${message.slice(0, 1).toLowerCase()}${message.slice(1)}`;
}

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

/** The broken rule and the value that breaks it. */
function rule({ expected, issues, message, received, requirement, type }: v.BaseIssue<unknown>): string {
  const value = shown(received);
  if (expected === 'never') return `${value} is refused, because this name is unknown`;
  if (received === 'undefined') return `${listed(expected ?? 'a value')} is missing`;
  if (!message.startsWith('Invalid')) return ruleOf(message, value);
  // Of the schemas that a value may have, the last one is the usual one.
  const last = issues?.at(-1);
  if (type === 'union' && last !== undefined) return rule(last);
  if (type === 'max_length') return `may have a length of at most ${String(requirement)}, and has ${value}`;
  if (type === 'min_length') return `must have a length of at least ${String(requirement)}, and has ${value}`;
  if (type in RULES) return `must be ${RULES[type] ?? ''}, not ${value}`;
  if (expected !== null) return `must be ${listed(expected)}, not ${value}`;
  return message.toLowerCase().replace(received.toLowerCase(), value);
}

/** A rule in the words of its schema. What is quoted of a list or an object would say nothing. */
function ruleOf(message: string, value: string): string {
  if (value === 'Object' || value === 'Array') return message;
  return message.startsWith('must') ? `${message}, not ${value}` : `${message}: ${value}`;
}

const RULES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  finite: 'a finite number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  strict_object: 'an object',
  loose_object: 'an object',
};

const SYMBOLS: Readonly<Record<string, string>> = {
  '>=': 'at least',
  '<=': 'at most',
  '>': 'above',
  '<': 'below',
};
const RULE_CHARACTERS = 200;

/** `("full" | "quick")` in words: full or quick. `>=1`: at least 1. */
function listed(expected: string): string {
  const [, symbol = '', limit = ''] = /^([<>]=?)(.+)$/.exec(expected) ?? [];
  if (symbol !== '') return `${SYMBOLS[symbol] ?? symbol} ${limit}`;
  const names = expected.replace(/^\((.*)\)$/, '$1').split(' | ');
  const plain = names.length === 1 ? names : names.map((name) => name.replaceAll('"', ''));
  const text = [plain.slice(0, -1).join(', '), plain.at(-1) ?? ''].filter((part) => part !== '').join(' or ');
  return text.slice(0, RULE_CHARACTERS);
}

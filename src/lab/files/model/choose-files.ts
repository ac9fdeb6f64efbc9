import { ImportRefused, shown } from '../import-refused.ts';
import { LIMITS } from '../limits.ts';
import { ADAPTER, OTHER_WEIGHTS, SHARDED, type Unread } from './unread-weights.ts';

interface Named {
  readonly name: string;
}

/** A model's two files among those of an import. */
export interface ModelChoice<File> {
  readonly weights: File;
  readonly config: File;
  /** Names of the files that are not needed. */
  readonly left: readonly string[];
}

/** A file that is one of several parts; a model may also have a single part. */
const SHARD = /-\d+-of-(\d+)\.safetensors$/i;

/**
 * The files of an import whose bytes are needed: of a model, the weights and what can be its configuration, otherwise all.
 * @throws {ImportRefused} for weights that are not read
 */
export function neededOf<File extends Named & { readonly size: number }>(files: readonly File[]): File[] {
  const weights = weightsAmong(files);
  if (weights === null) return [...files];
  return files.filter((file) => file === weights || isNamedConfig(file) || isSmallJson(file, file.size));
}

/**
 * The two files of a model; null if the files are something else.
 * @throws {ImportRefused} for half a model, for two models, and for weights that are not read
 */
export function modelAmong<File extends Named & { readonly bytes: Uint8Array }>(
  files: readonly File[],
): ModelChoice<File> | null {
  const weights = weightsAmong(files);
  const configs = files.filter((file) => isNamedConfig(file) || describesModel(file));
  const [config, other] = configs;
  if (weights === null) {
    if (config === undefined || !describesModel(config)) return null;
    throw new ImportRefused(
      `${shown(config.name)} describes a model; give it together with the weights, model.safetensors.`,
    );
  }
  if (config === undefined) {
    throw new ImportRefused(
      `a model comes as two files, model.safetensors and config.json; given: ${namesOf(files)}.`,
    );
  }
  if (other !== undefined) {
    throw new ImportRefused(
      `a model has one configuration; given: ${namesOf(configs)}. Give the one of ${shown(weights.name)}.`,
    );
  }
  const left = files.filter((file) => file !== weights && file !== config).map(({ name }) => name);
  return { weights, config, left };
}

/** Names of files, for a sentence. */
export function listed(names: readonly string[]): string {
  const most = 4;
  const some = names.slice(0, most).map(shown);
  if (names.length > most) return `${some.join(', ')} and ${names.length - most} more`;
  return new Intl.ListFormat('en').format(some);
}

function namesOf(files: readonly Named[]): string {
  return listed(files.map(({ name }) => name));
}

function weightsAmong<File extends Named>(files: readonly File[]): File | null {
  refuseKind(files, ADAPTER);
  const whole = files.filter(({ name }) => /\.safetensors$/i.test(name) && !isShard(name));
  const [weights, other] = whole;
  if (other !== undefined) {
    throw new ImportRefused(`a model has one file of weights; given: ${namesOf(whole)}. Give one of them.`);
  }
  if (weights !== undefined) return weights;
  for (const kind of [SHARDED, ...OTHER_WEIGHTS]) refuseKind(files, kind);
  return null;
}

function refuseKind(files: readonly Named[], { pattern, is, instead }: Unread): void {
  const found = files.find(({ name }) => pattern.test(name));
  if (found !== undefined) throw new ImportRefused(`${shown(found.name)} ${is}. ${instead}`);
}

function isShard(name: string): boolean {
  const parts = SHARD.exec(name)?.[1];
  return parts !== undefined && Number(parts) !== 1;
}

function isNamedConfig({ name }: Named): boolean {
  return name.toLowerCase() === 'config.json';
}

function isSmallJson({ name }: Named, bytes: number): boolean {
  return /\.json$/i.test(name) && bytes <= LIMITS.configBytes;
}

/** Files beside a configuration that can repeat the model's type. */
const BESIDE = /^(generation|tokenizer|processor|preprocessor|quantize)_config\.json$/i;

/** Whether a file says of which type a model is, as every configuration of `transformers` does. */
function describesModel(file: Named & { readonly bytes: Uint8Array }): boolean {
  if (file.bytes.length > LIMITS.configBytes || BESIDE.test(file.name)) return false;
  const text = new TextDecoder().decode(file.bytes);
  if (!text.includes('"model_type"')) return false;
  try {
    const value = JSON.parse(text) as unknown;
    return (
      typeof value === 'object' &&
      value !== null &&
      'model_type' in value &&
      typeof value.model_type === 'string'
    );
  } catch {
    return false;
  }
}

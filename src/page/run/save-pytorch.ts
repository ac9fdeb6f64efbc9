import type { Lab } from '../../lab/lab.ts';
import { errorWords, isRefusal } from '../../laws/refusal.ts';
import { saveFile } from '../kit/save-file.ts';

/**
 * Makes the browser download the runs on the page as an archive with which PyTorch goes on.
 * @returns why it has none or not all of them; empty if all are in it
 */
export async function savePytorch(lab: Lab): Promise<string> {
  try {
    const { shown } = lab.state;
    const archive = await lab.pytorchArchive();
    if (isRefusal(archive)) return archive.refused;
    saveFile(`loglog-${shown}-pytorch.zip`, archive.zip);
    return archive.leftOut.length === 0 ? '' : `Left out: ${archive.leftOut.join(' ')}`;
  } catch (error) {
    return `Not saved: ${errorWords(error)}.`;
  }
}

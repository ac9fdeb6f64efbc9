import { blobAddress } from './allow-own-scripts.ts';
import { fileWithin } from './files-within.ts';

// The one script that is not packed: it unpacks the script of the page, and starts it.
const code = await fileWithin('page.js');
if (code === undefined) throw new Error('this file lacks the script of the page');
const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
const policy = window.trustedTypes?.createPolicy('unpack', { createScriptURL: blobAddress });
const script = document.createElement('script');
script.type = 'module';
script.addEventListener('load', () => URL.revokeObjectURL(address));
script.src = policy?.createScriptURL(address) ?? address;
document.head.append(script);

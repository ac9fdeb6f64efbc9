/** Time in which a browser has begun to read what it is to save. */
const READ_MILLISECONDS = 60_000;

/** Hands a file to the browser, which saves it where the person keeps downloads. */
export function saveFile(name: string, content: string | Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([content]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ_MILLISECONDS);
}

/** By this time every browser has begun to read the file. */
const READ_MILLISECONDS = 60_000;

/** Makes the browser download a file. */
export function saveFile(name: string, content: string | Uint8Array<ArrayBuffer>): void {
  const address = URL.createObjectURL(new Blob([content]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ_MILLISECONDS);
}

/**
 * Runs the body of a command. The process ends with the code that the body returns, or with 1 after printing the message
 * of the error that it throws.
 *
 * @param {() => number | Promise<number>} body
 */
export async function runScript(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

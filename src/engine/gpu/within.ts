/** Settles like `promise`. Rejects with `late` if that takes longer than `milliseconds`. */
export async function within<T>(promise: Promise<T>, milliseconds: number, late: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(late)), milliseconds);
  });
  try {
    return await Promise.race([promise, end]);
  } finally {
    clearTimeout(timer);
  }
}

/** A promise did not settle in time. */
export class Late extends Error {}

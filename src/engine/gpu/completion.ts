/** If a device needs longer than this to report that its empty queue is done, it polls for finished work on a timer. */
const LATE_MILLISECONDS = 20;

/** Time between two nudges: much shorter than a submit, much longer than a nudge. */
const NUDGE_MILLISECONDS = 2;

/** One for each device that reports late. */
const nudgers = new WeakMap<GPUDevice, Nudger>();

/**
 * Measures how late the device reports that work is done. The queue must be empty. Firefox polls for finished work every
 * 100 ms and at every submit (bugzilla 1870699), so empty submits make it report earlier. Other browsers need none.
 */
export async function learnCompletion(device: GPUDevice): Promise<void> {
  if (await tellsLate(device.queue)) nudgers.set(device, new Nudger(device.queue));
}

/** Settles like `completion`, a promise of the end of work on the device's queue, but as early as the device allows. */
export function soon<T>(device: GPUDevice, completion: Promise<T>): Promise<T> {
  return nudgers.get(device)?.hasten(completion) ?? completion;
}

/**
 * The first callback may happen to arrive just before a poll. Later ones take a full poll interval, unless the browser does
 * not poll.
 */
async function tellsLate(queue: GPUQueue): Promise<boolean> {
  await timeAnswer(queue);
  return (await timeAnswer(queue)) > LATE_MILLISECONDS && (await timeAnswer(queue)) > LATE_MILLISECONDS;
}

async function timeAnswer(queue: GPUQueue): Promise<number> {
  const asked = performance.now();
  await queue.onSubmittedWorkDone();
  return performance.now() - asked;
}

/** Makes an empty submit every few milliseconds while anybody waits. A throttled timer only makes it less effective. */
class Nudger {
  private waiting = 0;
  private nudging = false;

  constructor(private readonly queue: GPUQueue) {}

  async hasten<T>(completion: Promise<T>): Promise<T> {
    this.waiting += 1;
    if (!this.nudging) void this.nudge();
    try {
      return await completion;
    } finally {
      this.waiting -= 1;
    }
  }

  private async nudge(): Promise<void> {
    this.nudging = true;
    while (this.waiting > 0) {
      this.queue.submit([]);
      await new Promise((resolve) => setTimeout(resolve, NUDGE_MILLISECONDS));
    }
    this.nudging = false;
  }
}

/** A device that takes longer to say that its empty queue is empty looks for finished work on a timer. */
const LATE_MILLISECONDS = 20;

/** Between two nudges: far less than a submit lasts, far more than a nudge costs. */
const NUDGE_MILLISECONDS = 2;

/** Of the devices that tell late. */
const nudgers = new WeakMap<GPUDevice, Nudger>();

/**
 * Finds out how late the device tells that work is done. Firefox looks for finished work every 100 ms, and whenever
 * something is submitted (bugzilla 1870699); elsewhere nudges would only cost. Nothing may be under way on the queue.
 */
export async function learnCompletion(device: GPUDevice): Promise<void> {
  if (await tellsLate(device.queue)) nudgers.set(device, new Nudger(device.queue));
}

/** Settles as `completion`, a promise of the end of work on the device's queue, and as soon as it can be known. */
export function soon<T>(device: GPUDevice, completion: Promise<T>): Promise<T> {
  return nudgers.get(device)?.hasten(completion) ?? completion;
}

/** The first answer may come just before a look; those after it take all the time between two, unless there are none. */
async function tellsLate(queue: GPUQueue): Promise<boolean> {
  await timeAnswer(queue);
  return (await timeAnswer(queue)) > LATE_MILLISECONDS && (await timeAnswer(queue)) > LATE_MILLISECONDS;
}

async function timeAnswer(queue: GPUQueue): Promise<number> {
  const asked = performance.now();
  await queue.onSubmittedWorkDone();
  return performance.now() - asked;
}

/** Submits nothing now and then while anybody waits; where its timer is throttled, waiting takes as long as without. */
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

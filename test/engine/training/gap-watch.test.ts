import { expect, test } from 'vitest';
import { GapWatch, type Moment } from '../../../src/engine/training/gap-watch.ts';
import { Speed } from '../../../src/engine/training/speed.ts';

/** Lets time pass on both clocks of a watch, and has it look. */
function watched(): (now: number, wall?: number) => Moment {
  const clock = { now: 50, wall: 1e12 };
  const watch = new GapWatch({ now: () => clock.now, wall: () => clock.wall });
  return (now, wall = now) => {
    clock.now += now;
    clock.wall += wall;
    return watch.look();
  };
}

test('a thread that comes to its turn has no gap, however long it lasts', () => {
  const pass = watched();
  for (let i = 0; i < 1_000; i++) pass(i % 7 === 0 ? 900 : 250);
  expect(pass(250)).toMatchObject({ gaps: 0, lost: 0 });
});

test('a thread that was held up has a gap as long as it was away', () => {
  const pass = watched();
  pass(250);
  pass(60_000);
  pass(250);
  expect(pass(4_000)).toEqual({ time: 50 + 64_500, gaps: 2, lost: 64_000 });
});

test('a sleep that stops the clock of the thread is a gap in which none of its time is lost', () => {
  const pass = watched();
  pass(250);
  expect(pass(300, 3_600_000)).toMatchObject({ gaps: 1, lost: 0 });
});

test('a clock that is set back is no gap', () => {
  const pass = watched();
  expect(pass(250, -3_600_000).gaps).toBe(0);
});

test('after a gap no speed is known, and then that of what came after it alone', () => {
  const speed = new Speed(0, 0);
  speed.mark(10, 1_000);
  expect(speed.stepsPerSecond).toBe(10);
  speed.restart(11, 1_100);
  expect(speed.stepsPerSecond).toBe(0);
  speed.mark(31, 2_100);
  expect(speed.stepsPerSecond).toBe(20);
});

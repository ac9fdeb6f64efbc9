import { quick, readyLesson } from './ready-lesson.ts';

export const bigger = readyLesson({
  name: 'bigger',
  goal: 'Bigger models predict text better, and how much better follows a simple rule: a straight line on log–log axes.',
  minutes: 40,
  training:
    'A laptop’s GPU trains all six models in half a minute. A machine without one trains the small models of its part, in about 5 minutes.',
  tried:
    'Parts 1 and 2 in Chromium without a GPU, on two cores that were busy with other work: widths 12, 16 and 24 in 3 min 32 s and 5 min 16 s, where the page had said 3 and 4. Losses of 2.113, 1.985 and 1.974, and of 2.102, 1.979 and 1.888. From part 2 alone the exponent is 0.078 (0.017 to 1.39).',
  predict: [
    'Model B has twice as many parameters as model A. Is its loss half as large, a little smaller, or the same?',
    'Sketch loss against parameters, with both axes logarithmic: a straight line, a curve that flattens, or a step?',
  ],
  see: [
    'Each dot is one model: to the right are models with more parameters, lower down those with a lower loss.',
    'From three sizes on, the page draws a line. A slow machine may train only two; then the line comes with the results of the class. Its slope says by what share the loss falls when models double.',
    'When the results of the class come together, the line hardly moves but its band gets narrower, because it rests on more models.',
  ],
  questions: [
    {
      question: 'By how many percent does the loss fall when a model has twice the parameters?',
      answer:
        'Read the exponent a on the page: doubling multiplies the loss by 2 to the power −a. For a = 0.07 that is 0.953, so it falls by about 5 %. It is the same share at every size, which is what a straight line on log–log axes means.',
    },
    {
      question: 'How many times more parameters would halve the loss, if the line went on?',
      answer:
        '2 to the power 1/a. For a = 0.07 that is about 20,000 times. This is why large models cost so much. It is also a warning: the line cannot go on for ever, as the lesson “Why loss does not reach zero” shows.',
    },
    {
      question: 'Which models lie off the line, and why might that be?',
      answer:
        'The widest ones often lie a little above it: they see the same number of characters as the small ones, and are not finished learning. Single dots also differ by chance, because every model starts from other random numbers.',
    },
    {
      question: 'Machines of the class differ. Does a faster machine reach a lower loss?',
      answer:
        'No. The same model with the same seed ends at almost the same loss everywhere; tiny differences come from rounding. A faster machine only gets there sooner, and can train larger models in the same time.',
    },
  ],
  lesson: {
    id: 'bigger01',
    title: 'Bigger is better',
    words:
      'You train small language models of several sizes. Each reads old speeches and learns to predict the next character. Before you start, write down what you expect.',
    selection: quick('widths', { widths: '12, 16, 24, 32, 48, 64', tokens: '512,000' }),
    parts: 30,
    minutes: 5,
  },
});

import { quick, readyLesson } from './ready-lesson.ts';

export const predict = readyLesson({
  name: 'predict',
  goal: 'A law earns trust by predicting what has not been measured yet, with an interval that it can fail.',
  minutes: 35,
  training:
    'A laptop’s GPU trains the five models in twenty seconds; a machine without one needs 6 to 15 minutes. Pause after the third model, so that everybody can predict. A very slow machine trains fewer than four models and predicts nothing: its pupil watches a neighbour’s.',
  tried:
    'Part 1 in Chromium without a GPU, on two cores that were busy with other work, 16 minutes in all: widths 12, 16 and 20 ended at 2.113, 1.985 and 1.934, a line with an exponent of 0.086 (0.015 to 1.7). Then came the pause. For width 24 the page promised 1.735 to 2.050; it ended at 1.974, inside, where the line alone says 1.87. Width 32 ended at 1.848. After five models the exponent is 0.068 (0.028 to 0.96). Part 2, 20 minutes beside two other trainings: 2.102, 1.979 and 1.973 tell too little, so the page promised nothing for width 24, which ended at 1.888. Its interval for width 32, 1.694 to 2.005, was too wide to be drawn as a test; it ended at 1.858, inside. The ten models of both pupils, pooled, have an exponent of 0.065 (0.040 to 0.97).',
  predict: [
    'After three models: lay a ruler through the dots and write down the loss of the next one, and how wrong you may be.',
    'How often, of ten predictions with a “95 %” interval, should the truth lie outside?',
  ],
  see: [
    'Before a model is trained, the page draws a ring where its dot should fall. The line over the ring is its interval.',
    'The dot comes. It lies in the interval or not, and the page counts how often it did.',
    'Where three dots lie so that hardly any line can be trusted, the page promises nothing. That is an answer too: compare with a neighbour’s dots.',
    'The interval is wide at first, because three dots allow many lines, and narrower for each model after.',
  ],
  questions: [
    {
      question: 'Was your ruler or the page nearer to the truth?',
      answer:
        'Often they are close, since both lay a line through the same dots. What the page adds is the interval: it says beforehand what would count as a miss.',
    },
    {
      question: 'Why must a prediction be made before the measurement?',
      answer:
        'After it, one can choose the line, the dots or the excuse that fits. A prediction made before can turn out wrong, and only therefore does it test anything.',
    },
    {
      question: 'A forecaster is never outside their 95 % interval. Is that good?',
      answer:
        'No: then the intervals are too wide. One in twenty should lie outside. With five models nobody can tell; with the whole class’s predictions one can begin to count.',
    },
    {
      question: 'Would you trust this line for a model 1,000 times larger?',
      answer:
        'Not without more: every dot here lies within a factor of 8. Far beyond them the interval grows, and the line itself may bend. Companies train several sizes in steps for just this reason.',
    },
  ],
  lesson: {
    id: 'predict1',
    title: 'Predict, then check',
    words:
      'You train five models, smallest first. Press Pause after the third and predict the fourth yourself. Then resume and compare your prediction and the page’s with the truth.',
    selection: quick('widths', { widths: '12, 16, 20, 24, 32', tokens: '512,000' }),
    parts: 30,
    minutes: 15,
  },
});

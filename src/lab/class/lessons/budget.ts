import { quick, readyLesson } from './ready-lesson.ts';

export const budget = readyLesson({
  name: 'budget',
  goal: 'With a fixed amount of computing there is one best size of model: smaller ones learn too little, larger ones see too little text.',
  minutes: 45,
  training:
    'A laptop’s GPU trains the fifteen models in about a minute. A machine without one needs 15 to 25 minutes: let its pupils share a laptop, or send what has finished.',
  tried:
    'Part 1 in Chromium without a GPU, on two cores that were busy with other work, all fifteen models in 29 minutes. At the least budget the widths 8, 12, 16, 20 and 24 ended at 2.214, 2.146, 2.121, 2.226 and 2.367; at the next at 2.097, 1.995, 1.980, 2.064 and 2.120; at the largest, 8, 12, 16, 24 and 32 at 2.048, 1.890, 1.782, 1.847 and 2.043. The minima moved from 3,700 to 4,400 and 6,500 parameters. The page said that the best size grows as C to the 0.39 (0.20 to 0.75), and “Reproduced”. Simulated on the law of our own runs, four pupils together saw it in 8 classes of 8.',
  predict: [
    'You can pay for 20 billion arithmetic operations. Is it better to train a tiny model on much text, or a larger one on little text?',
    'You get four times as much. Do you spend it on a larger model, on more text, or on both?',
  ],
  see: [
    'Each colour is one budget. All its models cost the same: the wider the model, the fewer characters it sees.',
    'The dots of a budget lie on a curve like a valley. Its lowest point is the best size for this budget.',
    'The valleys of larger budgets lie lower and further to the right. One pupil’s valleys are rough; those of a whole class are clearer.',
  ],
  questions: [
    {
      question: 'Why is the smallest model of a budget not the best, although it sees the most text?',
      answer:
        'It has too few parameters to hold what the text teaches. After some time more text hardly lowers its loss.',
    },
    {
      question: 'Why is the largest model of a budget not the best?',
      answer:
        'Each step of a large model costs more, so the budget pays for few steps. It stops long before it has learned what it could.',
    },
    {
      question:
        'The budget grows by 4. By which factors do the best size and the best number of characters grow?',
      answer:
        'Since C ≈ 6·N·D, the two factors multiply to about 4. Hoffmann et al. (2022) found about 2 for each, an exponent near 0.5. Here the interval is wide: read it from the page, and see how the class’s results narrow it.',
    },
    {
      question:
        'Before 2022 most large models were trained with few tokens a parameter. What does the valley say about that?',
      answer:
        'They sat on the right slope: too large for their budget. Chinchilla had 70 billion parameters and four times the text, and beat Gopher with 280 billion at the same cost.',
    },
  ],
  lesson: {
    id: 'budget01',
    title: 'Spend a budget',
    words:
      'You have three budgets of computing. Each is spent on several models: a wider model must read less text. Before you start, write down which size you would choose.',
    selection: quick('isoflop', { budgets: 'small', tokens: '780,288' }),
    parts: 30,
    minutes: 20,
  },
});

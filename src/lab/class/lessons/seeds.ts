import { quick, readyLesson } from './ready-lesson.ts';

export const seeds = readyLesson({
  name: 'seeds',
  goal: 'Two models that differ only in their random start end at different losses, so one measurement is not a result.',
  minutes: 35,
  training:
    'A laptop’s GPU trains the six models of a part in twenty seconds; a machine without one needs 4 to 10 minutes.',
  tried:
    'Parts 1 and 2 in Chromium without a GPU, on two cores that were busy with much other work, 17 and 20 minutes. Losses of width 12: 2.113, 2.102, 2.128, 2.138; of width 16: 1.985, 1.979, 2.077, 1.978; of width 24: 1.973, 1.888, 1.916, 1.946. One of four models of width 16 is worse by 0.1 than the others, and one of four of width 24 hardly beats the best of width 16. The page does not yet show that the loss falls with size: an exponent of −0.011 to 1.3. That takes more pupils.',
  predict: [
    'Everybody trains the same three sizes, each twice, with other random numbers. Will your losses agree in the first, the second or the third decimal?',
    'Can a lucky small model beat an unlucky one that is a third wider?',
  ],
  see: [
    'Each pupil has three pairs of dots. The two dots of a pair are the same model with two seeds.',
    'The class has a cloud of dots at each size. The clouds are small beside the steps between sizes, but they are not points.',
    'The interval of the exponent gets narrower with each pupil whose results come in.',
  ],
  questions: [
    {
      question: 'How far apart are the luckiest and the unluckiest model of one size?',
      answer:
        'Read it from the cloud of the class; the table of runs has the numbers. With so little training expect a few hundredths of a nat. With 30 pupils the two extremes are much further apart than two models usually are: quote the spread, too.',
    },
    {
      question: 'How many seeds would you need to tell two models apart whose true losses differ by 0.01?',
      answer:
        'The mean of n models varies by s/√n, where s is the spread of single models. The difference of two means varies by √2·s/√n, and should be half of 0.01 or less. For s = 0.02 that takes about 30 seeds of each.',
    },
    {
      question: 'Why does the mean of the class vary less than your own result?',
      answer:
        'Chance pushes some models up and others down. In a mean these pushes mostly cancel: its spread is s divided by the root of the number of models.',
    },
    {
      question: 'A paper reports one run of a new method with a loss lower by 0.01. What do you ask?',
      answer:
        'How many seeds, how large their spread is, and whether the old method got as many tries. Without these, 0.01 may be luck.',
    },
  ],
  lesson: {
    id: 'seeds001',
    title: 'The luck of the start',
    words:
      'You train three sizes of a model, each twice. The two differ only in the random numbers they start from. Before you start, write down how far apart they will end.',
    selection: quick('widths', { widths: '12, 16, 24', tokens: '512,000', lanes: '2' }),
    parts: 30,
    minutes: 10,
  },
});

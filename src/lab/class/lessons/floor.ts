import { quick, readyLesson } from './ready-lesson.ts';

export const floor = readyLesson({
  name: 'floor',
  goal: 'Part of every text is chance, which no model can predict. Loss falls towards that part, its entropy, and never below it.',
  minutes: 40,
  training:
    'A laptop’s GPU trains the eight models in about 40 seconds. A machine without one trains the small models of its part, in about 8 minutes.',
  tried:
    'Part 1 in Chromium without a GPU, on two cores: all five models in 7 min 47 s, where the page had said 8. The models of the fair die ended at 3.4662 and 3.4660 (log 32 is 3.4657), the others at 2.316, 2.247 and 2.208, above their 2.172: 0.144, 0.075 and 0.036 too high, half as much each time. A law with a floor needs a fourth model, so it comes with the results of the class.',
  predict: [
    'A text is made by throwing a fair die with 32 faces again and again. What is the lowest loss that any model can reach?',
    'Models of another text have losses of 2.6, 2.4 and 2.3 as they grow. Will the loss reach zero if they grow for ever?',
  ],
  see: [
    'The texts are made by machines whose rule we know, so their entropy is known exactly: the dashed lines.',
    'Models of the fair die end at log 32 = 3.47 whatever their size: there is nothing to learn.',
    'Models of the other text come down to its line, H = 2.17, ever more slowly. None ends below it.',
  ],
  questions: [
    {
      question: 'Why is log 32 = 3.47 nats the best loss on a fair die with 32 faces?',
      answer:
        'The best one can do is give each face the probability 1/32. The loss is minus the log of the probability of what came: −ln(1/32) = ln 32 = 3.466. A model that bets on some faces loses more on the others than it gains.',
    },
    {
      question: 'The loss of a model is 2.25 and the entropy is 2.17. What is the difference of 0.08?',
      answer:
        'What this model has not learned: in nats, how far its probabilities are from the true ones (the Kullback–Leibler divergence). A larger or longer trained model can make it smaller, but not negative.',
    },
    {
      question: 'For books nobody knows the entropy. How could one estimate it?',
      answer:
        'Fit a law with a floor to the losses of many models: L = E + (constant/N) to the power a, and read E. It is an estimate that reaches far beyond the dots, so its interval is wide. Shannon estimated it in 1951 by letting people guess letters.',
    },
    {
      question: 'Once a loss on new text seemed to fall below the entropy. What would you check first?',
      answer:
        'Whether the text is new: a model that saw it before can know it by heart. Then whether the excess is larger than chance, because the text is a sample: short ones can be easier than their source.',
    },
  ],
  lesson: {
    id: 'floor001',
    title: 'Why loss does not reach zero',
    words:
      'You train models on texts made by chance, by a rule that we know. So we know the best possible loss. Before you start, write down how near the models will come.',
    selection: quick('known-entropy', { widths: '12, 16, 20, 24, 32, 40' }),
    parts: 30,
    minutes: 8,
  },
});

import { quick, readyLesson } from './ready-lesson.ts';

export const lstm = readyLesson({
  name: 'lstm',
  goal: 'A transformer looks up what it has read; an LSTM must carry it along. So the two need not fail at the same tasks.',
  minutes: 40,
  training:
    'A laptop’s GPU trains the six models of a part in well under a minute. A machine without one needs 10 to 20 minutes.',
  tried:
    'Part 1 in Chromium without a GPU, on two cores that were busy with other work: all six models in 13 min 25 s, where the page had said 9. At delays of 3, 10 and 40 the transformer ended at 1.19, 1.21 and 1.21, and the LSTM at 1.30, 3.27 and 3.47. One pupil has one seed, so the page gives no verdict, and says that two would do.',
  predict: [
    'A text is made like this: in 8 of 10 cases a symbol repeats the one 40 places before it. You read it from left to right and may keep one page of notes. How would you guess the next symbol?',
    'Two networks of equal size read such texts. One can look back at every symbol, the other carries notes. Which one wins at a delay of 3, of 10, of 40 symbols?',
  ],
  see: [
    'Two lines are known before anything trains: H = 1.157, the loss of a perfect memory, and log 32 = 3.466, the loss of a blind guess.',
    'The transformer ends near H at every delay. For it, 40 symbols back is as near as 3.',
    'The LSTM ends near H at a delay of 3, and near the blind guess at 40.',
  ],
  questions: [
    {
      question: 'Why is the loss of a blind guess log 32 = 3.466 nats?',
      answer:
        'Without the symbol to repeat, all 32 symbols are equally likely. Each gets the probability 1/32, and −ln(1/32) = ln 32 = 3.466.',
    },
    {
      question:
        'To repeat the symbol 40 places back, how many symbols must the LSTM carry along at any time?',
      answer:
        'All of the last 40, in order, because each one will be needed in its turn: 40 × 5 = 200 bits, renewed with every symbol. It has 56 numbers for that, and training finds no way to use them so. The transformer keeps all symbols in its window and only has to learn where to look.',
    },
    {
      question: 'Does this show that an LSTM cannot learn a delay of 40?',
      answer:
        'No. It shows that this LSTM does not learn it with so much training. A wider one, or longer training, may. A measurement speaks of what was measured.',
    },
    {
      question: 'In English, which guess about the next word needs something from far back?',
      answer:
        'A name that was mentioned a page before, the end of a quotation, who speaks in a play. Most guesses need only the last few words. So on ordinary text the two networks differ much less than here.',
    },
  ],
  lesson: {
    id: 'lstm0001',
    title: 'Looking back and remembering',
    words:
      'You train two kinds of networks of equal size, a transformer and an LSTM, on texts in which symbols repeat after a delay. Before you start, write down which one remembers how far back.',
    selection: quick('memory', { lanes: '1' }),
    parts: 30,
    minutes: 15,
  },
});

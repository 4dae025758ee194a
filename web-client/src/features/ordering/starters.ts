import { useLingui } from '@lingui/react/macro';
import type { Kind } from '~/features/answer';
import { type Asked, NOTHING } from '~/features/requirements';
import { BLANK, type Form } from './form';

/** Each kind's template, filled in far enough to launch, in the language of the person who orders. */
export function useStarters(): Record<Kind, Form> {
  const { t, i18n } = useLingui();
  const language = i18n.locale === 'zh' ? 'zh' : 'en';
  const asked: Asked = { ...NOTHING, languages: [{ language, level: 'fluent' }] };
  return {
    classification: {
      ...BLANK,
      kind: 'classification',
      asked,
      name: t`Is this review positive?`,
      question: t`What does the writer feel about the product?`,
      labels: [
        { value: 'positive', title: t`Positive`, description: t`Satisfied, would recommend it` },
        { value: 'mixed', title: t`Mixed`, description: t`Praise and complaint side by side` },
        { value: 'negative', title: t`Negative`, description: t`Disappointed or angry` },
      ],
      summary: t`Read the review and choose what its writer feels about the product.`,
      markdown: t`## What to do\nRead the whole review, then choose one label.\n\n## How to decide\n- Judge what the writer feels, not whether you agree.\n- Praise and complaint of about equal weight is **Mixed**.\n- Irony counts as what is meant, not what is said.\n\n## When in doubt\nChoose the label a careful reader would defend, and say why in the comment.`,
      price: '0.08',
      seconds: '20',
      overlap: '3',
    },
    preference: {
      ...BLANK,
      kind: 'preference',
      asked,
      name: t`Which answer helps more?`,
      question: t`Which answer would help the person more?`,
      summary: t`Compare two answers to the same question, choose the more helpful one and say what decided it.`,
      markdown: t`## What to do\nRead the question and both answers. Choose the one that would help the person more.\n\n## What counts, in this order\n1. **Correct**: a wrong fact outweighs good style.\n2. **Complete**: does it answer what was asked?\n3. **Clear**: could the person act on it at once?\n\n## The reason\nPoint to the sentence that decided it. "A is better" is not a reason.`,
      price: '0.35',
      seconds: '90',
      overlap: '3',
    },
    writing: {
      ...BLANK,
      kind: 'writing',
      asked,
      name: t`Write the ideal answer`,
      question: t`Write the answer you would want to get.`,
      minWords: '60',
      maxWords: '400',
      summary: t`Write the best answer to a question in your own words: correct, complete and pleasant to read.`,
      markdown: t`## What to do\nAnswer the question as an expert would answer a friend.\n\n## A good answer\n- opens with the answer, not with the question,\n- is correct; check what you are not sure of,\n- gives an example where one helps.\n\n## Not allowed\nText made by a model, or copied from elsewhere. It is rejected.`,
      price: '4.00',
      seconds: '900',
      overlap: '1',
      gold: '0',
    },
    rubric: {
      ...BLANK,
      kind: 'rubric',
      asked,
      name: t`Rate an answer by a rubric`,
      question: t`How good is this answer?`,
      lines: [
        {
          key: 'correct',
          title: t`Correct`,
          description: t`Are the facts and the reasoning right?`,
          min: 1,
          max: 5,
          anchors: { 1: t`Wrong in what matters`, 3: t`Right, with slips`, 5: t`Nothing to correct` },
        },
        {
          key: 'complete',
          title: t`Complete`,
          description: t`Is everything answered that was asked?`,
          min: 1,
          max: 5,
          anchors: { 1: t`Misses the question`, 3: t`Answers the main point`, 5: t`Answers all of it` },
        },
        {
          key: 'clear',
          title: t`Clear`,
          description: t`Could the person act on it at once?`,
          min: 1,
          max: 5,
          anchors: { 1: t`Hard to follow`, 3: t`Needs a second reading`, 5: t`Clear at once` },
        },
      ],
      summary: t`Score one answer line by line. The anchors say what a score means.`,
      markdown: t`## What to do\nRead the question and the answer, then score each line by itself.\n\n## Scores\nUse the whole scale. Start from the anchor in the middle and move only when you can say why.\n\n## Keep the lines apart\nA wrong answer can be clear; an unclear one can be correct.`,
      price: '0.60',
      seconds: '150',
      overlap: '2',
    },
  };
}

/** One task's input per kind, for the preview and the example files. */
export function useSamples(): Record<Kind, Record<string, string>> {
  const { t } = useLingui();
  return {
    classification: {
      text: t`The kettle boils fast and looks good on the shelf. A pity the lid came loose after two weeks.`,
    },
    preference: {
      prompt: t`How do I keep basil alive on a windowsill?`,
      a: t`Basil likes light. Water it sometimes and it should be fine.`,
      b: t`Give it six hours of sun, water the soil when its surface is dry, and pinch the tips each week so that it branches instead of flowering.`,
    },
    writing: { prompt: t`Why does bread go stale faster in the fridge than on the counter?` },
    rubric: {
      prompt: t`What is the difference between weather and climate?`,
      response: t`Weather is what happens today. Climate is the average of weather over many years, usually thirty.`,
    },
  };
}

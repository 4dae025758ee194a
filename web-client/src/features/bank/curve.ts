/** The chance of a right answer at an ability, by the two-parameter logistic. All in logits. */
export function chance(ability: number, discrimination: number, difficulty: number): number {
  return 1 / (1 + Math.exp(-discrimination * (ability - difficulty)));
}

/** Abilities from `from` to `to`, for drawing. */
export function abilities(from = -4, to = 4, step = 0.2): number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);
}

/** Of each third, the share that chose each option. */
export function shares(
  distractors: readonly { option: string; lower: number; middle: number; upper: number }[],
): { option: string; lower: number; middle: number; upper: number }[] {
  const sum = (third: 'lower' | 'middle' | 'upper') => distractors.reduce((all, one) => all + one[third], 0) || 1;
  const [lower, middle, upper] = [sum('lower'), sum('middle'), sum('upper')];
  return distractors.map(one => ({
    option: one.option,
    lower: one.lower / lower,
    middle: one.middle / middle,
    upper: one.upper / upper,
  }));
}

/** What the project has promised and what is still wanted of it, together, rounded up to whole cents. */
export function wholeCost(committed: string, cost: string): string {
  return (Math.ceil((Number(committed) + Number(cost)) * 100 - 1e-6) / 100).toFixed(2);
}

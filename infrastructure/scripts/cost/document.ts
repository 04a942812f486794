/** Dollars a month, as the specification has them in section 8. Recovery has no figure of its own there. */
export const documentFigures: Readonly<Record<string, readonly [from: number, to: number]>> = {
  dev: [240, 335],
  sandbox: [450, 600],
  staging: [800, 1_200],
  production: [2_600, 4_000],
};

/** Where an environment stands against the document. */
export function compare(environment: string, usd: number): 'within' | 'below' | 'above' | 'no figure' {
  const figures = documentFigures[environment];
  if (!figures) return 'no figure';
  const [from, to] = figures;
  return usd < from ? 'below' : usd > to ? 'above' : 'within';
}

/**
 * Why an environment costs other than the document says: whoever changes it so that it leaves the range has to say so here.
 * By environment.
 */
export const explanations: Readonly<Record<string, string>> = {};

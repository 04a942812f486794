/** Looks of a whole film. An engine bends its palette to them. */
export const styles = ['lantern', 'noir', 'pastel'] as const;
export type Style = (typeof styles)[number];

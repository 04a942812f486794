import type { Look } from '@ai-film-studio/film';
import { hex, mix, type Rgb } from '../../colour.ts';

/** Colours of people in plain daylight; the palette of the scene tints them. */
export interface SkinTone {
  readonly base: string;
  /** In creases, under the chin, beside the nose. */
  readonly shade: string;
  readonly light: string;
  readonly blush: string;
  readonly lips: string;
}

export const skinTones: Record<Look['skin'], SkinTone> = {
  porcelain: { base: '#f9dccb', shade: '#d49a8c', light: '#fff1e4', blush: '#f08a86', lips: '#cf6a6c' },
  fair: { base: '#f3c8a6', shade: '#c58667', light: '#ffe6cb', blush: '#ea7f68', lips: '#c25f58' },
  olive: { base: '#dfb083', shade: '#a8744d', light: '#f6d5a9', blush: '#d27455', lips: '#b05a4c' },
  tan: { base: '#cb9163', shade: '#925935', light: '#e8b888', blush: '#bf5f42', lips: '#9f4f42' },
  brown: { base: '#99633f', shade: '#663a22', light: '#c48a5d', blush: '#a34c30', lips: '#86423a' },
  deep: { base: '#6b4230', shade: '#41241a', light: '#986548', blush: '#83392a', lips: '#6d3532' },
};

const hairColours: Record<Look['hairColour'], string> = {
  black: '#2b2430',
  brown: '#5b3826',
  auburn: '#823c25',
  red: '#bd5a2c',
  blond: '#dcb069',
  grey: '#93929a',
  white: '#e9e5df',
  blue: '#3a6fc0',
  pink: '#e784ac',
};

export const irises: Record<Look['eyes'], string> = {
  brown: '#7a4a28',
  hazel: '#96743a',
  green: '#4f8f68',
  blue: '#4a86b8',
  grey: '#7d909c',
};

/** A colour as `#rrggbb`, as palettes take it. */
export function hexOf({ r, g, b }: Rgb): string {
  return `#${[r, g, b].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** Between two daylight colours. */
export const blend = (a: string, b: string, t: number): string => hexOf(mix(hex(a), hex(b), t));

/** The colour of the hair; from fifty on, grey comes in, but not into hair that is dyed. */
export function hairColour(look: Look, age: number): string {
  const own = hairColours[look.hairColour];
  if (['blue', 'pink', 'white', 'grey'].includes(look.hairColour)) return own;
  return blend(own, '#b9b6b8', Math.min(0.45, Math.max(0, (age - 50) / 45)));
}

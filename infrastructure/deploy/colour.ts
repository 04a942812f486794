/** The two services of the API, and their target groups: one is live, in the other the next version comes up. */
export const colours = ['blue', 'green'] as const;
export type Colour = (typeof colours)[number];

/** @example other('blue'); // 'green' */
export const other = (colour: Colour): Colour => (colour === 'blue' ? 'green' : 'blue');

/** Something of each colour. */
export type Both<T> = Readonly<Record<Colour, T>>;

/** @example both(async (colour) => service(colour)) */
export async function both<T>(of: (colour: Colour) => Promise<T>): Promise<Both<T>> {
  const [blue, green] = await Promise.all([of('blue'), of('green')]);
  return { blue, green };
}

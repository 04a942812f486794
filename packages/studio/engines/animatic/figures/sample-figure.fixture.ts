import { closedMouth, type FaceState, type Figure, type FigureState, stillMotion } from './figure.ts';

/** A grown-up woman in shirt and trousers, changed as a test or a specimen sheet needs it. */
export function sampleFigure(changes: Partial<Figure> = {}): Figure {
  return {
    id: 'ada',
    age: 34,
    gender: 'female',
    look: {
      species: 'human',
      skin: 'fair',
      hair: 'bob',
      hairColour: 'brown',
      beard: 'none',
      headwear: 'none',
      glasses: false,
      build: 'average',
      height: 1,
      eyes: 'green',
      top: 'shirt',
      topColour: '#5b86b0',
      bottom: 'trousers',
      bottomColour: '#3a3f52',
    },
    ...changes,
  };
}

/** Someone who stands there and does nothing, changed as needed. */
export function sampleState(changes: Partial<FigureState> = {}, face: Partial<FaceState> = {}): FigureState {
  return {
    face: {
      facing: 'front',
      gaze: { x: 0, y: 0 },
      blink: 0,
      mouth: closedMouth,
      emotion: 'neutral',
      intensity: 0.5,
      tilt: 0,
      nod: 0,
      ...face,
    },
    pose: 'stand',
    gesture: 'none',
    reach: 1,
    stride: 0,
    breath: 0,
    holding: null,
    motion: stillMotion,
    ...changes,
  };
}

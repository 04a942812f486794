import { describe, expect, it } from 'vitest';
import { type Body, bodyOf } from './body.ts';
import { sampleFigure } from './sample-figure.fixture.ts';
import { stance, stepAt, strideLength, strideOf } from './walk.ts';

const body = bodyOf(sampleFigure());
const phases = Array.from({ length: 200 }, (_, index) => index / 200);

/** Height and place of heel and ball, from the ankle and the foot's pitch. */
function sole({ ankleY, foot }: Body, phase: number) {
  const { ahead, up, pitch } = stepAt(body, phase);
  const [c, s] = [Math.cos(pitch), Math.sin(pitch)];
  const point = (along: number) => ({ ahead: ahead + along * c + ankleY * s, up: up + along * s - ankleY * c });
  return { heel: point(-0.24 * foot), ball: point(0.5 * foot) };
}

describe('the walk', () => {
  it('keeps the planted foot where it is while the body moves on', () => {
    for (const phase of phases.filter((value) => value < stance)) {
      const { heel, ball } = sole(body, phase);
      const [planted, along] = heel.up <= ball.up ? [heel, -0.24] : [ball, 0.5];
      const ground = planted.ahead + strideOf(body) * phase - along * body.foot;
      expect(ground).toBeCloseTo((strideOf(body) * stance) / 2, 2);
      expect(planted.up).toBeCloseTo(0, 2);
    }
  });

  it('never puts a foot through the floor', () => {
    for (const phase of phases) {
      const { heel, ball } = sole(body, phase);
      expect(Math.min(heel.up, ball.up)).toBeGreaterThan(-0.02);
    }
  });

  it('moves every foot smoothly, also where it lands and leaves', () => {
    for (const phase of phases) {
      const [now, next] = [stepAt(body, phase), stepAt(body, phase + 1 / 200)];
      expect(Math.abs(next.ahead - now.ahead)).toBeLessThan(0.09);
      expect(Math.abs(next.up - now.up)).toBeLessThan(0.06);
      expect(Math.abs(next.pitch - now.pitch)).toBeLessThan(0.12);
    }
  });

  it('takes longer strides with longer legs', () => {
    const placement = { x: 0, floor: 0, height: 400, seat: 0 };
    const child = sampleFigure({ age: 8, look: { ...sampleFigure().look, height: 0.72 } });
    expect(strideLength(placement, child)).toBeLessThan(strideLength(placement, sampleFigure()) * 0.75);
    expect(strideLength(placement, sampleFigure())).toBeCloseTo((4.3 * bodyOf(sampleFigure()).scale * 400) / 6.75, 3);
  });
});

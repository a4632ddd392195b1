import assert from "node:assert/strict";
import fc from "fast-check";
import { curveOf, extended, stretchesOf, valueAt } from "../../hmi/web/src/ui/chart-data.ts";

/** A series of buckets, each with so many samples of a curve. */
const bucketsOf = (values: readonly number[], each: number) => {
  const places = Array.from({ length: Math.ceil(values.length / each) }, (_, place) => place);
  const samples = places.map((place) => values.slice(place * each, (place + 1) * each));
  return {
    point: 0,
    times: places.map((place) => place * each * 1000),
    min: samples.map((list) => Math.min(...list)),
    max: samples.map((list) => Math.max(...list)),
    quality: places.map(() => 2 as const),
  };
};

const ascending = fc
  .array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 60 })
  .map((steps) => steps.map((_, place) => steps.slice(0, place + 1).reduce((a, b) => a + b, 0)));

describe("console: curves", () => {
  it("a ramp, up or down, is drawn as a ramp, however its samples fall into buckets", () => {
    fc.assert(
      fc.property(ascending, fc.integer({ min: 1, max: 7 }), fc.boolean(), (up, each, falls) => {
        const values = falls ? up.map((value) => -value) : up;
        // Where nothing was drawn before, nobody knows from where the curve comes.
        const [first = 0] = values;
        const [xs, ys] = curveOf(bucketsOf([...Array(each).fill(first), ...values], each));
        assert.deepEqual([...xs].sort((left, right) => left - right), xs);
        const sign = falls ? -1 : 1;
        for (let place = 1; place < ys.length; place += 1)
          assert.ok(sign * ((ys[place] as number) - (ys[place - 1] as number)) >= 0, `${ys}`);
      }),
    );
  });

  it("a bad value is neither read off nor drawn on, and its time is hatched up to now", () => {
    const times = [1000, 2000, 3000];
    const values = [5, 6, 6];
    const quality = [2, 2, 0] as const;
    const failed = { point: 0, times, min: values, max: values, quality };
    assert.deepEqual([500, 1500, 2999, 3000, 9000].map((ms) => valueAt(failed, ms)), [
      ...[null, 5, 6, null, null],
    ]);
    assert.deepEqual(extended(failed, 9)[0], [1, 2, 3]);
    assert.deepEqual(stretchesOf(failed, 9000), [{ from: 3, to: 9, quality: 0 }]);
    const back = { ...failed, quality: [2, 0, 2] as const };
    assert.deepEqual([2000, 3000].map((ms) => valueAt(back, ms)), [null, 6]);
    assert.deepEqual(extended(back, 9)[0], [1, 2, 3, 9]);
  });

  it("no peak gets lost", () => {
    const [, ys] = curveOf(bucketsOf([5, 5, 5, 9, 5, 5, 5, 1, 5], 3));
    assert.ok(ys.includes(9) && ys.includes(1), `${ys}`);
  });
});

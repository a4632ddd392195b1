import assert from "node:assert/strict";
import fc from "fast-check";
import {
  digitsFor,
  digitsOfRange,
  readNumber,
  showExact,
  showNumber,
  styleOf,
} from "../../hmi/web/src/pure/number.ts";

const english = styleOf("en");
const german = styleOf("de");

describe("console: numbers that an operator types", () => {
  it("takes the language's decimal mark", () => {
    assert.deepEqual(readNumber("45.5", english), { value: 45.5 });
    assert.deepEqual(readNumber("45,5", german), { value: 45.5 });
    assert.deepEqual(readNumber(" -0.25 ", english), { value: -0.25 });
    assert.deepEqual(readNumber("\u22127,5", german), { value: -7.5 });
    assert.deepEqual(readNumber("1e3", english), { value: 1000 });
    assert.deepEqual(readNumber(".5", english), { value: 0.5 });
  });

  it("refuses what two readers read differently", () => {
    assert.deepEqual(readNumber("1,234", english), { fault: "ambiguous", readings: [1234, 1.234] });
    assert.deepEqual(readNumber("1.234", german), { fault: "ambiguous", readings: [1234, 1.234] });
  });

  it("never takes the other language's mark for its own", () => {
    assert.deepEqual(readNumber("45,5", english), { fault: "not-a-number" });
    assert.deepEqual(readNumber("45.5", german), { fault: "not-a-number" });
    assert.deepEqual(readNumber("1,234.5", english), { fault: "not-a-number" });
  });

  it("refuses everything that is no finite number", () => {
    for (const text of ["", "  "]) assert.deepEqual(readNumber(text, english), { fault: "empty" });
    for (const text of ["abc", "4 5", "0x10", "1..2", "Infinity", "--1", "1e", "½", "٣"])
      assert.deepEqual(readNumber(text, english), { fault: "not-a-number" }, text);
    assert.deepEqual(readNumber("1e999", english), { fault: "not-finite" });
  });

  it("reads back whatever it shows", () => {
    const shown = fc.record({
      value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      language: fc.constantFrom("en", "de"),
    });
    fc.assert(
      fc.property(shown, ({ value, language }) => {
        const style = styleOf(language);
        const entry = readNumber(showExact(value, language), style);
        assert.ok("value" in entry && Object.is(entry.value + 0, value + 0));
        const three = readNumber(showNumber(value, 4, language), style);
        assert.ok("value" in three && Math.abs(three.value - value) <= 0.5e-4 + 1e-9);
      }),
    );
  });

  it("shows as many digits as the range needs", () => {
    assert.equal(digitsOfRange(0, 100), 1);
    assert.equal(digitsOfRange(0, 5), 3);
    assert.equal(digitsOfRange(0, 0), 2);
    assert.equal(digitsFor(0.01), 2);
    assert.equal(showNumber(-12.5, 2, "de"), "\u221212,50");
    assert.equal(showNumber(12345.678, 1, "en"), "12345.7");
  });
});

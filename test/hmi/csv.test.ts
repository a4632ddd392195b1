import assert from "node:assert/strict";
import { csvCell, csvRow } from "../../hmi/src/csv.ts";

describe("console: CSV", () => {
  it("quotes as RFC 4180 says", () => {
    assert.equal(csvRow(["a", 1.5, true, null]), "a,1.5,true,\r\n");
    assert.equal(csvCell('he said "no", twice\r\n'), '"he said ""no"", twice\r\n"');
  });

  it("leaves no text that a spreadsheet would run", () => {
    for (const begin of ["=", "+", "-", "@", "\t", "\r"]) {
      const cell = csvCell(`${begin}HYPERLINK("http://x")`);
      assert.match(cell, /^"?'/, cell);
    }
    assert.equal(csvCell(-5), "-5", "a number is one");
    assert.equal(csvCell("5-4"), "5-4");
  });
});

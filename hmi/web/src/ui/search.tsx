import { useRef, useState } from "preact/hooks";
import { infosNow, useSnapshot } from "../live/live.ts";
import type { PointInfo } from "../pure/points.ts";
import { Icon } from "./icons.tsx";
import { t } from "./prefs.ts";
import { openFaceplate } from "./side.ts";
import { Value } from "./value.tsx";

const shown = 8;

export const searchFieldId = "search";

const found = (text: string): readonly PointInfo[] => {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  return infosNow()
    .filter(({ tag }) => tag.toLowerCase().includes(wanted))
    .slice(0, shown);
};

const Results = (props: {
  readonly results: readonly PointInfo[];
  readonly at: number;
  readonly isOpen: boolean;
  readonly pick: (info: PointInfo) => void;
}) => (
  <ul
    id="search-results"
    class="search-results"
    role="listbox"
    aria-label={t("shell.searchResults")}
    hidden={!props.isOpen}
  >
    {props.results.map((info, place) => (
      <li
        key={info.index}
        id={`found-${info.index}`}
        role="option"
        aria-selected={place === props.at}
        // Before the field loses the focus, and the list with it.
        onPointerDown={(event) => {
          event.preventDefault();
          props.pick(info);
        }}
      >
        <span>{info.tag}</span>
        <Value index={info.index} size="table" />
      </li>
    ))}
    {props.results.length === 0 && (
      <li role="option" aria-selected={false} aria-disabled={true} class="dim">
        {t("shell.searchNone")}
      </li>
    )}
  </ul>
);

/** Finds a tag and opens its faceplate: `/`, a few letters, Enter. */
export const Search = () => {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  useSnapshot();
  const results = found(text);
  const pick = (info: PointInfo | undefined): void => {
    if (info === undefined) return;
    setText("");
    field.current?.blur();
    openFaceplate(info.index);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") setAt(Math.min(results.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") pick(results[at]);
    else if (event.key === "Escape") {
      setText("");
      field.current?.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isOpen = text.trim() !== "";
  return (
    <div class="search" role="search">
      <Icon name="search" size={14} />
      <input
        ref={field}
        id={searchFieldId}
        type="text"
        role="combobox"
        autocomplete="off"
        aria-expanded={isOpen}
        aria-controls="search-results"
        aria-autocomplete="list"
        {...(isOpen && results[at] !== undefined
          ? { "aria-activedescendant": `found-${results[at].index}` }
          : {})}
        aria-label={t("shell.search")}
        placeholder={t("shell.search")}
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setText("")}
      />
      <Results results={results} at={at} isOpen={isOpen} pick={pick} />
    </div>
  );
};

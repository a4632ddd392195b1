import type { Mimic } from "../../../src/shared/messages.ts";
import { infosNow, state, useSnapshot, useTopics } from "../live/live.ts";
import { WorstMark } from "../ui/alarm-mark.tsx";
import { roveByArrows } from "../ui/keys.ts";
import { MimicPicture } from "../ui/mimic.tsx";
import { t } from "../ui/prefs.ts";
import { useRoute } from "../ui/router.ts";
import { openFaceplate } from "../ui/side.ts";
import { Value } from "../ui/value.tsx";

/** All points of one device: what stands in no picture is here. */
const PointList = ({ device }: { device: string }) => {
  useTopics("alarms");
  const infos = infosNow().filter((info) => info.device.name === device);
  const alarms = Map.groupBy(state.alarms, (alarm) => `${alarm.device}/${alarm.point}`);
  return (
    <section class="panel point-list">
      <h2>{t("unit.points", { device })}</h2>
      <ul onKeyDown={(event) => roveByArrows(event, "[data-rove]")}>
        {infos.map((info) => (
          <li key={info.tag} class="point-item">
            <button
              type="button"
              class="plain point-line"
              data-rove
              data-open={info.tag}
              onClick={() => openFaceplate(info.index)}
            >
              <span class={info.spec.access === "setpoint" ? "set-ink" : ""}>{info.spec.name}</span>
              <span class="alarm-cell">
                <WorstMark size={16} alarms={alarms.get(info.tag) ?? []} />
              </span>
              <Value index={info.index} size="table" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};

const devicesOf = (mimic: Mimic): readonly string[] => {
  const tags = mimic.elements.flatMap((element) => {
    if (element.kind === "pipe" || element.kind === "text") return [];
    if (element.kind === "tank") return element.level ?? [];
    return element.point ?? [];
  });
  return [...new Set(tags.map((tag) => tag.split("/")[0] ?? ""))];
};

/** One unit as a picture, with all of its points beside it. */
export const Unit = () => {
  const { mimics, site } = useSnapshot();
  const { part } = useRoute();
  // Devices in the order of the site file, then pictures that span several of them.
  const names = [...new Set([...site.devices, ...mimics].map(({ name }) => name))];
  const current = names.includes(part) ? part : names[0];
  const mimic = mimics.find(({ name }) => name === current);
  const devices = mimic === undefined ? [current ?? ""] : devicesOf(mimic);
  return (
    <div class="page unit">
      <div class="row wrap page-head">
        <h1>{mimic?.title ?? current}</h1>
        <span class="spacer" />
        <nav class="tabs" aria-label={t("nav.unit")}>
          {names.map((name) => (
            <a
              key={name}
              href={`#/unit/${encodeURIComponent(name)}`}
              {...(name === current ? { "aria-current": "page" } : {})}
            >
              {name}
            </a>
          ))}
        </nav>
      </div>
      <div class="unit-body">
        {mimic === undefined ? (
          <p class="empty panel">{t("unit.noPicture")}</p>
        ) : (
          <MimicPicture key={mimic.name} mimic={mimic} />
        )}
        <div class="unit-lists">
          {devices.map((device) => (
            <PointList key={device} device={device} />
          ))}
        </div>
      </div>
    </div>
  );
};

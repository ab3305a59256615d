// The one to eight bytes at the cursor as numbers, in both byte orders.
import { lights } from "../../store";
import { there } from "../timeline/state";
import type { Linked } from "../linked";
import { readings } from "./numbers";

export function Inspector({ link }: { link: Linked }) {
  const off = Math.min(lights.value.cursor, link.file.length - 1);
  if (off < 0) return null;
  const unmade = there.value?.byte(off) === false;
  const where = `0x${off.toString(16).toUpperCase()}`;
  return (
    <div class="inspector" tabIndex={0} role="group" aria-label="Numbers at the cursor">
      <table>
        <caption>Numbers at {where}</caption>
        <thead><tr><th scope="col">type</th><th scope="col">lowest byte first</th><th scope="col">highest byte first</th></tr></thead>
        <tbody>
          {unmade && <tr><td colSpan={3}>This byte is not written yet.</td></tr>}
          {!unmade && readings(link.file, off).map(({ name, little, big }) => (
            <tr key={name}><th scope="row">{name}</th>{name.endsWith("8") ? <td colSpan={2}>{little}</td> : <><td>{little || "–"}</td><td>{big || "–"}</td></>}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// The number disc: the same number in every view, so that a path can be followed without colour.
import { numberWords } from "../views/focus";

export function Disc({ role }: { role: number }) {
  if (role <= 0) return null;
  const words = numberWords[role];
  return <span class="disc"><span aria-hidden="true">{role}</span><span class="sr">, {words} on the path</span></span>;
}

/** The letter of an owner on its colour. */
export function Letter({ letter, tone }: { letter: string; tone: string }) {
  return letter ? <span class={`letter ${tone}`} aria-hidden="true">{letter}</span> : null;
}

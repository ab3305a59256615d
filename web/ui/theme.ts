// Light, dark, or as the system has it; remembered.
import { effect, signal } from "@preact/signals";
import { recall, remember } from "./storage";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "theme";

function recalled(): Theme {
  const word = recall(key);
  return themes.find((theme) => theme === word) ?? "system";
}

export const theme = signal<Theme>("system");

export function startTheme(): void {
  theme.value = recalled();
  effect(() => {
    const root = document.documentElement;
    if (theme.value === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme.value;
  });
}

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  remember(key, chosen === "system" ? null : chosen);
}

// The drawings in img/ hold the colours of the first county. For another palette in scss/_county.scss each
// of them, and each shade mixed from them, is replaced, so that four colours are all a county has to choose.
import { readFileSync } from "node:fs";

const DRAWN_IN = { deep: "#243056", water: "#7fa9d0", light: "#f2b93b", earth: "#b4512f" };
const SHADES = {
  deep: [1, 0.92, 0.74],
  water: [1, 0.52, 0.41, 0.22],
  light: [1, 0.58, 0.42, 0.24],
  earth: [1, 0.46, 0.17, [0.24, "#fff1e6"]],
};

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

function mix(colour, share, ground = "#ffffff") {
  const under = channels(ground);
  const mixed = channels(colour).map((value, at) => Math.round(value * share + under[at] * (1 - share) - 1e-6));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

export function countyColours(path) {
  const found = readFileSync(path, "utf8").matchAll(/\$county-(\w+): (#[0-9a-f]{6})/g);
  return Object.fromEntries([...found].map(([, name, colour]) => [name, colour]));
}

export function recolour(drawing, county) {
  const table = {};
  for (const [name, shades] of Object.entries(SHADES)) {
    for (const shade of shades) {
      const [share, ground] = [shade].flat();
      table[mix(DRAWN_IN[name], share, ground)] = mix(county[name], share, ground);
    }
  }
  return drawing.replace(/#[0-9a-f]{6}\b/g, (colour) => table[colour] ?? colour);
}

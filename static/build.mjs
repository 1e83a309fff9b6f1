// Builds what the browser gets into var/build: one style sheet, one script (others for passkeys and suggestions), htmx, the typeface, the drawings.
// A page may weigh 100 kB at first view, so each file has a limit here, and going over it stops the build.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";
import { countyColours, recolour } from "./colours.mjs";

const source = dirname(fileURLToPath(import.meta.url));
const root = dirname(source);
const out = join(root, "var", "build");
const packages = join(root, "node_modules");

const FONT = "atkinson-hyperlegible-next-latin-wght-normal.woff2";
const LIMITS = {
  "css/app.css": 18_000,
  "css/admin.css": 3_000,
  "css/map.css": 3_500,
  "js/app.js": 12_000,
  "js/passkey.js": 1_200,
  "js/suggest.js": 1_200,
  "js/htmx.min.js": 17_000,
  "js/map.js": 43_500,
  [`fonts/${FONT}`]: 34_400,
};
// GOV.UK's own marks and typeface are not ours to show.
const FOREIGN = /GDS Transport|govuk-crest|crown/i;
// Rules of Leaflet's that name pictures; the map has none of its controls that show them.
const PICTURED = /[^{}]+\{[^{}]*url\([^{}]*\}/g;

function write(name, content) {
  const path = join(out, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function copy(from, name) {
  mkdirSync(dirname(join(out, name)), { recursive: true });
  copyFileSync(join(packages, from), join(out, name));
}

function check() {
  let good = true;
  for (const [name, limit] of Object.entries(LIMITS)) {
    const content = readFileSync(join(out, name));
    const size = name.endsWith(".woff2") ? content.length : gzipSync(content, { level: 9 }).length;
    const heavy = size > limit;
    const foreign = name === "css/app.css" && FOREIGN.test(content.toString());
    console.log(`${name.padEnd(60)} ${(size / 1000).toFixed(1)} of ${(limit / 1000).toFixed(1)} kB`);
    if (heavy) console.error(`${name} is over its limit`);
    if (foreign) console.error(`${name} holds a mark or typeface of GOV.UK`);
    good = good && !heavy && !foreign;
  }
  return good;
}

rmSync(out, { recursive: true, force: true });
for (const sheet of ["app", "admin", "map"]) {
  const styles = sass.compile(join(source, "scss", `${sheet}.scss`), {
    loadPaths: [packages],
    style: "compressed",
    quietDeps: true,
  });
  write(`css/${sheet}.css`, sheet === "map" ? styles.css.replace(PICTURED, "") : styles.css);
}
esbuild.buildSync({
  entryPoints: ["app", "passkey", "suggest"].map((name) => join(source, "js", `${name}.mjs`)),
  outdir: join(out, "js"),
  nodePaths: [packages],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});
// Alone in its file, loaded when somebody asks for the map; its licence asks for the notice to stay.
esbuild.buildSync({
  entryPoints: [join(source, "js", "map.mjs")],
  outfile: join(out, "js", "map.js"),
  nodePaths: [packages],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "eof",
});
copy(join("htmx.org", "dist", "htmx.min.js"), "js/htmx.min.js");
copy(join("@fontsource-variable", "atkinson-hyperlegible-next", "files", FONT), `fonts/${FONT}`);
const county = countyColours(join(source, "scss", "_county.scss"));
for (const name of readdirSync(join(source, "img"), { recursive: true })) {
  if (!name.endsWith(".svg")) continue;
  write(join("img", name), recolour(readFileSync(join(source, "img", name), "utf8"), county));
}
if (!check()) process.exit(1);

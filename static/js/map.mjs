// The map beside a list, drawn when somebody asks for it. Whatever it shows stands in the list too.
import { circleMarker, control, geoJSON, map as leaflet, tileLayer } from "leaflet/dist/leaflet-src.esm.js";

const WORDS = { zoomInTitle: "Zoom in", zoomOutTitle: "Zoom out" };

async function read(url) {
  const response = await fetch(url, { headers: { Accept: "application/geo+json" } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

// Text is set as text: a name is never taken for markup.
function words({ name, text, url }) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = name;
  box.append(link);
  if (text) box.append(document.createElement("br"), text);
  return box;
}

// A pin is a button for those who go by the keyboard.
function reachable(pin, { name }) {
  const element = pin.getElement();
  if (!element) return;
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", name);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pin.openPopup();
    pin.getPopup().getElement()?.querySelector("a")?.focus();
  });
}

// Draws into the box what the data attributes of its section name; gives back what to say of it.
export async function show(section, box) {
  const { points: pointsUrl, outlines: outlinesUrl, tiles, attribution } = section.dataset;
  const [points, outlines] = await Promise.all([read(pointsUrl), read(outlinesUrl)]);
  const frame = document.createElement("div");
  frame.className = "sc-leaflet";
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Map; the arrow keys move it");
  box.replaceChildren(frame);

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const drawn = leaflet(frame, {
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    zoomControl: false,
  });
  drawn.attributionControl.setPrefix(false);
  control.zoom(WORDS).addTo(drawn);
  if (tiles) tileLayer(tiles, { attribution, maxZoom: 18 }).addTo(drawn);
  const land = geoJSON(outlines, {
    interactive: false,
    style: { className: "sc-leaflet__land", fill: !tiles, weight: 2 },
  }).addTo(drawn);
  const pins = geoJSON(points, {
    pointToLayer: (feature, point) =>
      circleMarker(point, { radius: 9, className: "sc-leaflet__pin" }).bindPopup(words(feature.properties)),
  }).addTo(drawn);
  const bounds = pins.getBounds().isValid() ? pins.getBounds() : land.getBounds();
  if (bounds.isValid()) drawn.fitBounds(bounds.pad(0.1), { maxZoom: 14, animate: false });
  pins.eachLayer((pin) => reachable(pin, pin.feature.properties));
  frame.focus({ preventScroll: true }); // the button that had the focus goes away
  return points.shown < points.total
    ? `The map shows ${points.shown} of ${points.total}. The rest are in the list alone.`
    : `The map shows all ${points.total}.`;
}

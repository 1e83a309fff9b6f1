// Small comforts on pages that are complete without them.
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

function enhance(scope) {
  for (const Component of [Button, CharacterCount, ErrorSummary, NotificationBanner, PasswordInput]) {
    createAll(Component, undefined, scope);
  }
}

enhance(document);
// A fragment that htmx put into the page gets the same as the page.
document.addEventListener("htmx:load", ({ detail }) => {
  if (detail.elt !== document.body) enhance(detail.elt);
});

// A map is loaded when somebody asks for it; the list beside it says the same.
for (const section of document.querySelectorAll("[data-map]")) {
  const button = section.querySelector("[data-map-open]");
  const said = section.querySelector("[data-map-said]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "The map is loading.";
    try {
      await addStyles(section.dataset.styles);
      const { show } = await import(section.dataset.script);
      said.textContent = await show(section, section.querySelector("[data-map-box]"));
      button.remove();
    } catch {
      said.textContent = "The map could not be loaded. The list shows the same.";
      button.disabled = false;
    }
  });
}

function addStyles(href) {
  return new Promise((loaded, failed) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: loaded, onerror: failed });
    document.head.append(link);
  });
}

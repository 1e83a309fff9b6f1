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

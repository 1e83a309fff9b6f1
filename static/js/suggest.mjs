// Suggestions under a search box, by keyboard and pointer (the combobox of the ARIA practices). Without it, it is a box.
const wait = 150;

function enhance(box) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let options = [];
  let at = -1;
  let timer;
  let asked = 0;

  list.id = `${box.id}-suggestions`;
  list.className = "sc-suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  status.className = "sc-vh";
  status.setAttribute("role", "status");
  box.parentNode.append(status);
  document.body.append(list); // where no band cuts it off
  const set = (name, value) => box.setAttribute(`aria-${name}`, value);
  box.setAttribute("role", "combobox");
  set("autocomplete", "list");
  set("controls", list.id);
  set("expanded", "false");

  function mark(index) {
    at = index;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", number === at));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else set("activedescendant", list.children[at].id);
  }

  function show(found) {
    options = found;
    list.replaceChildren(
      ...found.map(([words, kind], number) => {
        const item = document.createElement("li");
        const small = document.createElement("small");
        item.id = `${list.id}-${number}`;
        item.setAttribute("role", "option");
        small.textContent = kind;
        item.append(words, " ", small);
        return item;
      }),
    );
    const { left, bottom, width } = box.parentNode.getBoundingClientRect();
    list.style.left = `${left + scrollX}px`;
    list.style.top = `${bottom + scrollY + 4}px`;
    list.style.width = `${width}px`;
    list.hidden = !found.length;
    set("expanded", String(!list.hidden));
    mark(-1);
  }

  function choose(index) {
    box.value = options[index][0];
    show([]);
    box.form.requestSubmit();
  }

  async function ask() {
    const turn = ++asked;
    try {
      const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(box.value.trim().toLowerCase())}`);
      if (turn !== asked || !answer.ok) return;
      show(await answer.json());
      status.textContent = `${options.length || "No"} suggestion${options.length === 1 ? "" : "s"}`;
    } catch {
      show([]);
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    if (box.value.trim().length > 1) timer = setTimeout(ask, wait);
    else asked++, show([]);
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && options.length) show([]);
    else if (step && options.length) mark(((at + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    else if (event.key === "Enter" && at >= 0) choose(at);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const index = [...list.children].indexOf(event.target.closest("li"));
    if (index >= 0) choose(index);
  });
  box.addEventListener("blur", () => {
    clearTimeout(timer);
    asked++;
    show([]);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(enhance);

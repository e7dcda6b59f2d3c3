// Citations are copied: by the browser, or where it does not let us, by selecting the text for the reader to copy.
"use strict";

{
  const heard = document.createElement("p");
  heard.id = "heard";
  heard.className = "sr";
  heard.setAttribute("role", "status");
  document.body.append(heard);

  // What is said is heard again even where it is the same as before; other scripts have it said by the event "said".
  function say(text) {
    heard.textContent = "";
    setTimeout(() => { heard.textContent = text; }, 50);
  }

  document.addEventListener("said", (event) => say(event.detail));

  // An open dialog keeps all outside it from being reached, so the text is shown where the button is.
  function offer(button) {
    const box = document.createElement("textarea");
    box.className = "cited";
    box.readOnly = true;
    box.rows = 4;
    box.value = button.dataset.cite;
    box.setAttribute("aria-label", "Citation, selected to be copied");
    (button.closest(".acts") ?? button).after(box);
    box.addEventListener("blur", () => box.remove());
    box.focus();
    box.select();
    return box;
  }

  async function cite(button) {
    for (const other of document.querySelectorAll("[data-cite][data-done]")) {
      other.textContent = "Copy citation";
      other.removeAttribute("data-done");
    }
    try {
      await navigator.clipboard.writeText(button.dataset.cite);
    } catch {
      const box = offer(button);
      if (!document.execCommand("copy")) {
        say("The citation is selected; copy it with the keyboard.");
        return;
      }
      box.remove();
      button.focus();
    }
    button.textContent = "Citation copied";
    button.setAttribute("data-done", "");
    say("Citation copied.");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cite]");
    if (button) cite(button);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "c" || elsewhere(event) || !letters.checked) return;
    const at = document.activeElement.closest(".stmt, .judged") ?? document.querySelector(".note.opened, #opened, .stmt:target");
    const button = at?.querySelector("[data-cite]");
    if (button) cite(button);
  });
}

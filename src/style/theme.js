(() => {
  const root = document.documentElement;
  const media = matchMedia("(prefers-color-scheme: dark)");
  const read = () => {
    try {
      return localStorage.getItem("theme") ?? "auto";
    } catch {
      return "auto"; // storage can be forbidden
    }
  };
  const apply = () => {
    const choice = read();
    root.dataset.theme = choice === "auto" ? (media.matches ? "dark" : "light") : choice;
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  };
  apply();
  media.addEventListener("change", apply);
  addEventListener("DOMContentLoaded", apply);
  addEventListener("storage", apply);
  // Paper is white.
  addEventListener("beforeprint", () => (root.dataset.theme = "light"));
  addEventListener("afterprint", apply);
  addEventListener("click", (event) => {
    const choice = event.target?.closest?.("[data-theme-choice]")?.dataset.themeChoice;
    if (!choice) return;
    try {
      localStorage.setItem("theme", choice);
    } catch {
      root.dataset.theme = choice;
    }
    apply();
  });
})();
